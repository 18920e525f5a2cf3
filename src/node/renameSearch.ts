import { lstat } from 'node:fs/promises';
import type { FileRef } from '../core/finding.ts';
import { arrivalsInGit, type Arrivals } from './gitArrivals.ts';
import type { GitPlace } from './gitRevisions.ts';
import { createPlainFolder } from './plainFolder.ts';
import { findRenamedFile } from './renamedFile.ts';

/** Files of a root whose times are looked at. */
const mostLookedAt = 20_000;

/**
 * Share of lines from which on a file that may be older counts as the one that is gone: it changed in the time,
 * as one does that is renamed, but also one that is edited.
 */
const leastSharedIfOlder = 0.8;

export interface RenameSearchPorts {
  /** The git of a root; undefined where there is none, or none may be asked. */
  readonly gitOf: (root: string) => Promise<GitPlace | undefined>;
  /** Whether a file is known as one of its own. The path is absolute, with `/`. */
  readonly isAnother: (path: string) => boolean;
  /** When the files that are gone were there for certain, in ms since 1970. */
  readonly sinceMs: number;
  readonly signal: AbortSignal;
}

/** Where a file that is no longer at its place went to, by its last known text: absolute, with `/`. */
export type FindElsewhere = (file: FileRef, text: string) => Promise<string | undefined>;

/** What came up in a root since then; absolute paths. */
interface Newcomers {
  /** By the path of the one that is gone: what git takes for the same file. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Certainly new. */
  readonly born: readonly string[];
  /** New, renamed or edited. */
  readonly touched: readonly string[];
}

/**
 * Looks for files that were renamed while nobody watched. As with renames that are seen, only a file that came up
 * since then is taken, and only if it shares half of the lines; more where the first is not certain.
 */
export function createRenameSearch(ports: RenameSearchPorts): FindElsewhere {
  const roots = new Map<string, Promise<Newcomers>>();
  return async ({ root, path }, text) => {
    const newcomers = roots.get(root) ?? findNewcomers(root, ports);
    roots.set(root, newcomers);
    const { renamed, born, touched } = await newcomers;
    const gone = `${root}/${path}`;
    const free = (paths: readonly string[]): readonly string[] =>
      paths.filter((one) => !ports.isAnother(one));
    const byGit = renamed.get(gone);
    return (
      (await findRenamedFile(gone, text, free(byGit === undefined ? [] : [byGit]))) ??
      (await findRenamedFile(gone, text, free([...born, ...touched]), leastSharedIfOlder)) ??
      (await findRenamedFile(gone, text, free(born)))
    );
  };
}

async function findNewcomers(root: string, ports: RenameSearchPorts): Promise<Newcomers> {
  const { sinceMs, signal } = ports;
  const arrivals = await arrivalsIn(root, ports);
  const at = (path: string): string => `${root}/${path}`;
  const times = new Map<string, 'born' | 'touched'>();
  for (const path of [...arrivals.renamed.values(), ...arrivals.others].slice(0, mostLookedAt)) {
    if (signal.aborted) break;
    const time = await timeOf(at(path), sinceMs);
    if (time !== undefined) times.set(path, time);
  }
  const targets = new Set(arrivals.renamed.values());
  const others = [...times].filter(([path]) => !targets.has(path));
  return {
    renamed: new Map(
      [...arrivals.renamed].flatMap(([from, to]) => (times.has(to) ? [[at(from), at(to)] as const] : [])),
    ),
    born: others.filter(([, time]) => time === 'born').map(([path]) => at(path)),
    touched: others.filter(([, time]) => time === 'touched').map(([path]) => at(path)),
  };
}

/** Where git is no help, all files of the folder may have arrived: their times tell. */
async function arrivalsIn(root: string, { gitOf, sinceMs, signal }: RenameSearchPorts): Promise<Arrivals> {
  const place = await gitOf(root);
  const known = place && (await arrivalsInGit(place, sinceMs, signal));
  if (known?.ok === true) return known.value;
  const files = await createPlainFolder({ root }).listFiles('', signal);
  return { renamed: new Map(), others: files.ok ? files.value : [] };
}

/** A rename sets the time of the last change, and leaves that of the birth. */
async function timeOf(path: string, sinceMs: number): Promise<'born' | 'touched' | undefined> {
  try {
    const { birthtimeMs, ctimeMs } = await lstat(path);
    if (birthtimeMs > sinceMs) return 'born';
    return ctimeMs > sinceMs ? 'touched' : undefined;
  } catch {
    // Gone again.
    return undefined;
  }
}
