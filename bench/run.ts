import { readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import type { Bench, BenchOptions, BenchRow } from './benchmark.ts';

const ending = '.bench.ts';

/** Names of all benches, from the files beside this one. */
function listBenches(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

async function load(name: string): Promise<Bench> {
  return (await import(`./${name}${ending}`)) as Bench;
}

/** Takes an option with what follows it out of the arguments; nothing when it is not among them. */
function take(option: string, length: number): readonly string[] {
  const at = args.indexOf(option);
  return at === -1 ? [] : args.splice(at, length);
}

function printTable(rows: readonly BenchRow[]): void {
  const cells = [
    ['bench', 'ours', 'peer', 'unit', 'ratio', 'against'],
    ...rows.map(({ name, ours, peer, unit, ratio, against }) => [
      name,
      ours.toPrecision(4),
      peer.toPrecision(4),
      unit,
      ratio.toFixed(3),
      against,
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of cells) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** When and where figures were taken; how busy the machine was tells how much they are worth. */
function machine(): object {
  const [cpu] = cpus();
  return {
    takenAt: new Date().toISOString(),
    machine: {
      system: `${process.platform} ${process.arch}`,
      processor: cpu?.model.trim() ?? '',
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 2 ** 30),
      load: loadavg()[0],
      node: process.version,
    },
  };
}

/** What can follow `--json` and is no file of its own: nothing, an option, or a bench. */
function isOption(word: string | undefined): boolean {
  return word === undefined || word.startsWith('--') || listBenches().includes(word);
}

const args = process.argv.slice(2);
/** A file for the figures; alone, they take the place of the table. */
const [jsonOption, jsonFile] = take('--json', isOption(args[args.indexOf('--json') + 1]) ? 1 : 2);
const json = jsonOption !== undefined;
const [, repo] = take('--repo', 2);
const [, files] = take('--files', 2);
const asked = args;
const known = listBenches();
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  const label = unknown.some((name) => name.startsWith('-')) ? 'option or bench' : 'bench';
  console.error(`No such ${label}: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exitCode = 2;
} else if (files !== undefined && !(Number(files) >= 1)) {
  console.error(`--files wants a number of files, not ${files}.`);
  process.exitCode = 2;
} else {
  const options: BenchOptions = {
    ...(repo === undefined ? {} : { repo }),
    ...(files === undefined ? {} : { files: Number(files) }),
  };
  const rows: BenchRow[] = [];
  for (const name of asked.length === 0 ? known : asked) {
    const bench = await load(name);
    console.error(`${bench.name}: ${bench.describe}`);
    rows.push(...(await bench.run(options)));
  }
  const figures = Object.fromEntries(rows.map(({ name, ...figure }) => [name, figure]));
  if (json && jsonFile === undefined) console.log(JSON.stringify(figures));
  else printTable(rows);
  if (jsonFile !== undefined)
    writeFileSync(jsonFile, `${JSON.stringify({ ...machine(), figures }, null, 2)}\n`);
}
