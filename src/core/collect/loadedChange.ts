import type { ChangedFile, Hunk, SkipReason } from '../change.ts';
import type { FileContent } from '../ports.ts';
import { isPrivateKeyFile } from './privateKeys.ts';
import type { FileSelection } from './selectFiles.ts';

export type LoadedFile = Omit<ChangedFile, 'ref' | 'label'>;

/** What one path came to: reviewable, skipped with a reason, or not of the scope after all. */
export type LoadedChange =
  | { readonly kind: 'file'; readonly file: LoadedFile }
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'unchanged' };

export function skip(reason: SkipReason): LoadedChange {
  return { kind: 'skipped', reason };
}

/** A file as it is, unless its text is not one to send. */
export function admit(path: string, file: LoadedFile, selection: FileSelection | undefined): LoadedChange {
  const text = file.text ?? removedText(file.hunks);
  if (isPrivateKeyFile(text, path)) return skip({ kind: 'private-key' });
  if (isLfsPointer(text) || wasLfsPointer(file.hunks)) return skip({ kind: 'lfs-pointer' });
  const reason = selection?.selectText(path, text);
  return reason === undefined ? { kind: 'file', file } : skip(reason);
}

/** Why a path without text has nothing to review. */
export function reasonFor(path: string, content: Exclude<FileContent, { kind: 'text' }>): SkipReason {
  if (content.kind !== 'missing') return content;
  // What is not UTF-8 came out of git with replacement characters, by which nothing can be found.
  const detail = path.includes('\ufffd') ? 'its name is not UTF-8' : 'it is gone';
  return { kind: 'unreadable', detail };
}

function removedText(hunks: readonly Hunk[]): string {
  return hunks
    .flatMap(({ lines }) => lines)
    .flatMap((line) => (line.kind === 'removed' ? [line.text] : []))
    .join('\n');
}

const lfsVersion = 'version https://git-lfs.github.com/spec/v1';

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: the file is smaller than 1,024 bytes. */
function isLfsPointer(text: string): boolean {
  return text.length < 1024 && text.startsWith(lfsVersion);
}

/** Its filter is off, so that git takes the real content on disk for a change. */
function wasLfsPointer(hunks: readonly Hunk[]): boolean {
  const first = hunks[0]?.lines.find(({ kind }) => kind === 'removed');
  return first?.kind === 'removed' && first.oldLine === 1 && first.text.startsWith(lfsVersion);
}
