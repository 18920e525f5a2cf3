import { FindingParser } from '../src/core/parse/findingParser.ts';
import type { BenchResult, BenchRow } from './benchmark.ts';
import { cutAtRandom, findingsDocument, type FindingsDocument } from './findingsDocument.ts';
import { medianTimes } from './interleave.ts';

export const name = 'parse';
export const describe =
  'Findings out of a streamed answer, checked and evened out, against one JSON.parse of the whole text';

const documentLength = 4_000_000;

export async function run(): Promise<BenchResult> {
  const document = findingsDocument(documentLength, 1);
  return [await measure(document, 8), await measure(document, 4096)];
}

async function measure(document: FindingsDocument, longest: number): Promise<BenchRow> {
  const pieces = cutAtRandom(document.text, longest, 2);
  const times = await medianTimes({
    ours: () => expectCount(countStreamed(pieces), document.findings),
    peer: () => expectCount(countWhole(document.text), document.findings),
  });
  const megabytes = Buffer.byteLength(document.text) / 1e6;
  const ours = (megabytes / times.ours) * 1_000;
  const peer = (megabytes / times.peer) * 1_000;
  return { name: `parse-1-${longest}`, ratio: ours / peer, ours, peer, unit: 'MB/s', against: 'JSON.parse' };
}

function countStreamed(pieces: readonly string[]): number {
  const parser = new FindingParser();
  let findings = 0;
  for (const piece of pieces) {
    for (const item of parser.push(piece)) if (item.kind === 'finding') findings++;
  }
  return findings + parser.end().filter((item) => item.kind === 'finding').length;
}

function countWhole(text: string): number {
  const answer = JSON.parse(text) as { readonly findings: readonly unknown[] };
  return answer.findings.length;
}

/** A figure for wrong work is worth nothing. */
function expectCount(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`found ${actual} of ${expected} findings`);
}
