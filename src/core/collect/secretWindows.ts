import type { SecretSpan } from '../ports.ts';
import type { KeywordFinder } from './keywordFinder.ts';

/** A look at this much of a line before and behind a keyword; longer lines are not written by people. */
const before = 600;
const behind = 4_000;

/** The parts of a text in which a secret can stand, put one behind the other, each ended by a line end. */
export interface SecretWindows {
  readonly text: string;
  /** The places of the keywords found, among those the finder was made of. */
  readonly keywords: ReadonlySet<number>;
  /** A span of `text` as one of the whole text; undefined when it reaches over the end of a part. */
  place(span: SecretSpan): SecretSpan | undefined;
}

interface Part {
  /** In the joined text. */
  readonly at: number;
  readonly start: number;
  end: number;
}

/** The lines around every keyword, and the line behind them, for values that are wrapped. Linear in the text. */
export function openWindows(text: string, finder: KeywordFinder): SecretWindows | undefined {
  const parts: Part[] = [];
  const keywords = new Set<number>();
  let length = 0;
  let line = { start: 0, end: -1, nextEnd: -1 };
  for (let hit = finder.next(text, 0); hit !== undefined; hit = finder.next(text, hit.at + 1)) {
    for (const keyword of hit.keywords) keywords.add(keyword);
    if (hit.at > line.end) line = lineAt(text, hit.at);
    const end = Math.min(line.nextEnd, hit.at + behind);
    const start = Math.max(line.start, hit.at - before);
    const last = parts.at(-1);
    if (last !== undefined && start <= last.end) {
      length += Math.max(0, end - last.end);
      last.end = Math.max(last.end, end);
      continue;
    }
    parts.push({ at: length, start, end });
    length += end - start + 1;
  }
  if (parts.length === 0) return undefined;
  return {
    text: parts.map(({ start, end }) => `${text.slice(start, end)}\n`).join(''),
    keywords,
    place: (span) => {
      const part = partAt(parts, span.start);
      if (part === undefined || span.end - part.at > part.end - part.start) return undefined;
      const moved = part.start - part.at;
      return { ...span, start: span.start + moved, end: span.end + moved };
    },
  };
}

function lineAt(text: string, at: number): { start: number; end: number; nextEnd: number } {
  const end = endOfLine(text, at);
  return { start: text.lastIndexOf('\n', at) + 1, end, nextEnd: endOfLine(text, end + 1) };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The last part that begins at or before a place in the joined text. */
function partAt(parts: readonly Part[], at: number): Part | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}
