import type { ChangedFile } from '../change.ts';
import type { MaskedSecret } from '../collect/maskFiles.ts';
import { repositoryLabels } from '../collect/repositoryLabels.ts';
import { nextTurn, takeTurns } from '../turns.ts';
import type { FileRef, Finding } from '../finding.ts';
import { absolutePathOf } from '../findings/findingTable.ts';
import type { Usage, WebSource } from '../modelClient.ts';
import type { FileCoverage } from '../plan/coverage.ts';
import { compareReported, splitOnce } from '../report/reportFinding.ts';
import type { ReportedFinding, ReportedOutcome, ReviewFacts, ReviewReport } from '../report/reviewReport.ts';
import { buildReport, reportOne, type Sentences } from '../review/buildReport.ts';
import type { KeptReport } from './keptReport.ts';

/** A review that has ended, with what it left. */
export interface EndedReview extends Pick<KeptReport, 'notices' | 'fixed' | 'wholeFiles' | 'timings'> {
  readonly tool: ReviewReport['tool'];
  readonly facts: ReviewFacts;
  readonly endedAt: string;
  readonly modelVersion: string | undefined;
  readonly outcome: ReportedOutcome;
  /** Its own, of all states. */
  readonly findings: readonly Finding[];
  /** What was sent of a file; undefined when it is not known any more. */
  readonly reviewed: (file: FileRef) => ChangedFile | undefined;
  readonly coverage: readonly FileCoverage[];
  /** Files beside the scope that the model looked into. */
  readonly context: readonly FileRef[];
  /** Pages that the service read. */
  readonly sources: readonly WebSource[];
  readonly secrets: readonly MaskedSecret[];
  readonly usage: Usage | undefined;
  readonly cost: number | undefined;
}

/** Where a review spoke of several repositories, paths in its report begin with as much as tells them apart. */
export async function keepReport(ended: EndedReview, sentences: Sentences): Promise<KeptReport> {
  // The editor must not wait for ten thousand findings, nor for this on top of the end of the review.
  await nextTurn();
  const refs = [
    ...ended.coverage.map(({ ref }) => ref),
    ...ended.context,
    ...ended.findings.map(({ file }) => file),
  ];
  const roots = [...new Set(refs.map(({ root }) => root))].toSorted();
  const labels = new Map(repositoryLabels(roots).map((label, at) => [roots[at], label]));
  const labelled = (ref: FileRef): FileRef => ({ ...ref, path: `${labels.get(ref.root) ?? ''}${ref.path}` });
  const split = splitOnce();
  const turn = takeTurns();
  const reported: { readonly file: FileRef; readonly finding: ReportedFinding }[] = [];
  for (const here of Map.groupBy(ended.findings, ({ file }) => absolutePathOf(file)).values()) {
    for (const { file, ...finding } of here) {
      const told = { ...finding, file: labelled(file) };
      reported.push({ file, finding: reportOne(told, ended.reviewed(file), undefined, split) });
    }
    await turn();
  }
  await nextTurn();
  reported.sort((a, b) => compareReported(a.finding, b.finding));
  const report = buildReport({
    ...ended,
    findings: reported.map(({ finding }) => finding),
    coverage: ended.coverage.map((file) => ({ ...file, ref: labelled(file.ref) })),
    context: ended.context.map(labelled),
    secrets: ended.secrets.map((secret) =>
      secret.place.kind === 'file'
        ? { ...secret, place: { ...secret.place, ref: labelled(secret.place.ref) } }
        : secret,
    ),
    sentences,
  });
  const { notices, fixed, wholeFiles, timings } = ended;
  const files = reported.map(({ file }) => file);
  return { version: 1, report, files, notices, fixed, wholeFiles, timings };
}
