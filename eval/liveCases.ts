import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines of one file that somebody pointed at; 1-based, inclusive. */
export interface Spot {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/**
 * One change to be reviewed, with what is known of it.
 * - `pr`: comments of reviewers, by verdict.
 * - `bug`: any of the spots finds it.
 * - `quiet`: nothing is to be found.
 */
export interface LiveCase {
  readonly name: string;
  readonly kind: 'pr' | 'bug' | 'quiet';
  /** The texts after the change, by path. */
  readonly after: ReadonlyMap<string, string>;
  /** The texts before it where they are kept; else `diff` leads back to them. */
  readonly before?: ReadonlyMap<string, string>;
  readonly diff?: string;
  readonly valid: readonly Spot[];
  readonly rejected: readonly Spot[];
}

interface PrFile {
  readonly comments: readonly {
    readonly verdict: 'valid' | 'rejected';
    readonly path: string;
    readonly side: 'left' | 'right';
    readonly from_line: number;
    readonly to_line: number;
  }[];
}

interface BugFile {
  readonly files: readonly {
    readonly path: string;
    readonly bug_ranges: readonly { readonly buggy_start: number; readonly buggy_end: number }[];
  }[];
}

type Expected = readonly { readonly file: string; readonly expected_lines_zero_based?: readonly number[] }[];

/** Everything of a corpus that a live model can be measured on, in the order of names; not what has no texts. */
export function loadLiveCases(corpus: string): readonly LiveCase[] {
  const all = [
    ...casesIn(join(corpus, 'golden-aacr', 'cases'), prCase),
    ...casesIn(join(corpus, 'seeded-bugs', 'cases'), bugCase),
    ...smallCases(join(corpus, 'seeded-bugs', 'vscode-copilot-review')),
  ];
  return all.filter(({ after }) => after.size > 0);
}

function casesIn(folder: string, read: (folder: string, name: string) => LiveCase): readonly LiveCase[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .toSorted()
    .map((name) => read(join(folder, name), name));
}

function prCase(folder: string, name: string): LiveCase {
  const { comments } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as PrFile;
  const spots = (wanted: 'valid' | 'rejected') =>
    comments
      // What stands on the old side is no line of the text that findings are placed in.
      .filter(({ verdict, side }) => verdict === wanted && side === 'right')
      .map(({ path, from_line, to_line }) => ({ path, from: from_line, to: to_line }));
  return {
    name,
    kind: 'pr',
    after: textsIn(join(folder, 'head')),
    diff: existsSync(join(folder, 'pr.diff')) ? readFileSync(join(folder, 'pr.diff'), 'utf8') : '',
    valid: spots('valid'),
    rejected: spots('rejected'),
  };
}

function bugCase(folder: string, name: string): LiveCase {
  const { files } = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as BugFile;
  return {
    name,
    kind: 'bug',
    before: textsIn(join(folder, 'fixed')),
    after: textsIn(join(folder, 'buggy')),
    valid: files.flatMap(({ path, bug_ranges }) =>
      bug_ranges.map(({ buggy_start, buggy_end }) => ({
        path,
        from: buggy_start,
        to: Math.max(buggy_start, buggy_end),
      })),
    ),
    rejected: [],
  };
}

/** Single files, each a case of its own: new in an empty repository. */
function smallCases(folder: string): readonly LiveCase[] {
  const list = join(folder, 'EXPECTED.json');
  if (!existsSync(list)) return [];
  return (JSON.parse(readFileSync(list, 'utf8')) as Expected).map(
    ({ file, expected_lines_zero_based: lines }) => ({
      name: file,
      kind: lines === undefined ? 'quiet' : 'bug',
      before: new Map(),
      after: new Map([[file, readFileSync(join(folder, file), 'utf8')]]),
      valid: (lines ?? []).map((line) => ({ path: file, from: line + 1, to: line + 1 })),
      rejected: [],
    }),
  );
}

/** Empty where a corpus keeps no texts, as of a project whose licence does not allow it. */
function textsIn(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
