import type { ChangedFile, SkippedFile, SkipReason } from './change.ts';
import { isRepository, listScope, type ListedFile, type WholeScope } from './collect/listScope.ts';
import type { SelectionWishes } from './collect/standardSelection.ts';
import { takeTurns } from './collect/takeTurns.ts';
import {
  fail,
  succeed,
  type CollectFailure,
  type GitFailure,
  type InternalFailure,
  type Result,
} from './errors.ts';
import type { FileRef } from './finding.ts';
import type { Overlay, SecretSpan, SourceTree } from './ports.ts';

/** Many files of one root, to be read, selected, scanned and measured away from the editor's thread. */
export interface ReadTask {
  readonly root: string;
  /** The root is a repository; a plain folder has no git attributes. */
  readonly git: boolean;
  /** Relative to `root`. */
  readonly paths: readonly string[];
  /** What stands before a path in its label; may be empty. */
  readonly labelPrefix: string;
  readonly selection: SelectionWishes;
  readonly overlay: Overlay;
}

export interface ReadFile {
  readonly path: string;
  readonly text: string;
  /** Estimated input tokens as it will be sent: lines numbered, secrets out. */
  readonly tokens: number;
  readonly secrets: readonly SecretSpan[];
}

/** What came of some of the paths, in no order; `failed` is the last. Files that are gone are in no batch. */
export type ReadEvent =
  | {
      readonly kind: 'batch';
      readonly files: readonly ReadFile[];
      readonly skipped: readonly { readonly path: string; readonly reason: SkipReason }[];
    }
  | { readonly kind: 'failed'; readonly failure: GitFailure | InternalFailure };

/** Never throws for what can go wrong outside this program. An abort ends it with `failed: cancelled`. */
export type ReadRepository = (task: ReadTask, signal: AbortSignal) => AsyncIterable<ReadEvent>;

/** As `CollectedChange`, with what was found out while reading. */
export interface ReadFiles {
  readonly files: readonly ChangedFile[];
  readonly skipped: readonly SkippedFile[];
  /** Of each of the files, see `ReadFile.tokens`. */
  readonly tokens: ReadonlyMap<ChangedFile, number>;
  /** Of those files that have some. */
  readonly secrets: ReadonlyMap<ChangedFile, readonly SecretSpan[]>;
}

/** All files of a folder or of whole repositories, as they stand, in order of root and path. */
export async function readWhole(
  scope: Extract<WholeScope, { kind: 'folder' | 'repository' }>,
  selection: SelectionWishes,
  sources: readonly SourceTree[],
  overlay: Overlay,
  read: ReadRepository,
  signal: AbortSignal,
): Promise<Result<ReadFiles, CollectFailure | InternalFailure>> {
  const listed = await listScope(scope, sources, signal);
  if (!listed.ok) return listed;
  const found: Found = { files: new Map(), skipped: new Map() };
  for (const [source, files] of Map.groupBy(listed.value, (file) => file.source)) {
    const failure = await readSource(source, files, { selection, overlay }, read, found, signal);
    if (failure !== undefined) return fail(failure);
  }
  return succeed(await inOrder(listed.value, found));
}

/** By `FileRef`, as each is one object from listing on. */
interface Found {
  readonly files: Map<FileRef, ReadFile>;
  readonly skipped: Map<FileRef, SkipReason>;
}

async function readSource(
  source: SourceTree,
  files: readonly ListedFile[],
  wishes: Pick<ReadTask, 'selection' | 'overlay'>,
  read: ReadRepository,
  found: Found,
  signal: AbortSignal,
): Promise<GitFailure | InternalFailure | undefined> {
  const refs = new Map(files.map(({ ref }) => [ref.path, ref]));
  const [first] = files;
  const labelPrefix = first === undefined ? '' : first.label.slice(0, -first.ref.path.length);
  const { root } = source;
  const task = { ...wishes, root, git: isRepository(source), paths: [...refs.keys()], labelPrefix };
  for await (const event of read(task, signal)) {
    if (event.kind === 'failed') return event.failure;
    for (const file of event.files) {
      const ref = refs.get(file.path);
      if (ref !== undefined) found.files.set(ref, file);
    }
    for (const { path, reason } of event.skipped) {
      const ref = refs.get(path);
      if (ref !== undefined) found.skipped.set(ref, reason);
    }
  }
  return undefined;
}

async function inOrder(listed: readonly ListedFile[], found: Found): Promise<ReadFiles> {
  const files: ChangedFile[] = [];
  const skipped: SkippedFile[] = [];
  const tokens = new Map<ChangedFile, number>();
  const secrets = new Map<ChangedFile, readonly SecretSpan[]>();
  const turn = takeTurns();
  for (const [index, { ref, label }] of listed.entries()) {
    if (index % filesPerTurn === 0) await turn();
    const reason = found.skipped.get(ref);
    if (reason !== undefined) skipped.push({ ref, reason });
    const read = found.files.get(ref);
    if (read === undefined) continue;
    const file: ChangedFile = { ref, label, status: 'whole', text: read.text, hunks: noHunks };
    files.push(file);
    tokens.set(file, read.tokens);
    if (read.secrets.length > 0) secrets.set(file, read.secrets);
  }
  return { files, skipped, tokens, secrets };
}

/** Between looks at the clock. */
const filesPerTurn = 256;

const noHunks: ChangedFile['hunks'] = [];
