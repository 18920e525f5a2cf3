import { fail, succeed, type GitFailure, type Result } from '../errors.ts';
import type { FileContent, Overlay, SourceTree } from '../ports.ts';
import { diffTextsInTurns } from './hunks.ts';
import { isRepository } from './listScope.ts';
import { admit, reasonFor, skip, type LoadedChange } from './loadedChange.ts';
import type { OpenSelection } from './openSelection.ts';
import { readCurrent } from './overlaidText.ts';

/** One file against the text of its last review, else against HEAD, else all of it as new. */
export async function loadSaved(
  source: SourceTree,
  path: string,
  since: string | undefined,
  overlay: Overlay,
  openSelection: OpenSelection | undefined,
  signal: AbortSignal,
): Promise<Result<LoadedChange, GitFailure>> {
  if (signal.aborted) return fail({ kind: 'cancelled' });
  const opened = await openSelection?.(source, [path], signal);
  if (opened?.ok === false) return opened;
  const selection = opened?.value;
  const refused = selection?.selectPath(path);
  if (refused !== undefined) return succeed(skip(refused));
  const content = await readCurrent(source, path, overlay);
  if (content.kind !== 'text') return succeed(skip(reasonFor(path, content)));
  const before = await textBefore(source, path, since, signal);
  if (!before.ok) return before;
  if (before.value.kind === 'too-large') return succeed(skip(before.value));
  const known = before.value.kind === 'text';
  const hunks = await diffTextsInTurns(before.value.kind === 'text' ? before.value.text : '', content.text);
  if (hunks.length === 0) return succeed(skip({ kind: 'no-text-change' }));
  const status = known ? 'modified' : 'added';
  return succeed(admit(path, { status, text: content.text, hunks }, selection));
}

async function textBefore(
  source: SourceTree,
  path: string,
  since: string | undefined,
  signal: AbortSignal,
): Promise<Result<FileContent, GitFailure>> {
  if (since !== undefined) return succeed({ kind: 'text', text: since });
  if (!isRepository(source)) return succeed({ kind: 'missing' });
  const head = await source.readAt({ commit: 'HEAD' }, [path], signal);
  return head.ok ? succeed(head.value.get(path) ?? { kind: 'missing' }) : head;
}
