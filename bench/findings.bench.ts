import { diffLines } from 'diff';
import type { Finding } from '../src/core/finding.ts';
import { FindingStore } from '../src/core/findings/findingStore.ts';
import { trackVersions } from '../src/core/findings/trackVersions.ts';
import type { BenchResult, BenchRow } from './benchmark.ts';
import { medianTimes } from './interleave.ts';
import { seededRandom } from './seededRandom.ts';

export const name = 'findings';
export const describe =
  'A keystroke with 10,000 findings in 200 files against one with 50 in one file, and following a 5,000-line file outside the editor against a plain line diff of it';

const findingsPerFile = 50;
const keystrokes = 200;
const linesPerFile = 5_000;

export async function run(): Promise<BenchResult> {
  return [await keystroke(), await load(), await follow()];
}

/** Ours holds 200 times the findings of the peer; only the edited file's may cost. */
async function keystroke(): Promise<BenchRow> {
  const [many, few] = [filledStore(200), filledStore(1)];
  const times = await medianTimes({ ours: () => typeIn(many), peer: () => typeIn(few) });
  const [ours, peer] = [times.ours / keystrokes, times.peer / keystrokes];
  return {
    name: 'keystroke',
    ratio: ours / peer,
    ours,
    peer,
    unit: 'ms',
    against: '50 findings in one file',
  };
}

/** What comes back at the start of the editor, told in one event, against copying it. */
async function load(): Promise<BenchRow> {
  const stored = filledStore(200).snapshot();
  const { ours, peer } = await medianTimes({
    ours: () => {
      const store = new FindingStore();
      let told = 0;
      store.onDidChange(({ files }) => {
        for (const file of files) told += store.forFile(file).length;
      });
      store.load(stored);
      if (told !== stored.findings.length) throw new Error(`told of ${told} findings`);
    },
    peer: () => {
      structuredClone(stored);
    },
  });
  return { name: 'load-10000', ratio: ours / peer, ours, peer, unit: 'ms', against: 'structuredClone' };
}

/** 50 findings of a 5,000-line file into a version with every fiftieth line edited, dropped or added. */
async function follow(): Promise<BenchRow> {
  const before = fileText();
  const after = edited(before);
  const ranges = placesIn(0).map((line) => ({
    start: { line, character: 2 },
    end: { line, character: 12 },
  }));
  const { ours, peer } = await medianTimes({
    ours: () => {
      const kept = trackVersions(before, after, ranges).filter((place) => place.kind === 'kept').length;
      if (kept < ranges.length * 0.9) throw new Error(`kept only ${kept}`);
    },
    peer: () => {
      diffLines(before, after);
    },
  });
  return {
    name: 'follow-5000-lines',
    ratio: ours / peer,
    ours,
    peer,
    unit: 'ms',
    against: 'diffLines of diff',
  };
}

function typeIn(store: FindingStore): void {
  for (let at = 0; at < keystrokes; at++) {
    const start = { line: 0, character: at };
    store.edit('/w/file0.ts', [{ range: { start, end: start }, text: at % 40 === 0 ? '\n' : 'x' }], () => '');
  }
}

function filledStore(files: number): FindingStore {
  const store = new FindingStore();
  store.batch(() => {
    for (let file = 0; file < files; file++)
      for (const [at, line] of placesIn(file).entries()) store.add(findingAt(file, at, line));
  });
  let heard = 0;
  store.onDidChange(({ files: changed }) => (heard += changed.length));
  return store;
}

function placesIn(file: number): readonly number[] {
  const random = seededRandom(file + 1);
  return Array.from({ length: findingsPerFile }, () => Math.floor(random() * linesPerFile));
}

function findingAt(file: number, at: number, line: number): Finding {
  const range = { start: { line, character: 2 }, end: { line, character: 12 } };
  return {
    id: `f${file}-${at}`,
    file: { root: '/w', path: `file${file}.ts` },
    anchor: { kind: 'exact', range },
    quote: 'call(name);',
    severity: 'medium',
    category: 'bug',
    title: 'The name may be undefined here',
    explanation: 'When the list is empty there is no first name, and the call fails.',
    confidence: 0.8,
    fix: { edits: [{ range, before: 'call(name)', after: 'call(name ?? "")' }], automatic: true },
    state: 'open',
    reviewId: 'r1',
  };
}

function fileText(): string {
  const random = seededRandom(9);
  return Array.from({ length: linesPerFile }, (_, line) =>
    line % 7 === 0 ? '}' : `  value${line % 900} = call${Math.floor(random() * 400)}(name);`,
  ).join('\n');
}

function edited(text: string): string {
  return text
    .split('\n')
    .flatMap((line, at) =>
      at % 150 === 0
        ? []
        : at % 150 === 50
          ? [`${line} // edited`]
          : at % 150 === 100
            ? [line, 'added();']
            : line,
    )
    .join('\n');
}
