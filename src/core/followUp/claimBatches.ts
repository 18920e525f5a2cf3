import type { ChangedFile, Hunk } from '../change.ts';
import { cutHunks, partsAround, sentHunks, type HunkPart } from './codeAround.ts';
import { compareSeverity, rangeOf, severities, type Finding, type Range } from '../finding.ts';
import { estimateTokens } from '../plan/estimateTokens.ts';
import type { LineSpan, Outline, Syntax } from '../ports.ts';
import type { Prompt } from '../prompt/prompt.ts';
import type { Claim } from '../prompt/claim.ts';
import type { Excerpt } from '../prompt/excerpt.ts';

/** One finding, placed in the text that is shown, with its file and what of it will be shown. */
export interface PlacedClaim {
  readonly finding: Finding;
  readonly file: ChangedFile;
  readonly hunks: readonly Hunk[];
  readonly parts: readonly HunkPart[];
  /** 1-based, in the reviewed text. */
  readonly lines?: LineSpan;
  readonly claim: Claim;
}

export interface ClaimBatches {
  /** Each for one request, the one with the worst findings first. */
  readonly batches: readonly (readonly PlacedClaim[])[];
  /** Findings that cannot be asked about: their file or place is unknown, or too large to be shown. */
  readonly left: readonly Finding[];
}

export interface ClaimMaterial {
  /** The file of a finding as it was sent: without secrets. */
  readonly fileOf: (finding: Finding) => ChangedFile | undefined;
  readonly prompt: (excerpts: readonly Excerpt[], claims: readonly Claim[]) => Prompt;
  /** Input tokens of one request. */
  readonly budget: number;
  readonly syntax?: Syntax;
}

/** More claims than this in one request and each gets less attention. */
const mostClaims = 10;
/** Lines shown for one claim: as many as fit the budget. */
const shownLines = [240, 80, 24, 8];

/** Packs findings into requests within the budget, those of one file together so that its code is sent once. */
export async function batchClaims(
  findings: readonly Finding[],
  material: ClaimMaterial,
  signal: AbortSignal,
): Promise<ClaimBatches> {
  const left: Finding[] = [];
  const placed: PlacedClaim[] = [];
  const known = new Map<ChangedFile, { readonly hunks: readonly Hunk[]; readonly outline?: Outline }>();
  for (const finding of findings) {
    const file = material.fileOf(finding);
    if (file === undefined) {
      left.push(finding);
      continue;
    }
    const read = known.get(file) ?? (await readFile(file, material.syntax, signal));
    known.set(file, read);
    const claim = placeClaim(finding, file, read.hunks, read.outline, material);
    if (claim === undefined) left.push(finding);
    else placed.push(claim);
  }
  const batches = pack(placed.toSorted(compareClaims), material);
  return { batches: batches.map(numbered).toSorted((a, b) => worst(a) - worst(b)), left };
}

/** What is shown for some claims, file by file. */
export function excerptsOf(claims: readonly PlacedClaim[]): readonly Excerpt[] {
  const byFile = Map.groupBy(claims, ({ file }) => file);
  return [...byFile].map(([file, ofFile]) => ({
    file,
    hunks: cutHunks(
      ofFile[0]?.hunks ?? [],
      ofFile.flatMap(({ parts }) => parts),
    ),
  }));
}

/** 1-based lines of a range; one that ends before the first character of a line does not reach into it. */
export function linesOf({ start, end }: Range): LineSpan {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return { start: start.line + 1, end: last + 1 };
}

async function readFile(
  file: ChangedFile,
  syntax: Syntax | undefined,
  signal: AbortSignal,
): Promise<{ readonly hunks: readonly Hunk[]; readonly outline?: Outline }> {
  const hunks = sentHunks(file);
  if (file.status !== 'whole' || file.text === undefined) return { hunks };
  const outline = await syntax?.outline(file.ref.path, file.text, signal);
  return outline === undefined ? { hunks } : { hunks, outline };
}

function placeClaim(
  finding: Finding,
  file: ChangedFile,
  hunks: readonly Hunk[],
  outline: Outline | undefined,
  material: ClaimMaterial,
): PlacedClaim | undefined {
  const range = rangeOf(finding);
  const lines = range === undefined ? {} : { lines: linesOf(range) };
  const { severity, category, title, explanation } = finding;
  const claim: Claim = { id: '1', label: file.label, ...lines, severity, category, title, explanation };
  for (const limit of shownLines) {
    const parts = partsAround(file, hunks, lines.lines, limit, outline);
    if (parts === undefined) continue;
    const placed = { finding, file, hunks, parts, ...lines, claim };
    if (tokensOf([placed], material) <= material.budget) return placed;
  }
  return undefined;
}

function pack(claims: readonly PlacedClaim[], material: ClaimMaterial): readonly (readonly PlacedClaim[])[] {
  const batches: PlacedClaim[][] = [];
  for (const claim of claims) {
    const last = batches.at(-1);
    const more = last === undefined ? undefined : [...last, claim];
    if (more === undefined || more.length > mostClaims || tokensOf(more, material) > material.budget) {
      batches.push([claim]);
    } else {
      batches[batches.length - 1] = more;
    }
  }
  return batches;
}

function tokensOf(claims: readonly PlacedClaim[], { prompt }: ClaimMaterial): number {
  const { system, contents } = prompt(
    excerptsOf(claims),
    claims.map(({ claim }) => claim),
  );
  return [system, ...contents].reduce(
    (sum, content) => sum + (typeof content === 'string' ? estimateTokens(content) : 0),
    0,
  );
}

function numbered(claims: readonly PlacedClaim[]): readonly PlacedClaim[] {
  return claims.map((one, index) => ({ ...one, claim: { ...one.claim, id: `${index + 1}` } }));
}

function compareClaims(a: PlacedClaim, b: PlacedClaim): number {
  const [left, right] = [a, b].map(({ file }) => `${file.ref.root}\0${file.ref.path}`);
  if (left !== right) return (left ?? '') < (right ?? '') ? -1 : 1;
  return (
    (a.lines?.start ?? 0) - (b.lines?.start ?? 0) || compareSeverity(a.finding.severity, b.finding.severity)
  );
}

function worst(claims: readonly PlacedClaim[]): number {
  return Math.min(...claims.map(({ finding }) => severities.indexOf(finding.severity)));
}
