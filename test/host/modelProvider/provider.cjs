// A language model for the host tests: says what `flashReviewTests.say` was given, and tells what it was asked.
const vscode = require('vscode');

exports.activate = (context) => {
  let next = { text: '{"findings":[]}' };
  const asked = [];
  const model = {
    id: 'scripted-flash',
    name: 'Scripted Flash',
    family: 'gemini-flash',
    version: '1',
    maxInputTokens: 1_000_000,
    maxOutputTokens: 60_000,
    capabilities: {},
  };
  const provider = {
    provideLanguageModelChatInformation: () => [model],
    provideTokenCount: (_model, text) => Math.ceil(JSON.stringify(text).length / 4),
    provideLanguageModelChatResponse: async (_model, messages, _options, progress) => {
      asked.push(
        messages.map(({ role, content }) => ({
          role,
          text: content.map((part) => part.value ?? '').join(''),
        })),
      );
      if (next.error !== undefined) throw vscode.LanguageModelError[next.error](`scripted ${next.error}`);
      for (let at = 0; at < next.text.length; at += 7)
        progress.report(new vscode.LanguageModelTextPart(next.text.slice(at, at + 7)));
    },
  };
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('flash-review-tests', provider),
    vscode.commands.registerCommand('flashReviewTests.say', (answer) => {
      next = answer;
      asked.length = 0;
    }),
    vscode.commands.registerCommand('flashReviewTests.asked', () => asked),
  );
};
