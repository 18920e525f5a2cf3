// `npm run soak -- [--reviews N] [--seed S]`: the extension in a real VS Code through reviews, saves and edits against
// the stand-in service, which fails every other time. Ends with 1 when something was lost or did not go back.
import { execFileSync } from 'node:child_process';
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '../editor/checkout.ts';
import { runInHost } from '../editor/runInHost.ts';
import { runToSuccess } from '../editor/runProcess.ts';
import { startFaultyService } from './faultyService.ts';
import {
  reportVariable,
  reviewsVariable,
  seedVariable,
  serviceVariable,
  type SoakReport,
} from './soakReport.ts';

const defaultReviews = 2_000;
/** The most a review with its edits takes on a slow machine, in ms. */
const msEachReview = 8_000;
/** What the heap may keep: kept findings, texts and the history of reviews. */
const mostGrowthMB = 40;
const ownPrefix = 'flash-review-';

async function soak(reviews: number, seed: number): Promise<readonly string[]> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), `${ownPrefix}soak-`)));
  const service = await startFaultyService(seed);
  try {
    const workspace = layOut(base);
    // Of its own, so that nothing of other programs is in it.
    const temporary = join(base, 'temporary');
    mkdirSync(temporary);
    const file = join(base, 'report.json');
    await runInHost({
      entry: join(import.meta.dirname, 'entry.ts'),
      workspace,
      base,
      settings: {
        user: {
          'files.autoSave': 'off',
          'flashReview.effort': 'quick',
          'flashReview.reviewOnSave': 'changed',
          'typescript.validate.enable': false,
        },
        machine: { 'flashReview.confirmAboveCost': null },
      },
      env: {
        [reportVariable]: file,
        [serviceVariable]: service.url,
        [reviewsVariable]: String(reviews),
        [seedVariable]: String(seed),
        TMPDIR: temporary,
        TEMP: temporary,
        FLASH_REVIEW_HOST_TIMEOUT_MS: String(120_000 + reviews * msEachReview),
      },
      say: console.log,
    });
    const report = JSON.parse(readFileSync(file, 'utf8')) as SoakReport;
    const left = readdirSync(temporary).filter((name) => name.startsWith(ownPrefix));
    const locks = globSync('**/*.lock', { cwd: join(workspace, '.git') });
    print(report, service.requests.length);
    // The service learns of a closed socket a moment after the editor has gone.
    for (let turn = 0; turn < 100 && service.openStreams > 0; turn++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return problemsOf(report, service.openStreams, [...left, ...locks]);
  } finally {
    await service.close();
    rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  }
}

function layOut(base: string): string {
  const workspace = join(base, 'workspace');
  mkdirSync(join(workspace, 'src'), { recursive: true });
  writeFileSync(
    join(workspace, 'src/canary.ts'),
    'export const first = 1;\nexport const canary = first / 0;\n',
  );
  writeFileSync(join(workspace, 'src/changed.ts'), 'export const zero = 0;\n'.repeat(40));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: workspace,
      env: { ...process.env, GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' },
    });
  git('init', '--quiet');
  // No review of changes may read it: what was found in it has to stay.
  writeFileSync(join(workspace, '.git/info/exclude'), 'src/canary.ts\n');
  git('add', '--all');
  git('commit', '--quiet', '--message=x');
  writeFileSync(join(workspace, 'src/changed.ts'), 'export const one = 1;\n'.repeat(40));
  return workspace;
}

function print({ reviews, stopped, saves, edits, begin, end }: SoakReport, requests: number): void {
  console.log(
    `${reviews} reviews (${stopped} stopped), ${saves} saves, ${edits} edits, ${requests} requests`,
  );
  for (const [when, { heapMB, rssMB, resources }] of Object.entries({ begin, end }))
    console.log(`${when.padEnd(5)}  heap ${heapMB} MB  rss ${rssMB} MB  ${JSON.stringify(resources)}`);
}

function problemsOf(report: SoakReport, openStreams: number, files: readonly string[]): readonly string[] {
  const { begin, end, lost, warnings } = report;
  return [
    ...lost.map((what) => `lost: ${what}`),
    ...warnings.map((warning) => `warned: ${warning}`),
    ...files.map((name) => `left behind: ${name}`),
    ...(openStreams > 0 ? [`${openStreams} answers are still open`] : []),
    ...(end.heapMB > begin.heapMB + mostGrowthMB
      ? [`the heap grew from ${begin.heapMB} to ${end.heapMB} MB`]
      : []),
    ...(sockets(end.resources) > sockets(begin.resources) + 1
      ? [`sockets: ${sockets(begin.resources)} at the beginning, ${sockets(end.resources)} at the end`]
      : []),
  ];
}

function sockets(resources: Readonly<Record<string, number>>): number {
  return Object.entries(resources).reduce(
    (sum, [kind, count]) => sum + (kind.startsWith('TCP') ? count : 0),
    0,
  );
}

const { values } = parseArgs({ options: { reviews: { type: 'string' }, seed: { type: 'string' } } });
const reviews = Number(values.reviews ?? defaultReviews);
const seed = Number(values.seed ?? '1');
if (!Number.isSafeInteger(reviews) || reviews < 2 || !Number.isSafeInteger(seed)) {
  console.error('usage: npm run soak -- [--reviews N] [--seed S]');
  process.exitCode = 2;
} else {
  await runToSuccess(process.execPath, [join(checkout, 'esbuild.mjs')], { cwd: checkout });
  const problems = await soak(reviews, seed);
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0 ? 'Nothing was lost, and everything went back.' : `${problems.length} problems`,
  );
  if (problems.length > 0) process.exitCode = 1;
}
