import { askAboutClaims, type AskPorts, type AskSettings, type Question } from './askAboutClaims.ts';
import { batchClaims, excerptsOf, type PlacedClaim } from './claimBatches.ts';
import type { ChangedFile } from '../change.ts';
import type { ModelFailure } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { showableProse } from '../parse/prose.ts';
import type { Syntax, Usage } from '../ports.ts';
import { buildVerifyPrompt } from '../prompt/verifyPrompt.ts';
import { runBounded } from '../runBounded.ts';
import {
  readVerdict,
  settleVerdict,
  wantsSecondLook,
  type SecondLook,
  type Verdict,
} from '../verify/secondLook.ts';

export interface VerifyRequest extends AskSettings {
  readonly which: SecondLook;
}

export interface VerifyPorts extends AskPorts {
  /** Finds what belongs together in whole files; by indentation without it. */
  readonly syntax?: Syntax;
}

/** Running total of each `request` (0-based, counted within this call). */
export interface LaterUsage {
  readonly kind: 'usage';
  readonly request: number;
  readonly usage: Usage;
  readonly modelVersion: string | undefined;
}

export type VerifyEvent =
  | { readonly kind: 'verdict'; readonly finding: Finding }
  | LaterUsage
  /** Some findings stay without an answer for this; they come as `unresolved` too. */
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/**
 * A second look at the findings that `which` names: separate requests try to refute each. Every one of them comes out
 * exactly once as a `verdict`, however the requests end: confirmed, filtered as refuted, or unresolved; what was not
 * to be looked at does not come out. `fileOf` gives the file of a finding as it was sent, without secrets.
 */
export async function* verifyFindings(
  findings: readonly Finding[],
  fileOf: (finding: Finding) => ChangedFile | undefined,
  request: VerifyRequest,
  ports: VerifyPorts,
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent, void, void> {
  const wanted = findings.filter((finding) => wantsSecondLook(finding, request.which));
  if (wanted.length === 0) return;
  const open = new Set(wanted);
  const { batches } = await batchClaims(
    wanted,
    {
      fileOf,
      prompt: buildVerifyPrompt,
      budget: request.inputTokenBudget,
      ...(ports.syntax === undefined ? {} : { syntax: ports.syntax }),
    },
    signal,
  );
  const tasks = batches.map(
    (batch, index) => (abort: AbortSignal) => verifyBatch(batch, index, request, ports, abort),
  );
  let cancelled = false;
  for await (const event of runBounded(tasks, request.concurrentRequests, signal)) {
    if (event.kind === 'settled') {
      open.delete(event.claim.finding);
      yield { kind: 'verdict', finding: event.finding };
    } else if (event.kind === 'failed' && event.failure.kind === 'cancelled') {
      cancelled = true;
    } else {
      yield event;
    }
  }
  for (const finding of open)
    yield { kind: 'verdict', finding: settleVerdict(finding, undefined, () => false) };
  if (cancelled || signal.aborted) yield { kind: 'failed', failure: { kind: 'cancelled' } };
}

type BatchEvent =
  | { readonly kind: 'settled'; readonly claim: PlacedClaim; readonly finding: Finding }
  | Exclude<VerifyEvent, { kind: 'verdict' }>;

async function* verifyBatch(
  batch: readonly PlacedClaim[],
  index: number,
  request: VerifyRequest,
  ports: VerifyPorts,
  signal: AbortSignal,
): AsyncGenerator<BatchEvent, void, void> {
  const shown = shownLines(batch);
  for await (const event of askAboutClaims(batch, verdictQuestion, request, ports, signal)) {
    if (event.kind === 'answer') {
      const { claim, answer } = event;
      const finding = settleVerdict(claim.finding, answer, (line) => shown.has(line));
      yield { kind: 'settled', claim, finding };
    } else if (event.kind === 'usage') {
      yield { ...event, request: index };
    } else {
      yield event;
    }
  }
}

const longestEvidence = 1_000;

const verdictQuestion: Question<Verdict> = {
  prompt: buildVerifyPrompt,
  keys: ['id', 'evidence', 'line', 'verdict', 'severity'],
  read: ({ value }) => {
    const verdict = readVerdict(value);
    if (verdict === undefined) return undefined;
    return {
      id: verdict.id,
      answer: { ...verdict, evidence: showableProse(verdict.evidence, longestEvidence) },
    };
  },
};

/** Numbers of all lines that the request shows; what refutes a claim may stand in another file. */
function shownLines(batch: readonly PlacedClaim[]): ReadonlySet<number> {
  const shown = new Set<number>();
  for (const { file, hunks } of excerptsOf(batch)) {
    for (const { line } of file.surroundings ?? []) shown.add(line);
    for (const { lines } of hunks) {
      for (const line of lines)
        if (line.kind !== 'removed' && line.text.trim() !== '') shown.add(line.newLine);
    }
  }
  return shown;
}
