import type { Range } from '../finding.ts';
import type { LineSpan } from '../ports.ts';
import { indentationBlock } from './indentationBlock.ts';

/** The definition around a line (1-based), undefined when there is none. */
export type Grow = (
  path: string,
  text: string,
  line: number,
) => LineSpan | undefined | Promise<LineSpan | undefined>;

/** Ranges as spans of lines in order, none touching another; an empty range is grown, else to its indentation block. */
export async function focusSpans(
  path: string,
  text: string,
  ranges: readonly Range[],
  grow: Grow | undefined,
): Promise<readonly LineSpan[]> {
  const last = text.split(/\r\n|\r|\n/).length;
  const spans: LineSpan[] = [];
  for (const range of ranges) {
    const { start, end } = range;
    const line = Math.min(start.line + 1, last);
    if (isEmpty(range)) spans.push((await grow?.(path, text, line)) ?? indentationBlock(text, line));
    else {
      // A selection of whole lines ends before the first character of the line behind it.
      const to = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
      spans.push({ start: line, end: Math.max(line, Math.min(to, last)) });
    }
  }
  return joined(spans);
}

function isEmpty({ start, end }: Range): boolean {
  return start.line === end.line && start.character === end.character;
}

function joined(spans: readonly LineSpan[]): readonly LineSpan[] {
  const result: LineSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const before = result.at(-1);
    if (before === undefined || span.start > before.end + 1) result.push(span);
    else result[result.length - 1] = { start: before.start, end: Math.max(before.end, span.end) };
  }
  return result;
}
