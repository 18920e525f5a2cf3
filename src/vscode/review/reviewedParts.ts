import type { ChangedFile } from '../../core/change.ts';
import type { ReviewedPart } from '../../core/findings/reviewedPart.ts';

/** What of a file the model was asked about: the shown lines of a change, the focus of a selection, else all. */
export function reviewedPart({ ref, status, hunks, focus, shown, currentText }: ChangedFile): ReviewedPart {
  // The lines of an earlier version say nothing of where its findings stand now.
  if (currentText !== undefined) return { ...ref, lines: [] };
  if (status === 'whole') {
    const lines = focus ?? (shown === undefined ? undefined : [shown]);
    return lines === undefined ? ref : { ...ref, lines };
  }
  if (status === 'deleted') return ref;
  return {
    ...ref,
    lines: hunks.map(({ newStart, newLines }) => ({
      start: newStart,
      end: newStart + Math.max(0, newLines - 1),
    })),
  };
}
