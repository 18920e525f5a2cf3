import type { Severity } from '../core/finding.ts';
import type { ShownFinding } from '../core/report/reportPage.ts';

export interface Filter {
  /** Severities that are not shown. */
  readonly off: readonly Severity[];
  /** Words that must all stand in a finding. */
  readonly text: string;
}

/** A finding and its place in the list of the report. */
export interface PlacedFinding {
  readonly finding: ShownFinding;
  readonly at: number;
}

/** What the filter lets through; `hidden` counts the rest. */
export function chooseFindings(
  findings: readonly ShownFinding[],
  { off, text }: Filter,
): { readonly open: readonly PlacedFinding[]; readonly settled: readonly PlacedFinding[]; hidden: number } {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = findings
    .map((finding, at) => ({ finding, at }))
    .filter(({ finding }) => !off.includes(finding.severity) && hasAll(finding, words));
  return {
    open: chosen.filter(({ finding }) => !finding.settled),
    settled: chosen.filter(({ finding }) => finding.settled),
    hidden: findings.length - chosen.length,
  };
}

function hasAll(finding: ShownFinding, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const { title, explanation, file, category = '', rule = '', origin = '' } = finding;
  const all = [title, explanation, file, category, rule, origin].join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}
