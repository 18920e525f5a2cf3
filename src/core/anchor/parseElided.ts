import { linesOf } from './quoteVariants.ts';
import { withoutSpace } from './squeezedText.ts';

/** A run of code between two `...`. */
export interface Piece {
  /** Without white space. */
  readonly text: string;
  /** What was left out before it: the rest of a line, or that and any number of whole lines. */
  readonly gap: 'line-tail' | 'lines';
  /** Of its first line, in characters. */
  readonly indentation: number;
  /** The rest of its last line is left out. */
  readonly isCut: boolean;
}

export interface ElidedQuote {
  readonly pieces: readonly Piece[];
  /** The last line was cut short: the quote reaches to the end of that line. */
  readonly openEnd: boolean;
}

const dots = String.raw`(?:\.{3,}|…)`;
const opener = String.raw`(?:\/\/|#|--|\/\*|<!--)`;
const elidedLines = new RegExp(
  String.raw`^\s*(?:${opener}\s*${dots}(?:\s.*)?|[[({]?\s*${dots}\s*[\])}]?(?:\s*(?:\*\/|-->))?)\s*$`,
);
const elidedTail = new RegExp(String.raw`^(.*?)(?:\s*${opener})?\s*${dots}\s*(?:\*\/|-->)?\s*$`);

/** Code has no longer lines that somebody shortened; looking for the dots takes time that grows with the square. */
const longestLine = 2_000;

/**
 * A quote cut at each `...` that ends a line or stands alone on one (in a comment or not). Within a line it is
 * code: a spread, a rest parameter, a range. Undefined when nothing was left out.
 */
export function parseElided(quote: string): ElidedQuote | undefined {
  const pieces: Piece[] = [];
  let gap: 'none' | Piece['gap'] = 'lines';
  let elided = false;
  for (const line of linesOf(quote)) {
    if (line.trim() === '') continue;
    const mayBeElided = line.length <= longestLine && /\.{3}|…/.test(line);
    if (mayBeElided && elidedLines.test(line)) {
      gap = 'lines';
      elided = true;
      continue;
    }
    const tail = mayBeElided ? elidedTail.exec(line) : null;
    const text = withoutSpace(tail?.[1] ?? line);
    const last = pieces.at(-1);
    const isCut = tail !== null;
    if (gap === 'none' && last !== undefined)
      pieces.splice(-1, 1, { ...last, text: last.text + text, isCut });
    else if (gap !== 'none') pieces.push({ text, gap, indentation: line.search(/\S/), isCut });
    gap = tail === null ? 'none' : 'line-tail';
    elided ||= tail !== null;
  }
  return elided ? { pieces, openEnd: gap === 'line-tail' } : undefined;
}
