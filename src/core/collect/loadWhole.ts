import type { ChangedFile, CollectedChange, SkippedFile } from '../change.ts';
import { fail, succeed, type GitFailure, type Result } from '../errors.ts';
import type { LineSpan, Overlay, SourceTree } from '../ports.ts';
import type { ListedFile } from './listScope.ts';
import { admit, reasonFor, skip } from './loadedChange.ts';
import type { OpenSelection } from './openSelection.ts';
import { readCurrent } from './overlaidText.ts';
import type { FileSelection } from './selectFiles.ts';

export interface WholeFiles {
  readonly files: readonly ListedFile[];
  /** Listed files that are gone are not of the scope; one asked for by name is skipped with a reason. */
  readonly byName: boolean;
  /** The lines asked about, of a file of this text. */
  readonly focusOn?: (path: string, text: string) => Promise<readonly LineSpan[]>;
}

/** Files as they stand, one after another, in the order given. */
export async function loadWhole(
  { files, byName, focusOn }: WholeFiles,
  overlay: Overlay,
  openSelection: OpenSelection | undefined,
  signal: AbortSignal,
): Promise<Result<CollectedChange, GitFailure>> {
  const selections = await openSelections(files, openSelection, signal);
  if (!selections.ok) return selections;
  const loaded: ChangedFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const { source, ref, label } of files) {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const { path } = ref;
    const selection = selections.value.get(source);
    const refused = selection?.selectPath(path);
    if (refused !== undefined) {
      skipped.push({ ref, reason: refused });
      continue;
    }
    const content = await readCurrent(source, path, overlay);
    if (content.kind === 'missing' && !byName) continue;
    const change =
      content.kind === 'text'
        ? admit(path, { status: 'whole', text: content.text, hunks: [] }, selection)
        : skip(reasonFor(path, content));
    if (change.kind === 'skipped') skipped.push({ ref, reason: change.reason });
    if (change.kind !== 'file') continue;
    const focus = await focusOn?.(path, change.file.text ?? '');
    loaded.push({ ref, label, ...change.file, ...(focus === undefined ? {} : { focus }) });
  }
  return signal.aborted ? fail({ kind: 'cancelled' }) : succeed({ files: loaded, skipped });
}

async function openSelections(
  files: readonly ListedFile[],
  openSelection: OpenSelection | undefined,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<SourceTree, FileSelection>, GitFailure>> {
  const selections = new Map<SourceTree, FileSelection>();
  if (openSelection === undefined) return succeed(selections);
  for (const [source, listed] of Map.groupBy(files, (file) => file.source)) {
    const opened = await openSelection(
      source,
      listed.map(({ ref }) => ref.path),
      signal,
    );
    if (!opened.ok) return opened;
    selections.set(source, opened.value);
  }
  return succeed(selections);
}
