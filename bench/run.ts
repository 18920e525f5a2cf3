import { readdirSync } from 'node:fs';
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

const args = process.argv.slice(2);
const json = take('--json', 1).length > 0;
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
  if (json) {
    const figures = rows.map(({ name, ...figure }) => [name, figure] as const);
    console.log(JSON.stringify(Object.fromEntries(figures)));
  } else {
    printTable(rows);
  }
}
