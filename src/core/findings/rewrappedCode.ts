import type { Position, Range } from '../finding.ts';
import { gapAround, squeeze, type Gap, type Versions } from './versions.ts';

/** Shorter code is found by chance. */
const leastLength = 12;

/**
 * The range of code that a formatter has broken into other lines, nothing but white space changed: from the
 * start of a line to the end of one, once in its gap. Undefined when it does not stand there.
 */
export function findRewrapped(versions: Versions, range: Range, lines: readonly number[]): Range | undefined {
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined || versions.to[first] !== -1) return undefined;
  const gap = gapAround(versions, first);
  if (last >= gap.before.end || gap.after.start === gap.after.end) return undefined;
  const old = lines.map((line) => squeeze(versions.before[line] ?? '')).join('');
  if (old.length < leastLength) return undefined;
  const now = new SqueezedLines(versions.after, gap.after);
  const at = now.text.indexOf(old);
  if (at === -1 || now.text.includes(old, at + 1)) return undefined;
  if (!now.isLineStart(at) || !now.isLineStart(at + old.length)) return undefined;
  const lead =
    range.start.line === first ? (versions.before[first] ?? '').slice(0, range.start.character) : '';
  const tail = range.end.line === last ? (versions.before[last] ?? '').slice(range.end.character) : '';
  const start = at + squeeze(lead).length;
  const end = at + old.length - squeeze(tail).length;
  if (end <= start) return undefined;
  const final = now.positionOf(end - 1);
  return {
    start: now.positionOf(start),
    end: { line: final.line, character: final.character + 1 },
  };
}

/** Lines joined without white space, with the way back. */
class SqueezedLines {
  readonly text: string;
  readonly #positions: readonly Position[];

  constructor(lines: readonly string[], { start, end }: Gap['after']) {
    const positions: Position[] = [];
    let text = '';
    for (let line = start; line < end; line++) {
      for (const { 0: unit, index } of (lines[line] ?? '').matchAll(/\S/g)) {
        text += unit;
        positions.push({ line, character: index });
      }
    }
    this.text = text;
    this.#positions = positions;
  }

  positionOf(offset: number): Position {
    return this.#positions[offset] ?? { line: 0, character: 0 };
  }

  isLineStart(offset: number): boolean {
    return this.#positions[offset]?.line !== this.#positions[offset - 1]?.line;
  }
}
