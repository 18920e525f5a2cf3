import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { ChangedFile, Hunk } from '../src/core/change.ts';
import { parseDiff } from '../src/core/collect/parseDiff.ts';
import { numberLines } from '../src/core/prompt/numberLines.ts';
import type { Draw } from './draw.ts';

/** A text to count the tokens of. */
export interface TokenSample {
  /** A language, `JSON`, `diff`, or `prompt`: a change or a file as the model is shown it. */
  readonly kind: string;
  /** The project it comes from, as far as the corpus says: what is fitted on one must hold for another. */
  readonly project: string;
  readonly path: string;
  readonly text: string;
}

const kinds: Readonly<Record<string, string>> = {
  bash: 'shell', c: 'C', cc: 'C++', cpp: 'C++', cjs: 'JavaScript', cs: 'C#', css: 'CSS', cts: 'TypeScript',
  diff: 'diff', go: 'Go', h: 'C', hpp: 'C++', html: 'HTML', java: 'Java', js: 'JavaScript', json: 'JSON',
  jsonl: 'JSON', jsx: 'JavaScript', kt: 'Kotlin', md: 'Markdown', mdx: 'Markdown', mjs: 'JavaScript',
  mts: 'TypeScript', ndjson: 'JSON', patch: 'diff', php: 'PHP', ps1: 'PowerShell', psm1: 'PowerShell',
  py: 'Python', rb: 'Ruby', rs: 'Rust', sarif: 'JSON', scss: 'CSS', sh: 'shell', sql: 'SQL', svelte: 'Svelte',
  swift: 'Swift', toml: 'TOML', ts: 'TypeScript', tsx: 'TypeScript', vue: 'Vue', xml: 'XML', yaml: 'YAML',
  yml: 'YAML',
}; // prettier-ignore

/** Shorter texts say nothing about an error in percent. */
const shortest = 400;
const longest = 60_000;
const largestFile = 4_000_000;

/** Every text below a folder once as it is, and every diff and one in four files as a prompt, in their order. */
export function* readTokenSamples(corpus: string, draw: Draw): Generator<TokenSample> {
  for (const path of globSync('**/*', { cwd: corpus, exclude: isForeign }).toSorted()) {
    const kind = kinds[extname(path).slice(1).toLowerCase()];
    const full = join(corpus, path);
    const stats = statSync(full, { throwIfNoEntry: false });
    if (kind === undefined || stats?.isFile() !== true || stats.size > largestFile) continue;
    const text = readFileSync(full, 'utf8');
    if (/[\0\uFFFD]/.test(text)) continue;
    const sample = { project: projectOf(path), path };
    yield* enough({ ...sample, kind, text });
    if (kind === 'diff') yield* enough({ ...sample, kind: 'prompt', text: promptOfDiff(text) });
    else if (draw.chance(0.25)) {
      yield* enough({
        ...sample,
        kind: 'prompt',
        text: numberLines(wholeFile(path, text.slice(0, longest))),
      });
    }
  }
}

/** In an order that follows from the seed, so that a part of them is as mixed as the whole. */
export function shuffle<T>(values: readonly T[], draw: Draw): T[] {
  const shuffled = [...values];
  for (let at = shuffled.length - 1; at > 0; at--) {
    shuffled.push(...shuffled.splice(draw.below(at + 1), 1));
  }
  return shuffled;
}

function isForeign(path: string): boolean {
  return /^(?:\.git|node_modules|\.cache)$/.test(basename(path));
}

function* enough(sample: TokenSample): Generator<TokenSample> {
  if (sample.text.length >= shortest) yield { ...sample, text: sample.text.slice(0, longest).toWellFormed() };
}

/** `cases/NAME/…` or `cases/NAME.diff` is a case of its own; its project stands before the number of the change. */
function projectOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/');
  const at = parts.indexOf('cases');
  const name = (at < 0 ? parts[0] : parts[at + 1]) ?? '';
  return name.replace(/(?:__|\.)[0-9a-f]+(?:\.\w+)*$/, '');
}

function promptOfDiff(diff: string): string {
  return parseDiff(diff)
    .map(({ status, path, hunks }) =>
      numberLines({ ref: { root: '/', path }, label: path, status, text: '', hunks }),
    )
    .join('');
}

function wholeFile(path: string, text: string): ChangedFile {
  const lines = text.split(/\r\n|\r|\n/);
  const hunk: Hunk = {
    oldStart: 0,
    oldLines: 0,
    newStart: 1,
    newLines: lines.length,
    lines: lines.map((line, at) => ({ kind: 'added', text: line, newLine: at + 1 })),
  };
  return { ref: { root: '/', path }, label: path, status: 'added', text, hunks: [hunk] };
}
