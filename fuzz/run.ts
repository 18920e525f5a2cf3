// `npm run fuzz -- [--minutes N] [--seed S] [--path P] [NAME…] [PROPERTY]`: every property of every target, or of those
// named, for so long in all. Ends with 1 when one does not hold.
import { parseArgs } from 'node:util';
import { runProperty } from './runProperty.ts';
import { listTargets, loadTarget } from './targets.ts';

const usage = 'usage: npm run fuzz -- [--minutes N] [--seed S] [--path P] [NAME…] [“PROPERTY”]';
/** Each property has many short turns, so that a slow spell of the machine falls on all. */
const turns = 4;

interface Chosen {
  readonly name: string;
  readonly title: string;
}

async function choose(words: readonly string[]): Promise<readonly Chosen[]> {
  const targets = await Promise.all(listTargets().map(loadTarget));
  const all = targets.flatMap(({ name, properties }) =>
    Object.keys(properties).map((title) => ({ name, title })),
  );
  const unknown = words.filter((word) => all.every(({ name, title }) => word !== name && word !== title));
  if (unknown.length > 0)
    throw new RangeError(`no such target: ${unknown.join(', ')}. There are: ${listTargets().join(', ')}.`);
  const titles = all.filter(({ title }) => words.includes(title));
  if (titles.length > 0) return titles;
  return words.length === 0 ? all : all.filter(({ name }) => words.includes(name));
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, path: { type: 'string' } },
    allowPositionals: true,
  });
  const minutes = Number(values.minutes ?? '1');
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new RangeError(usage);
  const chosen = await choose(positionals);
  if (values.path !== undefined && chosen.length !== 1)
    throw new RangeError('--path needs one property: name it as the failure did');
  console.log(`seed ${seed}, ${chosen.length} properties, ${minutes} min`);
  const counts = new Map<string, number>();
  const failed = new Set<string>();
  for (let turn = 0; turn < (values.path === undefined ? turns : 1); turn++)
    for (const { name, title } of chosen) {
      const key = `${name}: ${title}`;
      if (failed.has(key)) continue;
      const target = await loadTarget(name);
      const { runs, failure } = await runProperty(
        target,
        title,
        values.path === undefined
          ? { seed: (seed + turn) | 0, ms: (minutes * 60_000) / chosen.length / turns }
          : { seed, path: values.path, runs: 1 },
      );
      counts.set(key, (counts.get(key) ?? 0) + runs);
      if (failure === undefined) continue;
      failed.add(key);
      console.error(`\n${failure}\n`);
    }
  for (const [key, runs] of counts)
    console.log(`${failed.has(key) ? 'FAILED' : 'held  '}  ${String(runs).padStart(9)}  ${key}`);
  const total = [...counts.values()].reduce((sum, runs) => sum + runs, 0);
  console.log(`${total} cases, ${failed.size} of ${chosen.length} properties failed`);
  if (failed.size > 0) process.exitCode = 1;
}

try {
  await run();
} catch (error) {
  if (!(error instanceof RangeError) && !(error instanceof TypeError && 'code' in error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
