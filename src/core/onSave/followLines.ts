import type { Range } from '../finding.ts';
import type { LineSpan } from '../ports.ts';

/** One replacement in a document as it was before all changes of its event. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/**
 * Where lines are after edits made since they were counted. `events` are in order, the changes of one do not overlap.
 * What is typed into the lines is of them. Undefined when they are gone.
 */
export function followLines(span: LineSpan, events: readonly (readonly Edit[])[]): LineSpan | undefined {
  let now: LineSpan | undefined = span;
  for (const edits of events) {
    // From the last to the first, no edit moves the place of another that is still to come.
    for (const edit of edits.toSorted((a, b) => b.range.start.line - a.range.start.line))
      now = now && followEdit(now, edit);
  }
  return now;
}

function followEdit(span: LineSpan, { range, text }: Edit): LineSpan | undefined {
  const [first, last] = [range.start.line + 1, range.end.line + 1];
  const added = (text.match(/\r\n|\r|\n/g)?.length ?? 0) - (last - first);
  if (first > span.end) return span;
  // Whole lines put in or taken out in front of the first leave it as it is.
  const isAbove = last < span.start || (last === span.start && range.end.character === 0);
  if (isAbove) return { start: span.start + added, end: span.end + added };
  const start = Math.min(span.start, first);
  const touched = range.end.character === 0 && last > first ? last - 1 : last;
  const end = Math.max(span.end, touched) + added;
  return end < start ? undefined : { start, end };
}
