import type { Category, Severity } from '../finding.ts';
import type { LineSpan } from '../ports.ts';
import { fence, quoteName } from './gutter.ts';

/** One finding as it is put before the model again; prose may hold placeholders of secrets, never secrets. */
export interface Claim {
  /** Short, and ours: the answer refers to it. */
  readonly id: string;
  /** As in the header of the file. */
  readonly label: string;
  /** The quoted lines; undefined when the finding has no line. */
  readonly lines?: LineSpan;
  readonly severity: Severity;
  readonly category: Category;
  readonly title: string;
  readonly explanation: string;
}

/**
 * The claims behind their heading. Their words are a model's, made from text of others: they stand behind the bar.
 *
 *     --- claim 1: "src/cart.ts" lines 12-13, high, bug
 *            | The loop reads one item too many
 */
export function claimsText(heading: string, claims: readonly Claim[]): string {
  return `=== ${heading} ===\n${claims.map(claimText).join('')}\n`;
}

function claimText({ id, label, lines, severity, category, title, explanation }: Claim): string {
  const place =
    lines === undefined
      ? 'no line'
      : lines.start === lines.end
        ? `line ${lines.start}`
        : `lines ${lines.start}-${lines.end}`;
  const head = `--- claim ${id}: ${quoteName(label)} ${place}, ${severity}, ${category}\n`;
  return head + fence(title, false) + fence(explanation, false);
}
