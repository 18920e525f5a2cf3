import { compareSeverity } from '../finding.ts';
import type { RecordedFinding } from './reviewHistory.ts';

/** What two reviews are compared by. */
export interface ComparedReview {
  /** Findings to act on when it ended. */
  readonly findings: readonly RecordedFinding[];
  /** Ids of findings that were known to be fixed when it ended. */
  readonly fixed: ReadonlySet<string>;
  /** Absolute paths, with `/`, of files it read from the first line to the last. */
  readonly wholeFiles: ReadonlySet<string>;
}

/** Every finding of the two, once. */
export interface Comparison {
  readonly added: readonly RecordedFinding[];
  /** As the later review has them. */
  readonly open: readonly RecordedFinding[];
  readonly fixed: readonly RecordedFinding[];
  /** Not found again, where the later review is not known to have read their code. */
  readonly unknown: readonly RecordedFinding[];
}

/** By identity, whatever lines and wording have become. Each list has the worst first, then by place. */
export function compareReviews(older: ComparedReview, newer: ComparedReview): Comparison {
  const before = new Set(older.findings.map(({ id }) => id));
  const now = new Set(newer.findings.map(({ id }) => id));
  const lost = older.findings.filter(({ id }) => !now.has(id));
  const isFixed = ({ id, file }: RecordedFinding): boolean =>
    newer.fixed.has(id) || newer.wholeFiles.has(`${file.root}/${file.path}`);
  return {
    added: inOrder(newer.findings.filter(({ id }) => !before.has(id))),
    open: inOrder(newer.findings.filter(({ id }) => before.has(id))),
    fixed: inOrder(lost.filter(isFixed)),
    unknown: inOrder(lost.filter((finding) => !isFixed(finding))),
  };
}

function inOrder(findings: readonly RecordedFinding[]): readonly RecordedFinding[] {
  const unique = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  return unique.toSorted(
    (a, b) =>
      compareSeverity(a.severity, b.severity) ||
      compareText(a.file.path, b.file.path) ||
      (a.line ?? -1) - (b.line ?? -1),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
