import { readFileSync } from 'node:fs';
import { estimateTokens } from '../src/core/plan/estimateTokens.ts';
import type { BenchResult } from './benchmark.ts';
import { medianTimes } from './interleave.ts';

export const name = 'estimate';
export const describe = 'The token estimate of source code, against a plain loop over its character codes';

const length = 8_000_000;

export async function run(): Promise<BenchResult> {
  const source = [import.meta.filename, 'findingsDocument.ts', 'interleave.ts']
    .map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'))
    .join('\n');
  const text = source.repeat(Math.ceil(length / source.length));
  const expected = estimateTokens(text);
  const sum = sumOfCodes(text);
  const times = await medianTimes({
    ours: () => expectSame(estimateTokens(text), expected),
    peer: () => expectSame(sumOfCodes(text), sum),
  });
  const megabytes = Buffer.byteLength(text) / 1e6;
  const ours = (megabytes / times.ours) * 1_000;
  const peer = (megabytes / times.peer) * 1_000;
  return [{ name, ratio: ours / peer, ours, peer, unit: 'MB/s', against: 'charCodeAt loop' }];
}

function sumOfCodes(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (sum + text.charCodeAt(at)) | 0;
  return sum;
}

function expectSame(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${actual} this time, ${expected} the first`);
}
