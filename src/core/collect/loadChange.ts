import type { ChangeStatus } from '../change.ts';
import type { FileContent } from '../ports.ts';
import type { ParsedFile } from './diffReader.ts';
import { diffTexts, diffTextsInTurns, hunksMatch } from './hunks.ts';
import { reasonFor, skip, type LoadedChange } from './loadedChange.ts';

/** A text that must be held against an earlier one before anything can be said of its path. */
export interface Compare {
  readonly kind: 'compare';
  /** Where the earlier text stands: on the side the diff comes from, or at HEAD. */
  readonly against: 'before' | 'head';
  /** Its path there. */
  readonly beforePath: string;
  readonly status: Exclude<ChangeStatus, 'whole'>;
  readonly previousPath?: string;
  /** Undefined for a deleted file. */
  readonly text: string | undefined;
  /** Git took one side for binary. */
  readonly binary: boolean;
  /** Git knows of no change: only an unsaved editor may have made one. */
  readonly unsavedOnly: boolean;
}

/** A file that is settled, or what it must be held against. */
export type Verdict = LoadedChange | Compare;

/** True when git's hunks are about this very text. */
export function fits({ binary, hunks }: ParsedFile, content: FileContent): boolean {
  return content.kind === 'text' && !binary && hunks.length > 0 && hunksMatch(hunks, content.text);
}

/** Why a file of a diff has nothing to review, as far as git's own words tell. */
export function judgeHeader(diff: ParsedFile): LoadedChange | undefined {
  const { status, oldMode, newMode, hunks, binary, conflict, tooLarge } = diff;
  if (newMode === '120000' || (status === 'deleted' && oldMode === '120000'))
    return skip({ kind: 'symlink' });
  if (newMode === '160000' || oldMode === '160000') return skip({ kind: 'submodule' });
  if (tooLarge !== undefined) return skip({ kind: 'too-large', bytes: tooLarge });
  if (binary || conflict === true || hunks.length > 0) return undefined;
  const moved = status === 'renamed' || status === 'copied';
  const modeOnly = status === 'modified' && oldMode !== newMode;
  return moved || modeOnly ? skip({ kind: 'no-text-change' }) : undefined;
}

/**
 * One file of a diff with its text under review. `fitting`: git's hunks are about that very text. One that they do not
 * fit is compared anew: it stands in an unsaved editor, the file moved on between git's look at it and ours, is in
 * another encoding than git printed, or has line ends that git does not count.
 */
export function judgeDiffed(diff: ParsedFile, content: FileContent, fitting: boolean): Verdict {
  const { status, path, previousPath, binary, hunks, conflict } = diff;
  if (status === 'deleted' && content.kind === 'missing') {
    if (binary) return skip({ kind: 'binary' });
    return conflict === true ? compare(diff, undefined) : { kind: 'file', file: { status, hunks } };
  }
  if (content.kind !== 'text') return skip(reasonFor(path, content));
  const { text } = content;
  if (fitting && status !== 'deleted') {
    const from = previousPath === undefined ? {} : { previousPath };
    return { kind: 'file', file: { status, ...from, text, hunks } };
  }
  // Removed from the index or deleted on disk, yet there: in an editor, or as a file git no longer tracks.
  return compare(status === 'deleted' ? { ...diff, status: 'modified' } : diff, text);
}

function compare(diff: ParsedFile, text: string | undefined): Compare {
  const { path, previousPath, status, binary, conflict } = diff;
  return {
    kind: 'compare',
    // An index with conflicts has no text of its own.
    against: conflict === true ? 'head' : 'before',
    beforePath: previousPath ?? path,
    status,
    ...(previousPath === undefined ? {} : { previousPath }),
    text,
    binary,
    unsavedOnly: false,
  };
}

/** A file git does not know: all of it is new. */
export function judgeUntracked(path: string, content: FileContent): Verdict {
  if (content.kind !== 'text') return skip(reasonFor(path, content));
  const hunks = diffTexts('', content.text);
  if (hunks.length === 0) return skip({ kind: 'no-text-change' });
  return { kind: 'file', file: { status: 'added', text: content.text, hunks } };
}

/** A file that git takes for unchanged while its editor is not saved. */
export function judgeUnsaved(path: string, content: FileContent): Verdict {
  if (content.kind !== 'text') return { kind: 'unchanged' };
  const { text } = content;
  return {
    kind: 'compare',
    against: 'before',
    beforePath: path,
    status: 'modified',
    text,
    binary: false,
    unsavedOnly: true,
  };
}

/** What a comparison comes to with the earlier text; `attributeBinary`: the attributes call the path binary. */
export async function settle(
  asked: Compare,
  before: FileContent,
  attributeBinary: boolean,
): Promise<LoadedChange> {
  const { status, previousPath, text, binary, unsavedOnly } = asked;
  // Neither tracked nor in git's lists: an ignored file, which is nobody's to send.
  if (unsavedOnly && before.kind !== 'text') return { kind: 'unchanged' };
  if (binary && (attributeBinary || before.kind === 'binary')) return skip({ kind: 'binary' });
  if (before.kind === 'too-large') return skip(before);
  const isNew = before.kind !== 'text' || status === 'type-changed';
  const hunks = await diffTextsInTurns(before.kind === 'text' && !isNew ? before.text : '', text ?? '');
  if (hunks.length === 0) return unsavedOnly ? { kind: 'unchanged' } : skip({ kind: 'no-text-change' });
  if (text === undefined) return { kind: 'file', file: { status: 'deleted', hunks } };
  const from = previousPath === undefined ? {} : { previousPath };
  const settled = isNew && status === 'modified' ? 'added' : status;
  return { kind: 'file', file: { status: settled, ...from, text, hunks } };
}
