import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installPeer } from '../scripts/peers.ts';
import type { BenchOptions, BenchResult, BenchRow } from './benchmark.ts';
import { bundlePack, type PackBundle } from './bundlePack.ts';
import { median } from './interleave.ts';
import { largeRepository } from './largeRepository.ts';
import { measureNode, timed, type MeasuredRun } from './measuredProcess.ts';
import type { PackFigures } from './packProcess.ts';

export const name = 'pack';
export const describe =
  'A whole repository listed, read, selected, masked, estimated and planned, against git ls-files and cat, and repomix';

const usualFiles = 28_000;
const rounds = 5;
const longestBlock = 50;
const longestCancel = 100;
const aborts = ['1', '40', '100', '200', '400', '700'];
const bytesPerMegabyte = 1e6;

export async function run({ repo, files }: BenchOptions = {}): Promise<BenchResult> {
  const outdir = mkdtempSync(join(tmpdir(), 'flash-review-bundle-'));
  try {
    const bundle = await bundlePack(outdir);
    const repomix = await repomixProgram();
    const usual = await measureMade(usualFiles, '', bundle, repomix);
    const rows: BenchRow[] = [...usual.rows];
    if (files !== undefined && files !== usualFiles) {
      const other = await measureMade(files, `-${files}`, bundle, repomix);
      rows.push(...other.rows, growth(usual, other));
    }
    if (repo !== undefined) rows.push(...(await measure(resolve(repo), '-repo', bundle, repomix)).rows);
    return rows;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

interface Measured {
  readonly rows: readonly BenchRow[];
  readonly files: number;
  readonly ms: number;
}

async function measureMade(
  files: number,
  suffix: string,
  bundle: PackBundle,
  repomix: string,
): Promise<Measured> {
  using made = largeRepository(files, 1);
  return await measure(made.root, suffix, bundle, repomix);
}

async function measure(root: string, suffix: string, bundle: PackBundle, repomix: string): Promise<Measured> {
  const pack = async (...delays: readonly string[]): Promise<MeasuredRun & PackFigures> => {
    const measured = await measureNode([bundle.main, root, bundle.worker, ...delays], root);
    return { ...measured, ...(JSON.parse(measured.stdout) as PackFigures) };
  };
  const [cats, packs, walls]: [number[], PackFigures[], MeasuredRun[]] = [[], [], []];
  for (let round = -1; round < rounds; round++) {
    const cat = await timed('sh', ['-c', 'git ls-files -z | xargs -0 cat > /dev/null'], root);
    const packed = await pack();
    if (round < 0) continue;
    cats.push(cat.ms);
    packs.push(packed);
    walls.push(packed);
  }
  const peer = await runRepomix(repomix, root);
  const { cancelMs } = await pack(...aborts);

  const ms = median(packs.map((figures) => figures.packMs));
  const wall = median(walls.map((one) => one.ms));
  const peak = median(walls.map(({ peakRss }) => peakRss)) / bytesPerMegabyte;
  const block = median(packs.map(({ blockMs }) => blockMs));
  const { files, skipped } = packs[0] ?? { files: 0, skipped: 0 };
  const of = `${files + skipped} files`;
  const row = (title: string, ours: number, theirs: number, unit: string, against: string): BenchRow => ({
    name: `pack${title}${suffix}`,
    ratio: ours / theirs,
    ours,
    peer: theirs,
    unit,
    against,
  });
  return {
    files,
    ms,
    rows: [
      row('', ms, median(cats), 'ms', `git ls-files and cat of ${of}`),
      row('-repomix', wall, peer.ms, 'ms', `repomix, ${of}`),
      row('-memory', peak, peer.peakRss / bytesPerMegabyte, 'MB', 'the peak of repomix'),
      row('-block', block, longestBlock, 'ms', 'the longest block allowed'),
      row('-cancel', cancelMs, longestCancel, 'ms', `the longest time to stop, of ${aborts.length} aborts`),
    ],
  };
}

/** What a file costs in the larger repository, against what it costs in the usual one. */
function growth(usual: Measured, other: Measured): BenchRow {
  const ours = (other.ms / other.files) * 1_000;
  const peer = (usual.ms / usual.files) * 1_000;
  const against = `a file among ${usual.files}`;
  return { name: `pack-growth-${other.files}`, ratio: ours / peer, ours, peer, unit: 'µs', against };
}

async function repomixProgram(): Promise<string> {
  const folder = await installPeer('repomix');
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  return join(folder, typeof bin === 'string' ? bin : (bin['repomix'] ?? ''));
}

/** As it comes, with its scan for secrets and its count of tokens. */
async function runRepomix(program: string, root: string): Promise<MeasuredRun> {
  const folder = mkdtempSync(join(tmpdir(), 'flash-review-repomix-'));
  try {
    return await measureNode([program, '--quiet', '--style', 'plain', '-o', join(folder, 'out.txt')], root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
