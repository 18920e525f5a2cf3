import type { ChangedFile } from '../change.ts';
import { diagnosticsTask, diagnosticsText } from './diagnosticsText.ts';
import { dismissedText } from './dismissedText.ts';
import { withoutReplacement, withoutReplacementTask } from './fixPrompt.ts';
import { findingSchema } from './findingSchema.ts';
import { numberLines } from './numberLines.ts';
import type { Prompt } from './prompt.ts';
import { attachmentContents, guidanceText, mapText, type PromptContext } from './promptContext.ts';
import { systemInstruction } from './systemInstruction.ts';
import { taskText } from './taskText.ts';

/**
 * The messages for one request. Why it is built this way:
 * - what changes least from review to review comes first, for the cache;
 * - sources first, then the task, and limits last, where long-context models keep them;
 * - severities by consequence, each with an example;
 * - a finding rests on quoted text and names the failing case, which keeps guesses out;
 * - an empty list is offered as a good answer.
 */
export function buildPrompt(files: readonly ChangedFile[], context: PromptContext = {}): Prompt {
  return promptOf(files, files.map(numberLines), context);
}

/** As `buildPrompt`; `turn` is awaited between files, for others to have theirs. */
export async function buildPromptInTurns(
  files: readonly ChangedFile[],
  context: PromptContext,
  turn: () => Promise<void>,
): Promise<Prompt> {
  const numbered: string[] = [];
  for (const file of files) {
    await turn();
    numbered.push(numberLines(file));
  }
  await turn();
  return promptOf(files, numbered, context);
}

function promptOf(
  files: readonly ChangedFile[],
  numbered: readonly string[],
  context: PromptContext,
): Prompt {
  const { guidance = [], map = '', attachments = [], task = [], fixes = true } = context;
  const { diagnostics = [], dismissed = [] } = context;
  const known = diagnosticsText(files, diagnostics);
  const texts = [guidanceText(guidance), mapText(map), numbered.join(''), known];
  const additions = [
    ...task,
    ...(known === '' ? [] : [diagnosticsTask]),
    ...(fixes ? [] : [withoutReplacementTask]),
  ];
  const contents = [
    ...texts.filter((text) => text !== ''),
    ...attachmentContents(attachments),
    taskText(files, additions, dismissedText(files, dismissed)),
  ];
  const schema = fixes ? findingSchema : withoutReplacement(findingSchema);
  return { system: systemInstruction, contents, schema };
}
