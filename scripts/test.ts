// `npm test`: every check there is, in order, stopping at the first that fails. The last line has the counts.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cache, checkout } from './editor/checkout.ts';
import { suites, testFilterVariable } from '../test/host/suites.ts';
import { addCounts, countsVariable, readCounts, type TestCounts } from './testCounts.ts';

interface Step {
  readonly name: string;
  /** Of `npm run`. */
  readonly script: readonly string[];
  /** The files the step's mocha runs write, by name. Each must show at least one test. */
  readonly counts?: readonly string[];
}

const unitCounts = 'unit.json';
const pageCounts = 'pages.json';

const steps: readonly Step[] = [
  { name: 'Types', script: ['check'] },
  { name: 'Lint and format', script: ['lint'] },
  { name: 'Build', script: ['build'] },
  { name: 'Package', script: ['package'] },
  {
    name: 'Unit tests',
    script: ['test:unit', '--', '--reporter', './scripts/countingReporter.ts'],
    counts: [unitCounts],
  },
  {
    name: 'Pages in a browser',
    script: ['test:pages', '--', '--reporter', './scripts/countingReporter.ts'],
    counts: [pageCounts],
  },
  { name: 'Host tests', script: ['test:host'], counts: suites.map(({ name }) => `host-${name}.json`) },
];

const countsFolder = join(cache, 'counts');

/** Runs one step and gives why it failed, or undefined. */
async function runStep(step: Step): Promise<string | undefined> {
  console.log(`\n=== ${step.name}`);
  const started = performance.now();
  const exitCode = await npmRun(step);
  console.log(`=== ${step.name}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (exitCode !== 0) return `ended with ${exitCode ?? 'a signal'}`;
  for (const file of step.counts ?? []) {
    const { passes, failures } = await countsOf(file);
    if (failures > 0) return `${file}: ${failures} tests failed`;
    if (passes === 0) return `${file}: no test ran`;
  }
  return undefined;
}

async function npmRun({ script, counts: [file = unitCounts] = [] }: Step): Promise<number | null> {
  const cli = process.env['npm_execpath'];
  const [program, ...before] = cli?.endsWith('.js') === true ? [process.execPath, cli] : ['npm'];
  const child = spawn(program, [...before, 'run', '--silent', ...script], {
    cwd: checkout,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      [countsVariable]: join(countsFolder, file),
      // The whole of every suite, whatever the shell filters by.
      [testFilterVariable]: undefined,
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

async function countsOf(file: string): Promise<TestCounts> {
  return (await readCounts(join(countsFolder, file))) ?? { passes: 0, failures: 0 };
}

await rm(countsFolder, { recursive: true, force: true });
for (const step of steps) {
  const problem = await runStep(step);
  if (problem === undefined) continue;
  console.error(`\nFailed: ${step.name}: ${problem}`);
  process.exitCode = 1;
  break;
}
const counts = await Promise.all(steps.flatMap((step) => step.counts ?? []).map(countsOf));
const { passes, failures } = addCounts(counts);
console.log(`\n${passes} passed, ${failures} failed`);
