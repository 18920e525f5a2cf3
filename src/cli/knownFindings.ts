import type { Anchor } from '../core/finding.ts';
import type { ReportedFinding, ReviewReport } from '../core/report/reviewReport.ts';
import type { KnownFindings } from '../core/verify/filterFindings.ts';
import type { Identifiable } from '../core/verify/matchFinding.ts';

/** The findings of earlier reports, by which a review knows them again; those of the first report count before others. */
export function knownFrom(reports: readonly ReviewReport[]): KnownFindings {
  const all = reports.flatMap(({ findings }) => findings);
  const ids = new Set(all.map(({ fingerprint }) => fingerprint));
  return {
    inFile: (file) => all.filter((one) => one.file === file.path).map((one) => identifiable(one, file.root)),
    has: (id) => ids.has(id),
  };
}

function identifiable(reported: ReportedFinding, root: string): Identifiable {
  const { fingerprint, file, quote, category, rule, title, explanation } = reported;
  return {
    id: fingerprint,
    file: { root, path: file },
    anchor: anchorOf(reported),
    quote,
    category,
    ...(rule === undefined ? {} : { rule }),
    title,
    explanation,
  };
}

/** A report does not say how sure a place is, nor why there is none; nothing here rests on it. */
function anchorOf({ place }: ReportedFinding): Anchor {
  if (place === undefined) return { kind: 'none', reason: 'quote-not-found' };
  const start = { line: place.startLine - 1, character: place.startColumn - 1 };
  const end = { line: place.endLine - 1, character: place.endColumn - 1 };
  return { kind: 'exact', range: { start, end } };
}
