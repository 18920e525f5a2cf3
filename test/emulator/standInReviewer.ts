import { compareSeverity } from '../../src/core/finding.ts';
import type { StreamedText } from './answer.ts';
import { javaScriptRules } from './standInJavaScriptRules.ts';
import { javaScriptSafetyRules } from './standInJavaScriptSafety.ts';
import { answerFollowUp } from './standInFollowUp.ts';
import { readPrompt, type PromptFile } from './standInPrompt.ts';
import { pythonRules } from './standInPythonRules.ts';
import { pythonSafetyRules } from './standInPythonSafety.ts';
import { applyRules, type WireFinding } from './standInRule.ts';
import { writtenSecret } from './standInSecretRule.ts';

/** The name it answers under, so that nobody takes it for the model. */
export const standInName = 'flash-review-stand-in';

/** Asks for the rule-based reviewer's answer to the prompt of the request. */
export interface Review {
  readonly kind: 'review';
  /** Characters per chunk, used in turn; about what the service sends when not given. */
  readonly chunkSizes?: readonly number[];
  /** Milliseconds before each chunk; 15 when not given. */
  readonly delayMs?: number;
}

/** What fixed rules find in the lines of a prompt that are under review, worst first, then by file and line. */
export function reviewByRules(prompt: string): readonly WireFinding[] {
  return scan(readPrompt(prompt)).toSorted((a, b) => compareSeverity(a.severity, b.severity));
}

function scan(files: readonly PromptFile[]): readonly WireFinding[] {
  return applyRules(files, [
    javaScriptSafetyRules,
    javaScriptRules,
    pythonSafetyRules,
    pythonRules,
    { writtenSecret },
  ]);
}

/** What a request is told to leave out of its findings. */
const leftOut = /^Leave out "(\w+)"/m;

function findingsFor(prompt: string): string {
  const [, key = ''] = leftOut.exec(prompt) ?? [];
  const findings = reviewByRules(prompt).map((finding) =>
    Object.fromEntries(Object.entries(finding).filter(([name]) => name !== key)),
  );
  return JSON.stringify({ findings });
}

/** The answer as the service would stream it; thoughts only when the request asks for them. */
export function standInAnswer(review: Review, prompt: string, includeThoughts: boolean): StreamedText {
  const files = readPrompt(prompt);
  const lines = files.flatMap((file) => file.hunks.flat()).filter((line) => line.underReview).length;
  return {
    kind: 'text',
    text: answerFollowUp(prompt, scan) ?? findingsFor(prompt),
    chunkSizes: review.chunkSizes ?? [24, 61, 37, 90, 15, 48],
    delayMs: review.delayMs ?? 15,
    thoughts: includeThoughts
      ? [
          `**Reading the change**\n\n${files.length} files with ${lines} lines under review.\n\n\n`,
          '**Applying the rules**\n\nThe stand-in looks for known patterns in these lines; it does not think.\n\n\n',
        ]
      : [],
    thoughtSignature: Buffer.from(standInName).toString('base64'),
    modelVersion: standInName,
  };
}
