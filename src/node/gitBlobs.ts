import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { FileContent, Revision } from '../core/ports.ts';
import { runGit } from './git.ts';
import type { GitPlace } from './gitRevisions.ts';
import { decode } from './decodeText.ts';

/** Of `cat-file --batch-check`: hash and size in bytes. */
const blobAnswer = /^([0-9a-f]{40,64}) blob (\d+)$/m;

/**
 * The files at many paths of a revision in two processes: one says how large they are, one gives those that are
 * not too large.
 */
export async function readBlobs(
  place: GitPlace,
  revision: Revision,
  paths: readonly string[],
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, FileContent>, GitFailure>> {
  const contents = new Map<string, FileContent>(paths.map((path) => [path, { kind: 'missing' }]));
  const names: string[] = [];
  for (const path of contents.keys()) {
    const name = await objectName(place, revision, path, signal);
    if (!name.ok) return name;
    names.push(name.value);
  }
  if (names.length === 0) return succeed(contents);
  const checked = await runGit({ ...place, input: lines(names) }, ['cat-file', '--batch-check'], signal);
  if (!checked.ok) return checked;
  const found = new Map<string, string>();
  const answers = checked.value.toString('utf8').split('\n');
  for (const [index, path] of [...contents.keys()].entries()) {
    const [, hash, size] = blobAnswer.exec(answers[index] ?? '') ?? [];
    if (hash === undefined) continue;
    if (Number(size) > maxBytes) contents.set(path, { kind: 'too-large', bytes: Number(size) });
    else found.set(path, hash);
  }
  if (found.size === 0) return succeed(contents);
  const batch = await runGit(
    { ...place, input: lines([...found.values()]) },
    ['cat-file', '--batch'],
    signal,
  );
  if (!batch.ok) return batch;
  let at = 0;
  for (const path of found.keys()) {
    const end = batch.value.indexOf(10, at);
    const size = Number(/ (\d+)$/.exec(batch.value.toString('latin1', at, end))?.[1]);
    contents.set(path, decode(batch.value.subarray(end + 1, end + 1 + size)));
    at = end + 1 + size + 1;
  }
  return succeed(contents);
}

/** One file at a revision as it is; nothing of it when it has more than `maxBytes`, or is no file there. */
export async function readBlobBytes(
  place: GitPlace,
  revision: Revision,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Result<{ readonly size: number; readonly bytes?: Buffer } | undefined, GitFailure>> {
  const name = await objectName(place, revision, path, signal);
  if (!name.ok) return name;
  const checked = await runGit(
    { ...place, input: lines([name.value]) },
    ['cat-file', '--batch-check'],
    signal,
  );
  if (!checked.ok) return checked;
  const [, hash, digits] = blobAnswer.exec(checked.value.toString('utf8')) ?? [];
  if (hash === undefined) return succeed(undefined);
  const size = Number(digits);
  if (size > maxBytes) return succeed({ size });
  const bytes = await runGit(place, ['cat-file', 'blob', hash], signal);
  return bytes.ok ? succeed({ size, bytes: bytes.value }) : bytes;
}

/** What `cat-file` knows the file by; from the folder git runs in, so that a sub-folder can be a root. */
async function objectName(
  place: GitPlace,
  revision: Revision,
  path: string,
  signal: AbortSignal,
): Promise<Result<string, GitFailure>> {
  const name = revision === 'index' ? `:0:./${path}` : `${revision.commit}:./${path}`;
  // Names go in line by line (`-z` is of git 2.38): one with a line end of any kind is looked up alone.
  if (!/[\r\n]/.test(name)) return succeed(name);
  const hash = await runGit(place, ['rev-parse', '--verify', '--quiet', name], signal);
  if (hash.ok) return succeed(hash.value.toString('ascii').trim());
  return hash.failure.kind === 'git-failed' && hash.failure.exitCode === 1 ? succeed('missing') : hash;
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('');
}
