import type { Position, Range } from '../finding.ts';
import { buildGramIndex, type GramIndex } from './gramIndex.ts';
import { squeeze, type SqueezedText } from './squeezedText.ts';
import { stripComments, type CommentStyle } from './stripComments.ts';
import { vocabularyOf } from './tokenDifferences.ts';

/**
 * One text, ready to be searched for many quotes: where its lines begin, and its views without white space
 * and without comments, each built at the first need and then kept.
 * Offsets are UTF-16 code units, lines are 0-based and end at `\n`, `\r\n` or a lone `\r`.
 */
export class LineIndex {
  readonly text: string;
  readonly #starts: Uint32Array;
  #squeezed: SqueezedText | undefined;
  #grams: GramIndex | undefined;
  #vocabulary: ReadonlySet<string> | undefined;
  readonly #code = new Map<CommentStyle, SqueezedText>();

  constructor(text: string) {
    this.text = text;
    this.#starts = lineStarts(text);
  }

  /** At least 1: the empty text has one empty line, and so has a text after its last line end. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first character of a line; the text's length for a line behind the last. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** Offset behind the last character of a line, its line end not counted. */
  lineEnd(line: number): number {
    const start = this.lineStart(line);
    let end = this.lineStart(line + 1);
    if (line + 1 >= this.lineCount) return end;
    if (end > start && this.text.charCodeAt(end - 1) === lineFeed) end--;
    if (end > start && this.text.charCodeAt(end - 1) === carriageReturn) end--;
    return end;
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionAt(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, character: offset - this.lineStart(line) };
  }

  /** A position behind the end of its line becomes that end. */
  offsetAt(position: Position): number {
    return Math.min(this.lineStart(position.line) + position.character, this.lineEnd(position.line));
  }

  rangeBetween(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** The text without its white space. */
  get squeezed(): SqueezedText {
    return (this.#squeezed ??= squeeze(this.text));
  }

  /** The text without its white space and without comments of one style. */
  codeOnly(style: CommentStyle): SqueezedText {
    const known = this.#code.get(style);
    if (known !== undefined) return known;
    const built = squeeze(stripComments(this.text, style));
    this.#code.set(style, built);
    return built;
  }

  /** Where each short run of characters stands in `squeezed`. */
  get grams(): GramIndex {
    return (this.#grams ??= buildGramIndex(this.squeezed.text));
  }

  /** The names, numbers and signs that occur in the text. */
  get vocabulary(): ReadonlySet<string> {
    return (this.#vocabulary ??= vocabularyOf(this.text));
  }
}

const lineFeed = 10;
const carriageReturn = 13;

/** Built once for a text and shared by all findings in it. */
export function createLineIndex(text: string): LineIndex {
  return new LineIndex(text);
}

function lineStarts(text: string): Uint32Array {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === lineFeed) starts.push(offset + 1);
    else if (unit === carriageReturn && text.charCodeAt(offset + 1) !== lineFeed) starts.push(offset + 1);
  }
  return Uint32Array.from(starts);
}
