import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join, resolve } from 'node:path';
import { UsageError, type Counts, type Measure } from './measure.ts';

const usage = 'usage: npm run eval -- MEASURE CORPUS [--json] [--seed N] [--NAME N …]';

interface Arguments {
  readonly measure: string;
  readonly corpus: string;
  readonly json: boolean;
  readonly numbers: ReadonlyMap<string, number>;
}

function parseArguments(args: readonly string[]): Arguments {
  const positional: string[] = [];
  const numbers = new Map<string, number>();
  let json = false;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (arg === '--json') json = true;
    else if (arg.startsWith('--')) {
      const value = args[++at] ?? '';
      if (!/^\d+(\.\d+)?$/.test(value)) throw new UsageError(`${arg} needs a number\n${usage}`);
      numbers.set(arg.slice(2), Number(value));
    } else positional.push(arg);
  }
  const [measure, corpus, ...rest] = positional;
  if (measure === undefined || corpus === undefined || rest.length > 0) throw new UsageError(usage);
  return { measure, corpus: resolve(corpus), json, numbers };
}

async function loadMeasure(name: string): Promise<Measure> {
  const ending = '.eval.ts';
  const known = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length));
  if (!known.includes(name)) throw new UsageError(`no measure ${name}; there are: ${known.join(', ')}`);
  const url = pathToFileURL(join(import.meta.dirname, `${name}${ending}`));
  const loaded = (await import(url.href)) as { readonly measure: Measure };
  return loaded.measure;
}

function formatCounts(measure: string, name: string, counts: Counts): string {
  const figures = Object.entries(counts).map(([label, count]) => `${label} ${count}`);
  return [measure, name, ...figures].join('  ');
}

async function run(): Promise<void> {
  const { measure: name, corpus, json, numbers } = parseArguments(process.argv.slice(2));
  const measure = await loadMeasure(name);
  if (!existsSync(corpus)) throw new UsageError(`no corpus at ${corpus}`);
  const asked = new Set(['seed']);
  const results = await measure({
    corpus,
    seed: numbers.get('seed') ?? 1,
    number: (option, fallback) => {
      asked.add(option);
      return numbers.get(option) ?? fallback;
    },
    log: (line) => process.stderr.write(`${line}\n`),
  });
  for (const option of numbers.keys())
    if (!asked.has(option)) throw new UsageError(`${name} has no option --${option}`);
  if (json) console.log(JSON.stringify({ [name]: results }));
  else for (const [one, counts] of Object.entries(results)) console.log(formatCounts(name, one, counts));
}

try {
  await run();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
