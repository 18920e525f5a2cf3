import * as vscode from 'vscode';
import { fail, succeed, type ModelFailure } from '../../core/errors.ts';
import type { ModelClient, ModelEvent, ModelRequest } from '../../core/modelClient.ts';
import { estimateTokens } from '../../core/plan/estimateTokens.ts';

/**
 * A model the editor itself offers (`vscode.lm`), which the user has signed in to and allowed us to use. It takes
 * no system message, no schema and no images: the instructions go first, the form of the answer is in them.
 * It counts nothing either, so its usage is an estimate. `model` answers requests for the `usual` name; another name
 * is looked for among the editor's models.
 */
export function createEditorModelClient(model: vscode.LanguageModelChat, usual: string): ModelClient {
  return {
    async *stream(request, signal) {
      const asked = request.model === usual ? model : await findEditorModel(request.model);
      if (asked === undefined) yield { kind: 'failed', failure: noSuchModel(request.model) };
      else yield* stream(asked, request, signal);
    },
    async describe(name) {
      const asked = name === usual ? model : await findEditorModel(name);
      if (asked === undefined) return fail(noSuchModel(name));
      return succeed({
        name,
        ...(asked.maxInputTokens > 0 ? { inputTokenLimit: asked.maxInputTokens } : {}),
      });
    },
  };
}

export function noSuchModel(model: string): ModelFailure {
  return { kind: 'model-not-found', model, detail: 'the editor offers no such model' };
}

async function* stream(
  model: vscode.LanguageModelChat,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, void, void> {
  const cancellation = new vscode.CancellationTokenSource();
  const stop = (): void => cancellation.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) return yield { kind: 'failed', failure: { kind: 'cancelled' } };
    const texts = [request.system, ...request.contents.filter((content) => typeof content === 'string')];
    const messages = texts
      .filter((text) => text !== '')
      .map((text) => vscode.LanguageModelChatMessage.User(text));
    const response = await model.sendRequest(
      messages,
      { justification: vscode.l10n.t('Flash Review sends the code to be reviewed.') },
      cancellation.token,
    );
    yield { kind: 'model-version', modelVersion: model.id };
    let output = 0;
    for await (const text of response.text) {
      output += estimateTokens(text);
      yield { kind: 'text', text };
    }
    const input = texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    yield { kind: 'usage', usage: { input, cachedInput: 0, output, thoughts: 0 } };
    yield { kind: 'finished', reason: 'STOP' };
  } catch (error) {
    yield { kind: 'failed', failure: signal.aborted ? { kind: 'cancelled' } : failureOf(error, model) };
  } finally {
    signal.removeEventListener('abort', stop);
    cancellation.cancel();
    cancellation.dispose();
  }
}

/** https://code.visualstudio.com/api/references/vscode-api#LanguageModelError */
function failureOf(error: unknown, model: vscode.LanguageModelChat): ModelFailure {
  const detail = error instanceof Error ? error.message : String(error);
  if (!(error instanceof vscode.LanguageModelError)) return { kind: 'bad-answer', detail };
  switch (error.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return { kind: 'no-permission', detail };
    case vscode.LanguageModelError.NotFound.name:
      return { kind: 'model-not-found', model: model.id, detail };
    case vscode.LanguageModelError.Blocked.name:
      return /quota|limit/i.test(detail)
        ? { kind: 'quota-minute', detail }
        : { kind: 'blocked', reason: detail };
    default:
      return { kind: 'bad-answer', detail };
  }
}

/** The editor's model with this id, family or name; the first Gemini Flash, else the first, when empty. */
export async function findEditorModel(wanted: string): Promise<vscode.LanguageModelChat | undefined> {
  const models = await vscode.lm.selectChatModels();
  if (wanted !== '')
    return models.find(({ id, family, name }) => id === wanted || family === wanted || name === wanted);
  return models.find(({ family, id }) => /gemini.*flash/i.test(`${family} ${id}`)) ?? models[0];
}
