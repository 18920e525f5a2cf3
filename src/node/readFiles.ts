import { lstatSync } from 'node:fs';
import type { ChangedFile, SkipReason } from '../core/change.ts';
import { admit, reasonFor } from '../core/collect/loadedChange.ts';
import { readCurrent } from '../core/collect/overlaidText.ts';
import type { FileSelection } from '../core/collect/selectFiles.ts';
import { standardSelection } from '../core/collect/standardSelection.ts';
import type { SecretScanner, SecretSpan, SourceTree, ReadFile, ReadTask } from '../core/ports.ts';
import { measureWhole } from '../core/review/measureWhole.ts';
import { createBulkReader } from './bulkReader.ts';
import { createGitRepository } from './gitRepository.ts';
import { createPlainFolder } from './plainFolder.ts';
import { ReadBatchBuilder } from './readBatch.ts';
import type { ReadMessage, ReadOrder } from './readMessages.ts';

/** Characters in a batch, from where on it is sent: taking it over is then a matter of a few milliseconds. */
const batchCharacters = 500_000;
/** Files and skips in a batch. */
const batchEntries = 1_000;

/** Files that are waited for at once, where the disk lets one wait. */
const readAhead = 16;

type Outcome =
  | { readonly kind: 'file'; readonly file: Omit<ReadFile, 'place'> }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'gone' };

/** Does what an order says, batch by batch; never throws for an expected failure. */
export async function* readFiles(
  { task, gitPath, maxFileBytes }: ReadOrder,
  scanner: SecretScanner,
): AsyncGenerator<ReadMessage, void, void> {
  const { root } = task;
  const tree = task.git
    ? createGitRepository({ root, gitPath, maxFileBytes })
    : createPlainFolder({ root, maxFileBytes });
  const source = { ...tree, readWorkTree: createBulkReader(root, maxFileBytes) };
  // The thread is ended from outside: nothing in it asks for the signal.
  const { signal } = new AbortController();
  const selection = await standardSelection(task.selection)(forProbing(source), task.paths, signal);
  if (!selection.ok) return yield { kind: 'failed', failure: selection.failure };

  const work = async (path: string) => readOne(path, task, source, selection.value, scanner);
  let batch = new ReadBatchBuilder();
  let place = 0;
  for await (const outcome of ahead(task.paths, work)) {
    if (outcome.kind === 'file') batch.add(place, outcome.file);
    else if (outcome.kind === 'skipped') batch.skip(place, outcome.reason);
    place++;
    if (batch.characters < batchCharacters && batch.entries < batchEntries) continue;
    yield batch.build();
    batch = new ReadBatchBuilder();
  }
  if (batch.entries > 0) yield batch.build();
  yield { kind: 'done' };
}

async function readOne(
  path: string,
  task: ReadTask,
  source: SourceTree,
  selection: FileSelection,
  scanner: SecretScanner,
): Promise<Outcome> {
  const refused = selection.selectPath(path);
  if (refused !== undefined) return { kind: 'skipped', reason: refused };
  const content = await readCurrent(source, path, task.overlay);
  if (content.kind === 'missing') return { kind: 'gone' };
  if (content.kind !== 'text') return { kind: 'skipped', reason: reasonFor(path, content) };
  const { text } = content;
  const admitted = admit(path, { status: 'whole', text, hunks: [] }, selection);
  if (admitted.kind === 'unchanged') return { kind: 'gone' };
  if (admitted.kind === 'skipped') return { kind: 'skipped', reason: admitted.reason };
  const secrets = await scanner.scan(path, text);
  const sent: ChangedFile = {
    ref: { root: task.root, path },
    label: `${task.labelPrefix}${path}`,
    status: 'whole',
    text: stripped(text, secrets),
    hunks: [],
  };
  return { kind: 'file', file: { text, tokens: measureWhole(sent), secrets } };
}

/** About as long as what will stand for a secret. */
const placeholder = 'MASKED_SECRET_10_';

function stripped(text: string, secrets: readonly SecretSpan[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of secrets) {
    out += text.slice(from, start) + text.slice(start, end).replace(/\S(?:[^\r\n]*\S)?/g, placeholder);
    from = end;
  }
  return out + text.slice(from);
}

/** For paths of which most lead to nothing: an error for each would cost more than to look. */
function forProbing(source: SourceTree): SourceTree {
  return {
    ...source,
    readWorkTree: async (path) =>
      isThere(`${source.root}/${path}`) ? source.readWorkTree(path) : { kind: 'missing' },
  };
}

/** What cannot be looked at may be there; a file where a folder was is told by an error, too. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOTDIR';
  }
}

/** The results in order, with some of the work begun before it is asked for. */
async function* ahead<T, R>(
  values: readonly T[],
  work: (value: T) => Promise<R>,
): AsyncGenerator<R, void, void> {
  const begun: Promise<R>[] = [];
  for (const value of values) {
    begun.push(work(value));
    if (begun.length < readAhead) continue;
    const first = await begun.shift();
    if (first !== undefined) yield first;
  }
  for (const one of begun) yield await one;
}
