import type { ChangedFile } from '../core/change.ts';
import type { Finding } from '../core/finding.ts';
import type { FileCoverage } from '../core/plan/coverage.ts';
import { compareReported, reportFinding } from '../core/report/reportFinding.ts';
import type {
  ReportedCoverage,
  ReportedFinding,
  ReportedOutcome,
  ReportedSecret,
  ReviewFacts,
  ReviewReport,
} from '../core/report/reviewReport.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import type { Usage } from '../core/ports.ts';
import type { ReviewOutcome } from '../core/review.ts';
import { failureSentence, skipSentence } from './sentences.ts';

/** What a review brought, as it leaves the program. */
export function buildReport(parts: {
  readonly tool: ReviewReport['tool'];
  readonly facts: ReviewFacts;
  readonly endedAt: string;
  readonly modelVersion: string | undefined;
  readonly outcome: ReportedOutcome;
  readonly findings: readonly ReportedFinding[];
  readonly coverage: readonly FileCoverage[];
  readonly secrets: readonly MaskedSecret[];
  readonly usage: Usage | undefined;
  readonly cost: number | undefined;
}): ReviewReport {
  const { tool, facts, endedAt, modelVersion, outcome, usage, cost } = parts;
  return {
    version: 1,
    tool,
    review: { ...facts, endedAt, ...(modelVersion === undefined ? {} : { modelVersion }) },
    outcome,
    findings: parts.findings.toSorted(compareReported),
    coverage: parts.coverage.map((file) => reportCoverage(file, outcome)),
    secrets: parts.secrets.map(reportSecret),
    ...(usage === undefined ? {} : { usage }),
    ...(cost === undefined ? {} : { cost }),
  };
}

export function reportOutcome(outcome: ReviewOutcome): ReportedOutcome {
  if (outcome.kind !== 'failed') return outcome;
  const { failure } = outcome;
  if (failure.kind === 'cancelled') return { kind: 'interrupted' };
  return { kind: 'failed', failure: { kind: failure.kind, message: failureSentence(failure) } };
}

/** The finding with the code it stands in, and whether the baseline holds it too. */
export function reportOne(
  finding: Finding,
  file: ChangedFile | undefined,
  baseline: ReadonlySet<string> | undefined,
): ReportedFinding {
  const current = file?.currentText === undefined ? file?.text : (file.currentText ?? undefined);
  const reported = reportFinding(finding, { current, reviewed: file?.text });
  if (baseline === undefined) return reported;
  return { ...reported, baseline: baseline.has(reported.fingerprint) ? 'unchanged' : 'new' };
}

function reportCoverage(file: FileCoverage, outcome: ReportedOutcome): ReportedCoverage {
  const { path } = file.ref;
  switch (file.kind) {
    case 'reviewed':
      return { file: path, state: 'reviewed' };
    case 'skipped':
      return { file: path, state: 'skipped', reason: file.reason.kind, message: skipSentence(file.reason) };
    case 'partly':
    case 'not-reviewed': {
      if (file.failure !== undefined && file.failure.kind !== 'cancelled')
        return {
          file: path,
          state: file.kind,
          reason: file.failure.kind,
          message: failureSentence(file.failure),
        };
      const interrupted = outcome.kind === 'interrupted' || file.failure !== undefined;
      return interrupted
        ? { file: path, state: file.kind, reason: 'interrupted', message: 'the review was interrupted' }
        : { file: path, state: file.kind, reason: 'not-sent', message: 'it was not sent' };
    }
  }
}

function reportSecret({ rule, place, fingerprint }: MaskedSecret): ReportedSecret {
  const source = place.kind === 'file' ? place.ref.path : place.source;
  return { rule, source, line: place.line, fingerprint };
}
