import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import { resolveCommit } from './gitCommits.ts';
import { filtersOff } from './gitDiff.ts';
import { streamFields } from './gitFields.ts';
import { listUntracked } from './gitFiles.ts';
import type { GitPlace } from './gitRevisions.ts';

/** Files that may have come up since some time. Paths are relative, with `/`. */
export interface Arrivals {
  /** What git takes for the same file under another name: from the old path to the new one. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly others: readonly string[];
}

/** Git keeps whole seconds: a commit may be of the second that the time lies in, and yet come after it. */
const earlierMs = 1_000;

const flags = [
  '--name-status',
  '-z',
  '--find-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--relative',
  '--ignore-submodules=dirty',
  '-O/dev/null',
] as const;

/**
 * What the work tree has and the commit that was checked out at that time had not, untracked files included. Which
 * commit that was, git keeps for some months; where it does not know, what is checked out now stands in.
 */
export async function arrivalsInGit(
  place: GitPlace,
  sinceMs: number,
  signal: AbortSignal,
): Promise<Result<Arrivals, GitFailure>> {
  const untracked = await listUntracked(place, signal);
  if (!untracked.ok) return untracked;
  const base = await baseOf(place, sinceMs, signal);
  if (!base.ok) return base;
  // Before the first commit everything is untracked or in the index alone.
  const changed =
    base.value === undefined ? await listIndexed(place, signal) : await compare(place, base.value, signal);
  if (!changed.ok) return changed;
  const { renamed, others } = changed.value;
  return succeed({ renamed, others: [...others, ...untracked.value] });
}

async function baseOf(
  place: GitPlace,
  sinceMs: number,
  signal: AbortSignal,
): Promise<Result<string | undefined, GitFailure>> {
  const at = new Date(sinceMs - earlierMs).toISOString();
  const then = await resolveCommit(place, `HEAD@{${at}}`, signal);
  return !then.ok || then.value !== undefined ? then : resolveCommit(place, 'HEAD', signal);
}

async function compare(
  place: GitPlace,
  base: string,
  signal: AbortSignal,
): Promise<Result<Arrivals, GitFailure>> {
  const config = await filtersOff(place, signal);
  if (!config.ok) return config;
  const fields: string[] = [];
  const args = ['diff', ...flags, base, '--'];
  const take = (field: string): unknown => fields.push(field);
  const ended = await streamFields({ ...place, config: config.value }, args, take, signal);
  return ended.ok ? succeed(readFields(fields)) : ended;
}

/** A status, then a path, or two for a rename: `R087`, the old one, the new one. */
function readFields(fields: readonly string[]): Arrivals {
  const renamed = new Map<string, string>();
  const others: string[] = [];
  const rest = fields.values();
  for (const status of rest) {
    const path: string = rest.next().value ?? '';
    if (status.startsWith('R')) renamed.set(path, rest.next().value ?? '');
    else if (status === 'A') others.push(path);
  }
  return { renamed, others };
}

async function listIndexed(place: GitPlace, signal: AbortSignal): Promise<Result<Arrivals, GitFailure>> {
  const others: string[] = [];
  const take = (path: string): unknown => others.push(path);
  const ended = await streamFields(place, ['ls-files', '-z'], take, signal);
  return ended.ok ? succeed({ renamed: new Map(), others: others.filter((path) => path !== '') }) : ended;
}
