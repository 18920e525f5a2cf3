import * as z from 'zod/mini';
import {
  askAboutClaims,
  type AskPorts,
  type AskSettings,
  type Question,
  type UsageEvent,
} from './askAboutClaims.ts';
import { createLineIndex } from '../anchor/lineIndex.ts';
import { batchClaims, type PlacedClaim } from './claimBatches.ts';
import type { ChangedFile } from '../change.ts';
import type { ModelFailure } from '../errors.ts';
import { rangeOf, type Anchor, type Finding, type Fix } from '../finding.ts';
import type { Syntax } from '../ports.ts';
import { buildFixPrompt } from '../prompt/fixPrompt.ts';
import { runBounded } from '../model/runBounded.ts';
import { proposeFix } from '../verify/fixGate.ts';
import { gateFix } from '../verify/parsesNoWorse.ts';

/** How the files of the review are reached. */
export interface FixFiles {
  /** The file of a finding as it was sent, without secrets. */
  readonly sent: (finding: Finding) => ChangedFile | undefined;
  /** The same with the text as it really is. */
  readonly original: (sent: ChangedFile) => ChangedFile;
  /** Puts secrets back into what the model wrote. */
  readonly restore: (text: string) => string;
}

export interface FixPorts extends AskPorts {
  readonly syntax: Syntax;
}

export type FixEvent =
  /** `fix` is for the reviewed text, gated. */
  | { readonly kind: 'fix'; readonly finding: Finding; readonly fix: Fix }
  /** There is none, or the requests did not bring one. */
  | { readonly kind: 'no-fix'; readonly finding: Finding }
  | UsageEvent
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

/** Whether a fix may be written without being asked for: for what has none, and stood or was not to be looked at. */
export function wantsFix(finding: Finding): boolean {
  const { state, fix, verification } = finding;
  const stood = verification === undefined || verification === 'confirmed';
  return state === 'open' && fix === undefined && stood && rangeOf(finding) !== undefined;
}

/**
 * Asks for the fixes of findings. Each comes out exactly once, as `fix` or `no-fix`. The lines that a finding is about
 * are replaced whole, as they stand in the reviewed text.
 */
export async function* writeFixes(
  findings: readonly Finding[],
  files: FixFiles,
  settings: AskSettings,
  ports: FixPorts,
  signal: AbortSignal,
): AsyncGenerator<FixEvent, void, void> {
  const open = new Set(findings);
  if (open.size === 0) return;
  const { syntax } = ports;
  const material = {
    fileOf: files.sent,
    prompt: buildFixPrompt,
    budget: settings.inputTokenBudget,
    syntax,
  };
  const { batches } = await batchClaims(findings, material, signal);
  const tasks = batches.map(
    (batch) => (abort: AbortSignal) => fixBatch(batch, files, settings, ports, abort),
  );
  for await (const event of runBounded(tasks, settings.concurrentRequests, signal)) {
    if (event.kind === 'fix') open.delete(event.finding);
    yield event;
  }
  for (const finding of open) yield { kind: 'no-fix', finding };
}

async function* fixBatch(
  batch: readonly PlacedClaim[],
  files: FixFiles,
  settings: AskSettings,
  ports: FixPorts,
  signal: AbortSignal,
): AsyncGenerator<Exclude<FixEvent, { kind: 'no-fix' }>, void, void> {
  for await (const event of askAboutClaims(batch, fixQuestion, settings, ports, signal)) {
    if (event.kind === 'answer') {
      const fix = await fixFor(event.claim, event.answer, files, ports.syntax, signal);
      if (fix !== undefined) yield { kind: 'fix', finding: event.claim.finding, fix };
    } else {
      yield event;
    }
  }
}

/** What one element of the answer gives. */
interface Replacement {
  readonly text: string | null;
  readonly repaired: boolean;
}

async function fixFor(
  { finding, file, lines }: PlacedClaim,
  { text: written, repaired }: Replacement,
  files: FixFiles,
  syntax: Syntax,
  signal: AbortSignal,
): Promise<Fix | undefined> {
  const { text } = files.original(file);
  if (written === null || text === undefined || lines === undefined) return undefined;
  const index = createLineIndex(text);
  const from = index.lineStart(lines.start - 1);
  const quote = text.slice(from, index.lineEnd(lines.end - 1));
  if (quote.trim() === '') return undefined;
  // Anchors reach from the first character that is no white space to the last.
  const start = from + quote.length - quote.trimStart().length;
  const anchor: Anchor = {
    kind: 'exact',
    range: index.rangeBetween(start, from + quote.trimEnd().length),
  };
  const { severity, category, title, explanation, confidence } = finding;
  const claim = { file: file.label, severity, category, title, explanation, confidence };
  const raw = { ...claim, quote, replacement: files.restore(written), repaired };
  const fix = proposeFix(raw, anchor, text);
  if (fix === undefined) return undefined;
  // Where the finding's own place is a guess, the lines that were named may be the wrong ones.
  if (finding.anchor.kind !== 'exact') return { ...fix, automatic: false };
  return gateFix(fix, file.ref.path, text, syntax, signal);
}

/** Longer ones are no small fix; in UTF-16 units. */
const longestReplacement = 20_000;

const wireFix = z.object({
  id: z.union([z.string(), z.number()]),
  replacement: z.nullable(z.string()),
});

const fixQuestion: Question<Replacement> = {
  prompt: buildFixPrompt,
  keys: ['id', 'replacement'],
  read: ({ value, repaired }) => {
    const parsed = z.safeParse(wireFix, value);
    if (!parsed.success) return undefined;
    const { id, replacement } = parsed.data;
    const text = replacement !== null && replacement.length > longestReplacement ? null : replacement;
    return { id: String(id).trim(), answer: { text, repaired } };
  },
};
