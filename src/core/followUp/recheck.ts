import * as z from 'zod/mini';
import { anchorFinding } from '../anchor/anchorFinding.ts';
import { createLineIndex } from '../anchor/lineIndex.ts';
import type { ModelFailure } from '../errors.ts';
import { rangeOf, type Anchor, type Finding, type RawFinding } from '../finding.ts';
import { startDeadline } from '../model/deadline.ts';
import type { Usage } from '../modelClient.ts';
import { ListedObjects } from '../parse/listedObjects.ts';
import { showableProse } from '../parse/prose.ts';
import type { Syntax } from '../ports.ts';
import { buildRecheckPrompt } from '../prompt/recheckPrompt.ts';
import { converseWithin, type AskPorts, type AskSettings } from './askAboutClaims.ts';
import { linesOf } from './claimBatches.ts';
import { cutHunks, partsAround, sentHunks } from './codeAround.ts';
import type { PresentCode } from './presentCode.ts';

export interface RecheckPorts extends Pick<AskPorts, 'client' | 'clock'> {
  readonly syntax: Syntax;
}

/**
 * - `fixed`: the defect is not in the code any more.
 * - `present`: still there, on the line it was believed to be on; `moved`: on another one.
 * - `unsure`: no answer, or one whose code is nowhere.
 */
export type RecheckOutcome =
  | { readonly kind: 'fixed'; readonly evidence: string }
  | { readonly kind: 'present' | 'moved'; readonly anchor: Anchor; readonly evidence: string }
  | { readonly kind: 'unsure'; readonly evidence: string }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

export interface Recheck {
  readonly outcome: RecheckOutcome;
  readonly usage?: Usage;
  readonly modelVersion?: string;
}

/** Lines of the present text that are shown at most. */
const mostLines = 240;

/**
 * One small request: whether a finding holds in the present code, and where. Throws for nothing that can go wrong.
 * `before` of the code is what the finding was about.
 */
export async function recheck(
  finding: Finding,
  { sent, original, before, restore }: PresentCode,
  settings: Omit<AskSettings, 'inputTokenBudget' | 'concurrentRequests'>,
  ports: RecheckPorts,
  signal: AbortSignal,
): Promise<Recheck> {
  const range = rangeOf(finding);
  const hunks = sentHunks(sent);
  const lines = range === undefined ? undefined : withinText(linesOf(range), hunks[0]?.lines.length ?? 1);
  const outline = await ports.syntax.outline(sent.ref.path, sent.text ?? '', signal);
  const parts = partsAround(sent, hunks, lines, mostLines, outline) ?? [{ hunk: 0, from: 0, to: mostLines }];
  const { severity, category, title, explanation } = finding;
  const place = lines === undefined ? {} : { lines };
  const claim = { id: '1', label: sent.label, ...place, severity, category, title, explanation };
  const prompt = buildRecheckPrompt({ file: sent, hunks: cutHunks(hunks, parts) }, claim, before);

  const objects = new ListedObjects(['evidence', 'verdict', 'line', 'endLine', 'quote']);
  let answer: Answer | undefined;
  let failure: ModelFailure | undefined;
  let usage: Usage | undefined;
  let modelVersion: string | undefined;
  using deadline = startDeadline(settings.deadlineMs, ports.clock, signal);
  const request = { model: settings.model, thinking: settings.thinking, ...prompt };
  for await (const event of converseWithin(
    ports.client,
    request,
    ports.clock,
    deadline.signal,
    settings.silenceMs,
  )) {
    if (event.kind === 'text') {
      for (const { value } of objects.push(event.text)) answer ??= readAnswer(value);
    } else if (event.kind === 'usage') {
      ({ usage } = event);
    } else if (event.kind === 'model-version') {
      ({ modelVersion } = event);
    } else if (event.kind === 'failed') {
      failure = deadline.passed(event.failure);
    }
  }
  return {
    outcome: outcomeOf(answer, failure, finding, (raw) =>
      anchorFinding({ ...raw, quote: restore(raw.quote) }, createLineIndex(original.text ?? '')),
    ),
    ...(usage === undefined ? {} : { usage }),
    ...(modelVersion === undefined ? {} : { modelVersion }),
  };
}

const wireAnswer = z.object({
  verdict: z.enum(['fixed', 'present', 'unsure']),
  evidence: z.catch(z.string(), ''),
  line: z.catch(z.optional(z.nullable(z.int())), undefined),
  endLine: z.catch(z.optional(z.nullable(z.int())), undefined),
  quote: z.catch(z.string(), ''),
});

type Answer = z.infer<typeof wireAnswer>;

function readAnswer(value: unknown): Answer | undefined {
  const parsed = z.safeParse(wireAnswer, value);
  return parsed.success ? parsed.data : undefined;
}

const longestEvidence = 1_000;

/** A complete answer counts, whatever happened to the request after it. */
function outcomeOf(
  answer: Answer | undefined,
  failure: ModelFailure | undefined,
  finding: Finding,
  place: (raw: Pick<RawFinding, 'line' | 'endLine' | 'quote'>) => Anchor,
): RecheckOutcome {
  if (answer === undefined) {
    return { kind: 'failed', failure: failure ?? { kind: 'bad-answer', detail: 'no verdict' } };
  }
  const evidence = showableProse(answer.evidence, longestEvidence);
  if (answer.verdict !== 'present') return { kind: answer.verdict, evidence };
  const { quote } = answer;
  const line = typeof answer.line === 'number' && answer.line > 0 ? answer.line : undefined;
  const endLine = typeof answer.endLine === 'number' ? Math.max(answer.endLine, line ?? 0) : line;
  const claimed = line === undefined || endLine === undefined ? { quote } : { line, endLine, quote };
  const anchor = place(claimed);
  if (anchor.kind === 'none') return { kind: 'unsure', evidence };
  const same = rangeOf(finding)?.start.line === anchor.range.start.line;
  return { kind: same ? 'present' : 'moved', anchor, evidence };
}

/** A place that was in the text once may lie behind its end now. */
function withinText(lines: { start: number; end: number }, total: number): { start: number; end: number } {
  return { start: Math.min(lines.start, total), end: Math.min(lines.end, total) };
}
