import { join } from 'node:path';
import { checkout } from '../scripts/editor/checkout.ts';
import { runToSuccess } from '../scripts/editor/runProcess.ts';
import { activationRows } from './activation.ts';
import type { BenchResult, BenchRow } from './benchmark.ts';
import { changedRepository } from './changedRepository.ts';
import { serviceVariable, type EditorFigures, type HostBlock } from './editorFigures.ts';
import { startFindingService } from './findingService.ts';
import { median } from './interleave.ts';
import { measureInHost } from './measureInHost.ts';

export const name = 'editor';
export const describe =
  'The extension in a real VS Code against its own limits: activation, findings on arrival, keystrokes, a review of a million tokens';

const files = 200;
const findingsPerFile = 50;
const bytesPerMegabyte = 1e6;

export async function run(): Promise<BenchResult> {
  await runToSuccess(process.execPath, [join(checkout, 'esbuild.mjs')], { cwd: checkout });
  const figures = await measure();
  const { latenciesMs, keystrokesMs, memory, heap } = figures;
  const many = `${figures.findings} findings`;
  return [
    ...(await activationRows()),
    row(
      'arrival',
      median(latenciesMs),
      20,
      'ms',
      `limit: last byte to diagnostic, median of ${latenciesMs.length}`,
    ),
    row('arrival-p95', percentile(latenciesMs, 0.95), 50, 'ms', 'limit: the same, 95th percentile'),
    row('keystroke', median(keystrokesMs), 5, 'ms', `limit: keystroke to moved ranges, ${many}`),
    row('keystroke-p95', percentile(keystrokesMs, 0.95), 5, 'ms', 'limit: the same, 95th percentile'),
    ...blockRows(figures.blocks, many),
    row('memory-peak', mega(memory.peak), mega(memory.before), 'MB', 'memory before the first review'),
    row('memory-after', mega(memory.after), mega(memory.before), 'MB', 'memory before the first review'),
    row('heap-after', mega(heap.after), mega(heap.before), 'MB', 'heap before the first review'),
  ];
}

function blockRows(blocks: readonly HostBlock[], many: string): readonly BenchRow[] {
  const [block, busy, idle] = (['blockMs', 'busyMs', 'idleMs'] as const).map((key) =>
    blocks.map((one) => one[key]),
  );
  if (block === undefined || busy === undefined || idle === undefined)
    throw new Error('no review was measured');
  const of = `of ${blocks.length} reviews`;
  return [
    row(
      'block',
      median(block),
      50,
      'ms',
      `limit: longest block in a review of 1.2M tokens, ${many}, median ${of}`,
    ),
    row('block-worst', Math.max(...block), 50, 'ms', `the same limit: the longest ${of}`),
    row(
      'busy',
      Math.max(...busy),
      50,
      'ms',
      `the same limit: time of the processor in one block, the most ${of}`,
    ),
    row(
      'idle',
      Math.max(...idle),
      50,
      'ms',
      `the same limit: what a thread with nothing to do waited meanwhile`,
    ),
  ];
}

function row(title: string, ours: number, limit: number, unit: string, against: string): BenchRow {
  return { name: `editor-${title}`, ratio: ours / limit, ours, peer: limit, unit, against };
}

const mega = (bytes: number) => bytes / bytesPerMegabyte;

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

async function measure(): Promise<EditorFigures> {
  using repository = changedRepository(files, 1);
  await using service = await startFindingService({ findingsPerFile, pauseMs: 25 });
  return await measureInHost<EditorFigures>({
    entry: 'editorEntry.ts',
    workspace: repository.root,
    settings: {
      user: {
        'files.autoSave': 'off',
        'flashReview.effort': 'quick',
        // What other extensions do in the same host is not what is measured.
        'typescript.validate.enable': false,
        'javascript.validate.enable': false,
        'git.autorefresh': false,
        // It starts a program every few seconds, and the thread stands still until that runs.
        'remote.autoForwardPorts': false,
      },
      machine: { 'flashReview.confirmAboveCost': null },
    },
    env: { [serviceVariable]: service.url },
  });
}
