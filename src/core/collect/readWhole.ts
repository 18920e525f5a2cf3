import type { ChangedFile, SkippedFile } from '../change.ts';
import {
  fail,
  succeed,
  type CollectFailure,
  type GitFailure,
  type InternalFailure,
  type Result,
} from '../errors.ts';
import type { FileRef } from '../finding.ts';
import type { Overlay, ReadRepository, ReadTask, SecretSpan, SourceTree } from '../ports.ts';
import type { SelectionWishes } from '../scope.ts';
import { isRepository, listScope, type ListedFile, type WholeScope } from './listScope.ts';
import { takeTurns } from '../turns.ts';

/** As `CollectedChange`, with what was found out while reading. */
export interface ReadFiles {
  readonly files: readonly ChangedFile[];
  readonly skipped: readonly SkippedFile[];
  /** Of each of the files, see `ReadFile.tokens`. */
  readonly tokens: ReadonlyMap<ChangedFile, number>;
  /** Of those files that have some. */
  readonly secrets: ReadonlyMap<ChangedFile, readonly SecretSpan[]>;
}

/** All files of a folder or of whole repositories that are wanted, as they stand, in order of root and path. */
export async function readWhole(
  scope: Extract<WholeScope, { kind: 'folder' | 'repository' }>,
  selection: SelectionWishes,
  sources: readonly SourceTree[],
  overlay: Overlay,
  read: ReadRepository,
  signal: AbortSignal,
  isWanted: (file: FileRef) => boolean = () => true,
): Promise<Result<ReadFiles, CollectFailure | InternalFailure>> {
  const listed = await listScope(scope, sources, signal);
  if (!listed.ok) return listed;
  const wanted = listed.value.filter(({ ref }) => isWanted(ref));
  const turn = takeTurns();
  const all: OpenReadFiles = { files: [], skipped: [], tokens: new Map(), secrets: new Map() };
  for (const source of new Set(wanted.map((file) => file.source))) {
    await turn();
    const files = wanted.filter((file) => file.source === source);
    const failure = await readSource(source, files, { selection, overlay }, read, all, signal);
    if (failure !== undefined) return fail(failure);
  }
  return succeed(all);
}

/** What became of one listed file; undefined when it is gone. */
type Outcome = ChangedFile | SkippedFile | undefined;

interface OpenReadFiles {
  readonly files: ChangedFile[];
  readonly skipped: SkippedFile[];
  readonly tokens: Map<ChangedFile, number>;
  readonly secrets: Map<ChangedFile, readonly SecretSpan[]>;
}

async function readSource(
  source: SourceTree,
  listed: readonly ListedFile[],
  wishes: Pick<ReadTask, 'selection' | 'overlay'>,
  read: ReadRepository,
  into: OpenReadFiles,
  signal: AbortSignal,
): Promise<GitFailure | InternalFailure | undefined> {
  const turn = takeTurns();
  const [first] = listed;
  const labelPrefix = first === undefined ? '' : first.label.slice(0, -first.ref.path.length);
  const paths = listed.map(({ ref }) => ref.path);
  const task = { ...wishes, root: source.root, git: isRepository(source), paths, labelPrefix };
  const outcomes: Outcome[] = Array.from({ length: listed.length });
  await turn();
  for await (const event of read(task, signal)) {
    if (event.kind === 'failed') return event.failure;
    for (const { place, text, tokens, secrets } of event.files) {
      const one = listed[place];
      if (one === undefined) continue;
      const file: ChangedFile = { ref: one.ref, label: one.label, status: 'whole', text, hunks: noHunks };
      outcomes[place] = file;
      into.tokens.set(file, tokens);
      if (secrets.length > 0) into.secrets.set(file, secrets);
    }
    for (const { place, reason } of event.skipped) {
      const ref = listed[place]?.ref;
      if (ref !== undefined) outcomes[place] = { ref, reason };
    }
  }
  for (const [index, outcome] of outcomes.entries()) {
    if (index % filesPerTurn === 0) await turn();
    if (outcome === undefined) continue;
    if ('reason' in outcome) into.skipped.push(outcome);
    else into.files.push(outcome);
  }
  return undefined;
}

/** Between looks at the clock. */
const filesPerTurn = 256;

const noHunks: ChangedFile['hunks'] = [];
