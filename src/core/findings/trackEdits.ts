import type { Finding, Fix, Position, Range } from '../finding.ts';

/** One replacement in a document; `range` is in the document as it was before all changes of the same event. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/**
 * The finding after an edit event: its range and its fix's ranges moved. It becomes `changed` when its own code
 * was edited. The changes of one event do not overlap (as VS Code gives them). A finding that no change touches
 * or moves comes back as the same object.
 */
export function trackEdits(finding: Finding, changes: readonly TextChange[]): Finding {
  if (finding.anchor.kind === 'none') return finding;
  // From the last to the first, no change moves the place of another that is still to come.
  const ordered =
    changes.length < 2 ? changes : changes.toSorted((a, b) => order(b.range.start, a.range.start));
  let { range } = finding.anchor;
  let { fix } = finding;
  let touched = false;
  for (const change of ordered) {
    // A fix may reach further than its finding (to the end of the line), so it is looked at on its own.
    if (order(range.end, change.range.start) >= 0) {
      touched ||= cuts(range, change);
      range = replacesAll(range, change) ? startOf(change) : moveRange(range, change);
    }
    if (fix !== undefined) fix = moveFix(fix, change);
  }
  if (sameRange(range, finding.anchor.range) && !touched && fix === finding.fix) return finding;
  const state = touched && finding.state === 'open' ? 'changed' : finding.state;
  const anchor = { ...finding.anchor, range };
  return { ...finding, anchor, state, ...(fix === undefined ? {} : { fix }) };
}

/** The change replaces a part of the range, or inserts inside it; at its edges nothing of it is lost. */
function cuts(range: Range, { range: edited }: TextChange): boolean {
  return order(edited.start, range.end) < 0 && order(edited.end, range.start) > 0;
}

/**
 * Several lines took the place of the finding and all around it: a file loaded anew, a paste over a selection.
 * Where in them its code may be is not known.
 */
function replacesAll(range: Range, { range: edited, text }: TextChange): boolean {
  return (
    order(edited.start, range.start) <= 0 &&
    order(edited.end, range.end) >= 0 &&
    edited.start.line < edited.end.line &&
    /[\r\n]/.test(text)
  );
}

function startOf({ range: { start } }: TextChange): Range {
  return { start, end: start };
}

function moveFix(fix: Fix, change: TextChange): Fix {
  if (fix.edits.every((edit) => order(edit.range.end, change.range.start) < 0)) return fix;
  return { ...fix, edits: fix.edits.map((edit) => ({ ...edit, range: moveRange(edit.range, change) })) };
}

/** Text put in at either edge stays outside; what is replaced across an edge takes the edge along. */
function moveRange(range: Range, change: TextChange): Range {
  const { start, end } = change.range;
  const after = endOfInserted(change);
  const moved = (position: Position): Position =>
    position.line === end.line
      ? { line: after.line, character: after.character + position.character - end.character }
      : { line: position.line + after.line - end.line, character: position.character };
  const newStart =
    order(range.start, end) >= 0 ? moved(range.start) : order(range.start, start) > 0 ? start : range.start;
  const newEnd =
    order(range.end, start) <= 0 ? range.end : order(range.end, end) >= 0 ? moved(range.end) : after;
  return { start: newStart, end: order(newEnd, newStart) < 0 ? newStart : newEnd };
}

function endOfInserted({ range, text }: TextChange): Position {
  const lines = text.split(/\r\n|\r|\n/);
  const last = lines.at(-1)?.length ?? 0;
  return lines.length === 1
    ? { line: range.start.line, character: range.start.character + last }
    : { line: range.start.line + lines.length - 1, character: last };
}

function order(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function sameRange(a: Range, b: Range): boolean {
  return order(a.start, b.start) === 0 && order(a.end, b.end) === 0;
}
