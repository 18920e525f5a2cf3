import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectScope } from '../src/core/collect/collectScope.ts';
import { DiffReader } from '../src/core/collect/diffReader.ts';
import { diffFlags } from '../src/node/gitDiff.ts';
import { createGitRepository } from '../src/node/gitRepository.ts';
import type { BenchOptions, BenchResult } from './benchmark.ts';
import { changedRepository } from './changedRepository.ts';
import { medianTimes } from './interleave.ts';

export const name = 'collect';
export const describe =
  'Working changes collected, and their diff parsed, against git diff with the same flags; the longest block against 50 ms';

const live = new AbortController().signal;
const longestBlock = 50;
const nanosecondsPerMillisecond = 1e6;

export async function run({ repo }: BenchOptions = {}): Promise<BenchResult> {
  using made = changedRepository(2_500, 1);
  const rows = await measure(made.root, '');
  return repo === undefined ? rows : [...rows, ...(await measure(resolve(repo), '-repo'))];
}

async function measure(root: string, suffix: string): Promise<BenchResult> {
  const pieces = await readDiff(root);
  const files = parse(pieces);
  let block = 0;
  const times = await medianTimes({
    collect: async () => {
      const delay = monitorEventLoopDelay({ resolution: 1 });
      delay.enable();
      await collect(root, files);
      delay.disable();
      block = Math.max(block, delay.max / nanosecondsPerMillisecond);
    },
    git: async () => gitDiff(root),
    parse: () => {
      if (parse(pieces) !== files) throw new Error('parsed something else');
    },
  });
  const { collect: collected, git, parse: parsed } = times;
  const against = `git diff of ${pieces.reduce((sum, piece) => sum + piece.length, 0)} characters, ${files} files`;
  return [
    { name: `collect${suffix}`, ratio: collected / git, ours: collected, peer: git, unit: 'ms', against },
    { name: `parse-diff${suffix}`, ratio: parsed / git, ours: parsed, peer: git, unit: 'ms', against },
    {
      name: `collect-block${suffix}`,
      ratio: block / longestBlock,
      ours: block,
      peer: longestBlock,
      unit: 'ms',
      against: 'the longest block allowed',
    },
  ];
}

async function collect(root: string, files: number): Promise<void> {
  const sources = [createGitRepository({ root, gitPath: 'git' })];
  const scope = { kind: 'working-changes', roots: [] } as const;
  const result = await collectScope(scope, sources, { texts: new Map() }, live);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const found = result.value.files.length + result.value.skipped.length;
  if (found < files) throw new Error(`collected ${found} of ${files} files`);
}

/** As it comes from the pipe. */
async function readDiff(root: string): Promise<readonly string[]> {
  const pieces: string[] = [];
  const repository = createGitRepository({ root, gitPath: 'git' });
  const result = await repository.diff({ kind: 'head-to-work-tree' }, (text) => pieces.push(text), live);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return pieces;
}

function parse(pieces: readonly string[]): number {
  const reader = new DiffReader();
  return pieces.reduce((sum, piece) => sum + reader.push(piece).length, 0) + reader.end().length;
}

async function gitDiff(root: string): Promise<void> {
  const child = spawn('git', ['diff', ...diffFlags, 'HEAD', '--'], {
    cwd: root,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    stdio: 'ignore',
  });
  const exitCode = await new Promise((done) => child.once('close', done));
  if (exitCode !== 0) throw new Error(`git diff ended with ${String(exitCode)}`);
}
