import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import treeSitter, { type Language } from '@vscode/tree-sitter-wasm';
import { grammarFile, grammarOf, type Grammar } from '../src/node/grammars.ts';
import { createSyntax } from '../src/node/syntaxTrees.ts';
import type { BenchOptions, BenchResult } from './benchmark.ts';
import { medianTimes } from './interleave.ts';

export const name = 'outline';
export const describe =
  'Outlines of 200 files made in a thread, against parsing alone on the main thread; the longest block against 50 ms';

interface Source {
  readonly path: string;
  readonly grammar: Grammar;
  readonly text: string;
}

const checkout = join(import.meta.dirname, '..');
const folder = join(checkout, 'node_modules/@vscode/tree-sitter-wasm/wasm');
const live = new AbortController().signal;
const files = 200;
const longestBlock = 50;
const nanosecondsPerMillisecond = 1e6;

export async function run({ repo }: BenchOptions = {}): Promise<BenchResult> {
  const rows = await measure(readSources(checkout), '');
  return repo === undefined ? rows : [...rows, ...(await measure(readSources(resolve(repo)), '-repo'))];
}

async function measure(sources: readonly Source[], suffix: string): Promise<BenchResult> {
  const megabytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6;
  using syntax = createSyntax({ folder });
  const languages = await loadLanguages(sources);
  let block = 0;
  const busy: number[] = [];
  const times = await medianTimes(
    {
      ours: async () => {
        const delay = monitorEventLoopDelay({ resolution: 1 });
        const before = performance.eventLoopUtilization();
        delay.enable();
        const outlines = await Promise.all(sources.map(({ path, text }) => syntax.outline(path, text, live)));
        delay.disable();
        busy.push(performance.eventLoopUtilization(before).active);
        block = Math.max(block, delay.max / nanosecondsPerMillisecond);
        if (outlines.includes(undefined)) throw new Error('a file has no outline');
      },
      peer: () => parseHere(sources, languages),
    },
    { rounds: 5, warmUps: 2 },
  );
  const ours = (megabytes / times.ours) * 1_000;
  const peer = (megabytes / times.peer) * 1_000;
  const active = Math.max(...busy);
  return [
    {
      name: `outline${suffix}`,
      ratio: ours / peer,
      ours,
      peer,
      unit: 'MB/s',
      against: `parsing alone, of ${sources.length} files, ${megabytes.toFixed(1)} MB`,
    },
    {
      name: `outline-busy${suffix}`,
      ratio: active / times.ours,
      ours: active,
      peer: times.ours,
      unit: 'ms',
      against: 'the whole time, of which the main thread was busy',
    },
    {
      name: `outline-block${suffix}`,
      ratio: block / longestBlock,
      ours: block,
      peer: longestBlock,
      unit: 'ms',
      against: 'the longest block allowed',
    },
  ];
}

/** The tracked files that have a grammar, over and over until there are enough. */
function readSources(root: string): readonly Source[] {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
  const known = listed.flatMap((path): readonly Source[] => {
    const grammar = grammarOf(path);
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (grammar === undefined || stats?.isFile() !== true || stats.size > 500_000) return [];
    return [{ path, grammar, text: readFileSync(join(root, path), 'utf8') }];
  });
  if (known.length === 0) throw new Error(`${root} holds no file with a grammar`);
  return Array.from({ length: files }, (_, index) => known[index % known.length]).filter(
    (source) => source !== undefined,
  );
}

async function loadLanguages(sources: readonly Source[]): Promise<ReadonlyMap<Grammar, Language>> {
  await treeSitter.Parser.init({ locateFile: (file) => join(folder, file) });
  const languages = new Map<Grammar, Language>();
  for (const grammar of new Set(sources.map((source) => source.grammar))) {
    const bytes = await readFile(join(folder, grammarFile(grammar)));
    languages.set(grammar, await treeSitter.Language.load(bytes));
  }
  return languages;
}

function parseHere(sources: readonly Source[], languages: ReadonlyMap<Grammar, Language>): void {
  const parser = new treeSitter.Parser();
  for (const { grammar, text } of sources) {
    const tree = parser.setLanguage(languages.get(grammar) ?? null).parse(text);
    if (tree === null) throw new Error('a file has no tree');
    tree.delete();
  }
  parser.delete();
}
