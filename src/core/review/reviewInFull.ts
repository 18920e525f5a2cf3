import type { ChangedFile } from '../change.ts';
import type { Thoroughness } from '../effort.ts';
import type { ModelFailure } from '../errors.ts';
import type { Finding } from '../finding.ts';
import type { AskPorts, AskSettings } from '../followUp/askAboutClaims.ts';
import { verifyFindings } from '../followUp/verifyFindings.ts';
import { wantsFix, writeFixes } from '../followUp/writeFixes.ts';
import { runBounded } from '../model/runBounded.ts';
import type { Syntax } from '../ports.ts';
import type { FindingEvent, ReviewFindings } from './reviewFindings.ts';
import { reviewPart, type PartEvent, type ReviewPart } from './reviewPart.ts';

/** One planned request, which may be sent several times, with what the requests about its findings need. */
export interface FullPart {
  /** 0-based, in the plan. */
  readonly index: number;
  readonly files: readonly ChangedFile[];
  /** Made when its turn comes; `pass` is 0-based. */
  readonly reading: (pass: number) => Promise<ReviewPart>;
  /** The file of a finding as it was sent. */
  readonly sent: (finding: Finding) => ChangedFile | undefined;
  /** The same with the text as it really is. */
  readonly original: (sent: ChangedFile) => ChangedFile;
  /** Puts secrets back into what the model wrote. */
  readonly restore: (text: string) => string;
}

export interface FullSettings extends AskSettings, Pick<Thoroughness, 'passes' | 'fixes'> {
  /** The model of second looks, as the service names it. */
  readonly verificationModel: string;
  /** Input tokens that a second look may take; as much as a review when not given. */
  readonly verificationTokenBudget?: number;
}

export interface FullPorts extends AskPorts {
  readonly syntax: Syntax;
}

export type FullEvent =
  | PartEvent
  | FindingEvent
  /** No request is to follow about these, by id; what is shown within the limits is known at the end. */
  | { readonly kind: 'settled'; readonly findings: readonly string[] }
  /** What was found stands, but this did not come to its end for some of it. */
  | {
      readonly kind: 'follow-up-failed';
      readonly step: 'another-pass' | 'second-look' | 'fixes';
      readonly failure: ModelFailure;
    };

/**
 * One part to its end: the passes over it, the second look at what they found, the fixes for what stood. The only
 * `reviewed` or `part-failed` comes after the passes; nothing follows on a part that failed.
 */
export async function* reviewInFull(
  part: FullPart,
  findings: ReviewFindings,
  settings: FullSettings,
  ports: FullPorts,
  signal: AbortSignal,
): AsyncGenerator<FullEvent, void, void> {
  const isReviewed = yield* readInPasses(part, settings, ports, signal);
  if (!isReviewed) return;
  yield* findings.doubt(part.index);
  yield* lookAgain(part, findings, settings, ports, signal);
  if (settings.fixes === 'afterVerification' && !signal.aborted)
    yield* fixWhatStood(part, findings, settings, ports, signal);
  yield { kind: 'settled', findings: findings.shown(part.index).map(({ id }) => id) };
}

/** True when at least one of the passes came to its end. */
async function* readInPasses(
  part: FullPart,
  { passes, concurrentRequests }: FullSettings,
  { client, clock }: FullPorts,
  signal: AbortSignal,
): AsyncGenerator<FullEvent, boolean, void> {
  const tasks = Array.from(
    { length: passes },
    (_, pass) =>
      async function* (abort: AbortSignal) {
        yield* reviewPart(await part.reading(pass), client, clock, abort);
      },
  );
  let reviewed: Extract<PartEvent, { kind: 'reviewed' }> | undefined;
  const failed: Extract<PartEvent, { kind: 'part-failed' }>[] = [];
  for await (const event of runBounded(tasks, concurrentRequests, signal)) {
    if (event.kind === 'reviewed') reviewed = event;
    else if (event.kind === 'part-failed') failed.push(event);
    else yield event;
  }
  if (reviewed !== undefined) {
    for (const { failure } of failed) yield { kind: 'follow-up-failed', step: 'another-pass', failure };
    yield reviewed;
    return true;
  }
  const [first] = failed;
  if (first !== undefined) yield { ...first, begun: failed.some(({ begun }) => begun) };
  return false;
}

async function* lookAgain(
  { index, sent }: FullPart,
  findings: ReviewFindings,
  settings: FullSettings,
  ports: FullPorts,
  signal: AbortSignal,
): AsyncGenerator<FullEvent, void, void> {
  const { verificationModel: model, verificationTokenBudget: own } = settings;
  const asked = { ...settings, model, inputTokenBudget: own ?? settings.inputTokenBudget };
  for await (const event of verifyFindings(findings.pending(index), sent, asked, ports, signal)) {
    if (event.kind === 'verdict') yield* findings.settle(event.finding);
    else if (event.kind === 'usage') yield event;
    else yield { kind: 'follow-up-failed', step: 'second-look', failure: event.failure };
  }
}

async function* fixWhatStood(
  { index, ...files }: FullPart,
  findings: ReviewFindings,
  settings: FullSettings,
  ports: FullPorts,
  signal: AbortSignal,
): AsyncGenerator<FullEvent, void, void> {
  const wanted = findings.shown(index).filter(wantsFix);
  for await (const event of writeFixes(wanted, files, settings, ports, signal)) {
    if (event.kind === 'fix') yield* findings.fix(event.finding.id, event.fix);
    else if (event.kind === 'usage') yield event;
    else if (event.kind === 'failed')
      yield { kind: 'follow-up-failed', step: 'fixes', failure: event.failure };
  }
}
