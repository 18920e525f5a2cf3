/**
 * Counts, on the folders named, how often Gemma's tokenizer begins a token where, and prints
 * `src/core/plan/tokenWeights.ts` anew. What it says on standard error is measured on projects left out of the
 * count, in five parts. Usage: node eval/fitTokens.ts FOLDER… > src/core/plan/tokenWeights.ts
 */
import {
  columns,
  columnTable,
  rowOf,
  startState,
  stepState,
  type TokenState,
} from '../src/core/plan/tokenStates.ts';
import { Draw } from './draw.ts';
import { loadGemmaTokenizer } from './gemmaTokenizer.ts';
import { describeErrors } from './relativeErrors.ts';
import { randomSamples } from './randomSamples.ts';
import { startsOfTokens } from './startsOfTokens.ts';
import { readTokenSamples, shuffle, type TokenSample } from './tokenSamples.ts';

const parts = 5;
const perProjectAndKind = 150_000;
const perKind = 600_000;
/** As many characters as a row must have seen for its own counts to outweigh those of the whole column. */
const prior = 5;
/** Two base-36 digits a weight. */
const unit = 400;

interface Counted {
  readonly sample: TokenSample;
  readonly tokens: number;
  readonly part: number;
  /** For each character its row and column in one, and the tokens that begin there. */
  readonly cells: Uint16Array;
  readonly starts: Uint8Array;
}

const rows: string[] = [];

function rowIndex(name: string): number {
  const known = rows.indexOf(name);
  return known >= 0 ? known : rows.push(name) - 1;
}

function walk(text: string): Uint16Array {
  const cells = new Uint16Array(text.length);
  let state: TokenState = startState;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const column = columnTable[code < 128 ? code : 128 + (code >> 4)] ?? 0;
    cells[at] = rowIndex(rowOf(state)) * columns + column;
    state = stepState(state, column);
  }
  return cells;
}

function partOf(project: string): number {
  let hash = 7;
  for (let at = 0; at < project.length; at++) hash = (Math.imul(hash, 31) + project.charCodeAt(at)) | 0;
  return (hash >>> 0) % parts;
}

function fit(counted: readonly Counted[]): Float64Array {
  const seen = new Float64Array(rows.length * columns);
  const begun = new Float64Array(rows.length * columns);
  const seenInColumn = new Float64Array(columns);
  const begunInColumn = new Float64Array(columns);
  for (const { cells, starts } of counted) {
    for (const [at, cell] of cells.entries()) {
      seen[cell] = (seen[cell] ?? 0) + 1;
      begun[cell] = (begun[cell] ?? 0) + (starts[at] ?? 0);
    }
  }
  for (const [cell, count] of seen.entries()) {
    const column = cell % columns;
    seenInColumn[column] = (seenInColumn[column] ?? 0) + count;
    begunInColumn[column] = (begunInColumn[column] ?? 0) + (begun[cell] ?? 0);
  }
  return seen.map((count, cell) => {
    const column = cell % columns;
    const average = ((begunInColumn[column] ?? 0) + 1) / ((seenInColumn[column] ?? 0) + 1);
    const weight = ((begun[cell] ?? 0) + prior * average) / (count + prior);
    return Math.min(36 ** 2 - 1, Math.round(weight * unit)) / unit;
  });
}

function estimate(weights: Float64Array, cells: Uint16Array): number {
  let tokens = 0;
  for (const cell of cells) tokens += weights[cell] ?? 0;
  return tokens;
}

const draw = new Draw(1);
const tokenizer = await loadGemmaTokenizer(console.error);
const counted: Counted[] = [];
const taken = new Map<string, number>();
const samples = process.argv.slice(2).flatMap((folder) => [...readTokenSamples(folder, draw)]);
for (const sample of [...shuffle(samples, draw), ...randomSamples(draw)]) {
  const { kind, project, text } = sample;
  const key = `${project} ${kind}`;
  if ((taken.get(key) ?? 0) > perProjectAndKind || (taken.get(kind) ?? 0) > perKind) continue;
  taken.set(key, (taken.get(key) ?? 0) + text.length);
  taken.set(kind, (taken.get(kind) ?? 0) + text.length);
  const pieces = tokenizer.tokenize(text);
  const part = partOf(project);
  counted.push({
    sample,
    part,
    tokens: pieces.length,
    cells: walk(text),
    starts: startsOfTokens(text, pieces),
  });
}

const errors = new Map<string, number[]>();
for (let part = 0; part < parts; part++) {
  const weights = fit(counted.filter((one) => one.part !== part));
  for (const { sample, tokens, cells } of counted.filter((one) => one.part === part)) {
    const error = estimate(weights, cells) / tokens - 1;
    for (const kind of [sample.kind, 'all']) errors.set(kind, [...(errors.get(kind) ?? []), error]);
  }
}
for (const [kind, some] of errors) console.error(kind, describeErrors(some));

const weights = fit(counted);
console.log(`/**
 * Written by \`eval/fitTokens.ts\`: for each row of \`rowOf\` the tokens that begin at a character, by column, two
 * base-36 digits each, in parts of ${unit}.
 */
const rows: Readonly<Record<string, string>> = {`);
for (const name of rows.toSorted()) {
  const index = rows.indexOf(name);
  const digits = Array.from({ length: columns }, (_, column) =>
    Math.round((weights[index * columns + column] ?? 0) * unit)
      .toString(36)
      .padStart(2, '0'),
  );
  console.log(`  '${name}': '${digits.join('')}',`);
}
console.log(`};
const unit = ${unit};

/** Tokens that begin, on average, at a character where the state has the row, by column; none for a row never seen. */
export function weightsOf(row: string): readonly number[] {
  return (rows[row]?.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 36) / unit);
}`);
