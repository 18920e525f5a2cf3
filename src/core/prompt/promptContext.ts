import type { Attachment, Guidance } from '../change.ts';
import type { DismissedClaim } from '../dismissedClaim.ts';
import type { ModelContent } from '../modelClient.ts';
import type { ToolDiagnostic } from '../toolDiagnostic.ts';
import { fence, quoteName } from './gutter.ts';

/** What a request shows beside the files under review. Secrets are already out of all of it. */
export interface PromptContext {
  readonly guidance?: readonly Guidance[];
  /** A map of the repository, one entry a line. */
  readonly map?: string;
  readonly attachments?: readonly Attachment[];
  /** Words of ours that this request adds to the task, each a sentence or more; never text of others. */
  readonly task?: readonly string[];
  /** What other tools say already. */
  readonly diagnostics?: readonly ToolDiagnostic[];
  /** What was dismissed and is not to be reported. */
  readonly dismissed?: readonly DismissedClaim[];
  /** False leaves fixes to a later request; they come with the findings when not given. */
  readonly fixes?: boolean;
}

/** What projects and users wish; empty when they wish nothing. */
export function guidanceText(guidance: readonly Guidance[]): string {
  return guidance
    .filter(({ text }) => text !== '')
    .map(({ source, text, cut }) => {
      const end = cut ? '--- cut here: the text goes on\n' : '';
      return `=== guidance ${quoteName(source)} ===\n${fence(text, false)}${end}\n`;
    })
    .join('');
}

export function mapText(map: string): string {
  return map === '' ? '' : `=== map of the repository ===\n${fence(map, false)}\n`;
}

/** Each behind a header that names it. */
export function attachmentContents(attachments: readonly Attachment[]): readonly ModelContent[] {
  return attachments.flatMap(({ label, mimeType, base64 }) => [
    `=== attachment ${quoteName(label)} (${mimeType}) ===\n`,
    { mimeType, base64 },
  ]);
}
