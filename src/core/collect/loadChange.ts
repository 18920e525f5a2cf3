import type { ChangedFile, ChangeStatus, FileDiff, Hunk, SkipReason } from '../change.ts';
import { succeed, type GitFailure, type Result } from '../errors.ts';
import type { FileContent, Repository } from '../ports.ts';
import { diffTexts, hunksMatch } from './hunks.ts';
import { isPrivateKeyFile } from './maskSecrets.ts';

/** What one path came to: reviewable, skipped with a reason, or no change after all. */
export type LoadedChange =
  | { readonly kind: 'file'; readonly file: Omit<ChangedFile, 'ref' | 'label'> }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'unchanged' };

const unchanged: LoadedChange = { kind: 'unchanged' };

/** One file that git's diff names; `unsaved` is the text of its editor where that differs from the disk. */
export async function loadDiffed(
  repository: Repository,
  diff: FileDiff,
  unsaved: string | undefined,
  signal: AbortSignal,
): Promise<Result<LoadedChange, GitFailure>> {
  const { path, status, previousPath, newMode } = diff;
  if (unsaved !== undefined) {
    return compareWithHead(repository, { path, status, previousPath }, unsaved, signal);
  }
  if (newMode === '120000') return skip({ kind: 'symlink' });
  if (newMode === '160000' || (status === 'deleted' && diff.oldMode === '160000'))
    return skip({ kind: 'submodule' });
  if (diff.binary) return skip({ kind: 'binary' });
  if (status === 'deleted') return succeed({ kind: 'file', file: { status, hunks: diff.hunks } });
  // A combined diff has no hunks of its own; anything else without hunks has no change in its text.
  const content = await repository.readWorkTree(path);
  if (content.kind !== 'text') return skip(reasonFor(content));
  if (diff.hunks.length > 0 && hunksMatch(diff.hunks, content.text)) {
    return succeed(changed(status, previousPath, content.text, diff.hunks));
  }
  // The file moved on between git's look at it and ours, or is in another encoding than git printed.
  return compareWithHead(repository, { path, status, previousPath }, content.text, signal);
}

/** A file git does not know: all of it is new. */
export async function loadUntracked(
  repository: Repository,
  path: string,
  unsaved: string | undefined,
): Promise<LoadedChange> {
  const content: FileContent =
    unsaved === undefined ? await repository.readWorkTree(path) : { kind: 'text', text: unsaved };
  if (content.kind !== 'text') return { kind: 'skipped', reason: reasonFor(content) };
  const hunks = diffTexts('', content.text);
  return hunks.length === 0
    ? { kind: 'skipped', reason: { kind: 'no-text-change' } }
    : changed('added', undefined, content.text, hunks);
}

/** A file that git takes for unchanged while its editor is not saved. */
export async function loadUnsaved(
  repository: Repository,
  path: string,
  unsaved: string,
  signal: AbortSignal,
): Promise<Result<LoadedChange, GitFailure>> {
  const head = await repository.readAt({ commit: 'HEAD' }, path, signal);
  if (!head.ok) return head;
  // Neither at HEAD nor in git's lists: an ignored file, which is nobody's to send.
  if (head.value.kind !== 'text') return succeed(unchanged);
  const hunks = diffTexts(head.value.text, unsaved);
  return succeed(hunks.length === 0 ? unchanged : changed('modified', undefined, unsaved, hunks));
}

async function compareWithHead(
  repository: Repository,
  { path, status, previousPath }: Pick<FileDiff, 'path' | 'status'> & { previousPath: string | undefined },
  text: string,
  signal: AbortSignal,
): Promise<Result<LoadedChange, GitFailure>> {
  const head = await repository.readAt({ commit: 'HEAD' }, previousPath ?? path, signal);
  if (!head.ok) return head;
  const before = head.value.kind === 'text' ? head.value.text : '';
  const hunks = diffTexts(before, text);
  if (hunks.length === 0) return skip({ kind: 'no-text-change' });
  // Deleted on disk, yet open with a text: what the editor holds is what counts.
  return succeed(changed(status === 'deleted' ? 'modified' : status, previousPath, text, hunks));
}

function changed(
  status: ChangeStatus,
  previousPath: string | undefined,
  text: string,
  hunks: readonly Hunk[],
): LoadedChange {
  if (isPrivateKeyFile(text)) return { kind: 'skipped', reason: { kind: 'private-key' } };
  return {
    kind: 'file',
    file: { status, ...(previousPath === undefined ? {} : { previousPath }), text, hunks },
  };
}

function skip(reason: SkipReason): Result<LoadedChange, GitFailure> {
  return succeed({ kind: 'skipped', reason });
}

function reasonFor(content: Exclude<FileContent, { kind: 'text' }>): SkipReason {
  return content.kind === 'missing' ? { kind: 'unreadable', detail: 'it is gone' } : content;
}
