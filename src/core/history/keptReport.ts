import * as z from 'zod/mini';
import type { FileRef } from '../finding.ts';
import { parseReport } from '../report/json.ts';
import { isOpen, type ReviewReport } from '../report/reviewReport.ts';
import type { ComparedReview } from './compareReviews.ts';
import type { RecordedFinding } from './reviewHistory.ts';

/** The report of one review with what an export does not tell: where on this machine it was. */
export interface KeptReport {
  readonly version: 1;
  readonly report: ReviewReport;
  /** The file of each finding of the report, by its index there. */
  readonly files: readonly FileRef[];
  /** What else is to be known of it, each a sentence in the language of that time. */
  readonly notices: readonly string[];
  /** Ids of findings of this and earlier reviews that were known to be fixed when it ended. */
  readonly fixed: readonly string[];
  /** Absolute paths, with `/`, of files it read from the first line to the last. */
  readonly wholeFiles: readonly string[];
  readonly timings: ReviewTimings;
}

/** In ms from the beginning of a review, without what it waited; undefined for what did not happen. */
export interface ReviewTimings {
  readonly collectedMs?: number;
  readonly firstFindingMs?: number;
  /** How long it stood still for the user to answer what it may cost. */
  readonly waitedMs?: number;
}

const kept = z.object({
  version: z.literal(1),
  report: z.unknown(),
  files: z.array(z.object({ root: z.string(), path: z.string() })),
  notices: z.array(z.string()),
  fixed: z.array(z.string()),
  wholeFiles: z.array(z.string()),
  timings: z.object({
    collectedMs: z.exactOptional(z.number()),
    firstFindingMs: z.exactOptional(z.number()),
    waitedMs: z.exactOptional(z.number()),
  }),
});

/** Undefined when the value is not what this version has written. */
export function parseKeptReport(value: unknown): KeptReport | undefined {
  const parsed = kept.safeParse(value);
  if (!parsed.success) return undefined;
  const report = parseReport(parsed.data.report);
  if (report === undefined || report.findings.length !== parsed.data.files.length) return undefined;
  return { ...parsed.data, report };
}

/** What another review is compared with. */
export function comparedReview({ report, files, fixed, wholeFiles }: KeptReport): ComparedReview {
  const findings = report.findings.flatMap((finding, at): RecordedFinding[] => {
    const file = files[at];
    if (file === undefined || !isOpen(finding)) return [];
    const { fingerprint: id, severity, title, place } = finding;
    return [{ id, severity, title, file, ...(place === undefined ? {} : { line: place.startLine - 1 }) }];
  });
  return { findings, fixed: new Set(fixed), wholeFiles: new Set(wholeFiles) };
}
