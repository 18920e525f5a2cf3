import type { ChangedFile, SkipReason } from '../change.ts';
import type { MaskedSecret } from '../collect/maskFiles.ts';
import type { ReviewFailure } from '../errors.ts';
import type { FileRef, Finding } from '../finding.ts';
import type { Usage, WebSource } from '../modelClient.ts';
import type { FileCoverage } from '../plan/coverage.ts';
import { compareReported, reportFinding, type SplitText } from '../report/reportFinding.ts';
import type {
  ReportedCoverage,
  ReportedFinding,
  ReportedOutcome,
  ReportedSecret,
  ReviewFacts,
  ReviewReport,
} from '../report/reviewReport.ts';
import type { ReviewOutcome } from './review.ts';

/** What a shell says of what went wrong, and of what was left out. */
export interface Sentences {
  readonly failure: (failure: ReviewFailure) => string;
  readonly skip: (reason: SkipReason) => string;
  readonly interrupted: string;
  readonly notSent: string;
}

/** What a review brought, as it leaves the program. */
export function buildReport(parts: {
  readonly tool: ReviewReport['tool'];
  readonly facts: ReviewFacts;
  readonly endedAt: string;
  readonly modelVersion: string | undefined;
  readonly outcome: ReportedOutcome;
  readonly findings: readonly ReportedFinding[];
  readonly coverage: readonly FileCoverage[];
  readonly context: readonly FileRef[];
  readonly sources: readonly WebSource[];
  readonly secrets: readonly MaskedSecret[];
  readonly usage: Usage | undefined;
  readonly cost: number | undefined;
  readonly sentences: Sentences;
}): ReviewReport {
  const { tool, facts, endedAt, modelVersion, outcome, usage, cost, sentences } = parts;
  return {
    version: 1,
    tool,
    review: { ...facts, endedAt, ...(modelVersion === undefined ? {} : { modelVersion }) },
    outcome,
    findings: parts.findings.toSorted(compareReported),
    coverage: parts.coverage.map((file) => reportCoverage(file, outcome, sentences)),
    ...(parts.context.length === 0 ? {} : { context: parts.context.map(({ path }) => path) }),
    ...(parts.sources.length === 0 ? {} : { sources: parts.sources }),
    secrets: parts.secrets.map(reportSecret),
    ...(usage === undefined ? {} : { usage }),
    ...(cost === undefined ? {} : { cost }),
  };
}

export function reportOutcome(outcome: ReviewOutcome, sentences: Sentences): ReportedOutcome {
  if (outcome.kind !== 'failed') return outcome;
  const { failure } = outcome;
  if (failure.kind === 'cancelled') return { kind: 'interrupted' };
  return { kind: 'failed', failure: { kind: failure.kind, message: sentences.failure(failure) } };
}

/** The finding with the code it stands in, and whether the baseline holds it too. */
export function reportOne(
  finding: Finding,
  file: ChangedFile | undefined,
  baseline: ReadonlySet<string> | undefined,
  split: SplitText,
): ReportedFinding {
  const current = file?.currentText === undefined ? file?.text : (file.currentText ?? undefined);
  const lines = (text: string | undefined) => (text === undefined ? undefined : split(text));
  const reviewed = finding.state === 'gone' ? lines(file?.text) : undefined;
  const reported = reportFinding(finding, { current: lines(current), reviewed });
  if (baseline === undefined) return reported;
  return { ...reported, baseline: baseline.has(reported.fingerprint) ? 'unchanged' : 'new' };
}

function reportCoverage(
  file: FileCoverage,
  outcome: ReportedOutcome,
  sentences: Sentences,
): ReportedCoverage {
  const { path } = file.ref;
  switch (file.kind) {
    case 'reviewed':
      return { file: path, state: 'reviewed' };
    case 'skipped':
      return { file: path, state: 'skipped', reason: file.reason.kind, message: sentences.skip(file.reason) };
    case 'partly':
    case 'not-reviewed': {
      if (file.failure !== undefined && file.failure.kind !== 'cancelled')
        return {
          file: path,
          state: file.kind,
          reason: file.failure.kind,
          message: sentences.failure(file.failure),
        };
      const interrupted = outcome.kind === 'interrupted' || file.failure !== undefined;
      return interrupted
        ? { file: path, state: file.kind, reason: 'interrupted', message: sentences.interrupted }
        : { file: path, state: file.kind, reason: 'not-sent', message: sentences.notSent };
    }
  }
}

function reportSecret({ rule, place, fingerprint }: MaskedSecret): ReportedSecret {
  const source = place.kind === 'file' ? place.ref.path : place.source;
  return { rule, source, line: place.line, fingerprint };
}
