import {
  categories,
  rangeOf,
  severities,
  type Category,
  type FileRef,
  type Finding,
  type Severity,
} from '../finding.ts';
import { absolutePathOf } from './findingTable.ts';

export const groupings = ['file', 'severity', 'category'] as const;
export type Grouping = (typeof groupings)[number];

/** What the findings of a group have in common. */
type GroupLabel =
  | { readonly by: 'file'; readonly file: FileRef }
  | { readonly by: 'severity'; readonly severity: Severity }
  | { readonly by: 'category'; readonly category: Category };

export interface FindingGroup {
  /** The same for the same label. */
  readonly key: string;
  readonly label: GroupLabel;
  /** At least one, as they came; `inGroupOrder` sorts them when somebody looks. */
  readonly findings: readonly Finding[];
}

const severityRank = ranksOf(severities);
const categoryRank = ranksOf(categories);

/** Files by path, severities worst first, categories as they are listed everywhere. */
export function groupFindings(findings: readonly Finding[], by: Grouping): readonly FindingGroup[] {
  const groups = new Map<string, { key: string; label: GroupLabel; findings: Finding[] }>();
  for (const finding of findings) {
    const key = keyOf(finding, by);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { key, label: labelOf(finding, by), findings: [finding] });
    else known.findings.push(finding);
  }
  return [...groups.values()].toSorted((a, b) => compareLabels(a.label, b.label));
}

/** In a file the worst comes first, elsewhere what lies together; then as in the text, those without a line last. */
export function inGroupOrder({ label, findings }: FindingGroup): readonly Finding[] {
  const first =
    label.by === 'file' ? bySeverity : label.by === 'category' ? bySeverityThenPath : comparePaths;
  return findings.toSorted((a, b) => first(a, b) || lineOf(a) - lineOf(b));
}

function keyOf(finding: Finding, by: Grouping): string {
  switch (by) {
    case 'file':
      return absolutePathOf(finding.file);
    case 'severity':
    case 'category':
      return `${by} ${finding[by]}`;
  }
}

function labelOf({ file, severity, category }: Finding, by: Grouping): GroupLabel {
  switch (by) {
    case 'file':
      return { by, file };
    case 'severity':
      return { by, severity };
    case 'category':
      return { by, category };
  }
}

function compareLabels(a: GroupLabel, b: GroupLabel): number {
  if (a.by === 'file' && b.by === 'file') return compareWords(absolutePathOf(a.file), absolutePathOf(b.file));
  return rankOf(a) - rankOf(b);
}

function rankOf(label: GroupLabel): number {
  if (label.by === 'severity') return severityRank[label.severity];
  return label.by === 'category' ? categoryRank[label.category] : 0;
}

function bySeverity(a: Finding, b: Finding): number {
  return severityRank[a.severity] - severityRank[b.severity];
}

function bySeverityThenPath(a: Finding, b: Finding): number {
  return bySeverity(a, b) || comparePaths(a, b);
}

function comparePaths({ file: a }: Finding, { file: b }: Finding): number {
  return compareWords(a.root, b.root) || compareWords(a.path, b.path);
}

function compareWords(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function lineOf(finding: Finding): number {
  return rangeOf(finding)?.start.line ?? Number.MAX_SAFE_INTEGER;
}

function ranksOf<T extends string>(words: readonly T[]): Readonly<Record<T, number>> {
  return Object.fromEntries(words.map((word, rank) => [word, rank])) as Record<T, number>;
}
