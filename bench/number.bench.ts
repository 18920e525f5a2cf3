import { numberLines } from '../src/core/prompt/numberLines.ts';
import type { BenchResult } from './benchmark.ts';
import { medianTimes } from './interleave.ts';

export const name = 'number';
export const describe =
  'A file of 400,000 lines as the model reads it, numbered, against numbering its split lines';

const lines = 400_000;
const line = 'const value = compute(1, 2, 3);';
const least = 6;

export async function run(): Promise<BenchResult> {
  const text = `${line}\n`.repeat(lines);
  const file = {
    ref: { root: '/w', path: 'src/all.ts' },
    label: 'src/all.ts',
    status: 'whole',
    text,
    hunks: [],
  } as const;
  const times = await medianTimes({
    ours: () => expectLast(numberLines(file)),
    peer: () => {
      const numbered = text.split('\n').map((one, at) => `${String(at + 1).padStart(least)} | ${one}`);
      expectLast(numbered.slice(0, -1).join('\n'));
    },
  });
  const megabytes = text.length / 1e6;
  const ours = (megabytes / times.ours) * 1_000;
  const peer = (megabytes / times.peer) * 1_000;
  return [{ name, ratio: ours / peer, ours, peer, unit: 'MB/s', against: 'split, map, join' }];
}

function expectLast(text: string): void {
  if (!text.trimEnd().endsWith(`${lines} | ${line}`)) throw new Error('the last line is not numbered');
}
