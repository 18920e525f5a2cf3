import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ChangeStatus, FileDiff } from '../src/core/change.ts';
import { parseDiff } from '../src/core/collect/parseDiff.ts';
import { UsageError, type Measure } from './measure.ts';

/** What git itself said of one file of a diff, in `NAME.oracle.json` beside `NAME.diff`. */
interface Oracle {
  readonly status: string;
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldPath: string;
  readonly newPath: string;
  readonly binary: boolean;
  readonly added: number;
  readonly deleted: number;
}

/**
 * Parses every diff below the corpus and holds it against git's own account of it: `exact` when every file has
 * git's status, paths, modes, and counts of lines. Without an account beside it a diff is `parsed` if it gave
 * files, else `empty`. Classes are the part of the file's name before `__`, else the folder.
 */
export const measure: Measure = async ({ corpus, log }) => {
  const files = globSync('**/*.{diff,patch}', { cwd: corpus }).toSorted();
  if (files.length === 0) throw new UsageError(`no .diff or .patch file below ${corpus}`);
  const counts: Record<string, Record<string, number>> = {};
  for (const file of files) {
    const path = join(corpus, file);
    const parsed = parseDiff(readFileSync(path, 'utf8'));
    const oraclePath = path.replace(/\.(?:diff|patch)$/, '.oracle.json');
    let outcome = parsed.length > 0 ? 'parsed' : 'empty';
    if (existsSync(oraclePath)) {
      const { files: truth } = JSON.parse(readFileSync(oraclePath, 'utf8')) as { files: readonly Oracle[] };
      const differing = compare(parsed, truth);
      outcome = differing.length === 0 ? 'exact' : 'wrong';
      for (const difference of differing) log(`${file}: ${difference}`);
    }
    const name = basename(file);
    const at = name.indexOf('__');
    const group = (counts[at > 0 ? name.slice(0, at) : (file.split('/')[0] ?? '')] ??= { cases: 0 });
    group['cases'] = (group['cases'] ?? 0) + 1;
    group[outcome] = (group[outcome] ?? 0) + 1;
  }
  return Promise.resolve(counts);
};

function compare(parsed: readonly FileDiff[], truth: readonly Oracle[]): readonly string[] {
  const ours = parsed.map(outlineOf).toSorted();
  const theirs = truth.map(expectedOutline).toSorted();
  return [
    ...ours.filter((line) => !theirs.includes(line)).map((line) => `not in git’s account: ${line}`),
    ...theirs.filter((line) => !ours.includes(line)).map((line) => `missed: ${line}`),
  ];
}

const letters: Readonly<Record<Exclude<ChangeStatus, 'whole'>, string>> = {
  added: 'A',
  modified: 'M',
  deleted: 'D',
  renamed: 'R',
  copied: 'C',
  'type-changed': 'T',
};

function outlineOf(file: FileDiff): string {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  const count = (kind: string) => lines.filter((line) => line.kind === kind).length;
  return outline(
    letters[file.status],
    file.previousPath ?? file.path,
    file.path,
    file.oldMode ?? '000000',
    file.newMode ?? '000000',
    file.binary,
    `+${count('added')} -${count('removed')}`,
  );
}

function expectedOutline(file: Oracle): string {
  const path = file.newPath === '' ? file.oldPath : file.newPath;
  const renamed = /^[RC]/.test(file.status);
  return outline(
    file.status.charAt(0),
    renamed ? file.oldPath : path,
    path,
    file.oldMode,
    file.newMode,
    file.binary,
    `+${file.added} -${file.deleted}`,
  );
}

/** git prints a file that changed its type as two blocks, and counts neither's lines: so they are left out. */
function outline(
  status: string,
  from: string,
  to: string,
  oldMode: string,
  newMode: string,
  binary: boolean,
  lines: string,
): string {
  // A mode that did not change is printed only beside the hashes, which a pure rename does not have.
  const modes = oldMode === newMode || /^[RC]$/.test(status) ? '' : ` ${oldMode}>${newMode}`;
  const counted = binary ? ' binary' : status === 'T' ? '' : ` ${lines}`;
  return `${status} ${from}${from === to ? '' : ` > ${to}`}${modes}${counted}`;
}
