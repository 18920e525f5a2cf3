import type { ChangedFile } from '../change.ts';
import type { ModelFailure } from '../errors.ts';
import type { Finding } from '../finding.ts';
import { runBounded } from '../model/runBounded.ts';
import { showableProse } from '../parse/prose.ts';
import type { Syntax } from '../ports.ts';
import { buildVerifyPrompt } from '../prompt/verifyPrompt.ts';
import { readVerdict, settleVerdict, type Verdict } from '../verify/secondLook.ts';
import {
  askAboutClaims,
  type AskPorts,
  type AskSettings,
  type Question,
  type UsageEvent,
} from './askAboutClaims.ts';
import { batchClaims, excerptsOf, type PlacedClaim } from './claimBatches.ts';

export interface VerifyPorts extends AskPorts {
  /** Finds what belongs together in whole files. */
  readonly syntax: Syntax;
}

export type VerifyEvent =
  | { readonly kind: 'verdict'; readonly finding: Finding }
  | UsageEvent
  /** Some findings stay without an answer for this; they come as `unresolved` too. */
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/**
 * A second look: separate requests try to refute each finding. Every one of them comes out exactly once as a
 * `verdict`, however the requests end: confirmed, filtered as refuted, or unresolved. `fileOf` gives the file of a
 * finding as it was sent, without secrets.
 */
export async function* verifyFindings(
  findings: readonly Finding[],
  fileOf: (finding: Finding) => ChangedFile | undefined,
  settings: AskSettings,
  ports: VerifyPorts,
  signal: AbortSignal,
): AsyncGenerator<VerifyEvent, void, void> {
  const open = new Set(findings);
  if (open.size === 0) return;
  const { syntax } = ports;
  const material = { fileOf, prompt: buildVerifyPrompt, budget: settings.inputTokenBudget, syntax };
  const { batches } = await batchClaims(findings, material, signal);
  const tasks = batches.map((batch) => (abort: AbortSignal) => verifyBatch(batch, settings, ports, abort));
  for await (const event of runBounded(tasks, settings.concurrentRequests, signal)) {
    if (event.kind === 'settled') {
      open.delete(event.asked);
      yield { kind: 'verdict', finding: event.finding };
    } else {
      yield event;
    }
  }
  for (const finding of open) {
    yield { kind: 'verdict', finding: settleVerdict(finding, undefined, () => false) };
  }
}

type BatchEvent =
  | { readonly kind: 'settled'; readonly asked: Finding; readonly finding: Finding }
  | Exclude<VerifyEvent, { kind: 'verdict' }>;

async function* verifyBatch(
  batch: readonly PlacedClaim[],
  settings: AskSettings,
  ports: AskPorts,
  signal: AbortSignal,
): AsyncGenerator<BatchEvent, void, void> {
  const shown = shownLines(batch);
  for await (const event of askAboutClaims(batch, verdictQuestion, settings, ports, signal)) {
    if (event.kind === 'answer') {
      const { finding: asked } = event.claim;
      yield {
        kind: 'settled',
        asked,
        finding: settleVerdict(asked, event.answer, (line) => shown.has(line)),
      };
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
    const evidence = showableProse(verdict.evidence, longestEvidence);
    return { id: verdict.id, answer: { ...verdict, evidence } };
  },
};

/** Numbers of all lines that the request shows; what refutes a claim may stand in another file. */
function shownLines(batch: readonly PlacedClaim[]): ReadonlySet<number> {
  const shown = new Set<number>();
  for (const { file, hunks } of excerptsOf(batch)) {
    for (const { line } of file.surroundings ?? []) shown.add(line);
    for (const { lines } of hunks) {
      for (const line of lines) {
        if (line.kind !== 'removed' && line.text.trim() !== '') shown.add(line.newLine);
      }
    }
  }
  return shown;
}
