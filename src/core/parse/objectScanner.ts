import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  openBrace,
  openBracket,
  quote,
  space,
} from './characters.ts';

/**
 * - `open`: the object goes on after the last character.
 * - `closed`: its closing brace is the last character read.
 * - `broken`: the last character read cannot stand there in any JSON this parser could mend, so where the object
 *   ends is no longer known.
 */
export type ScanEnd = 'open' | 'closed' | 'broken';

/** A finding is flat. Deeper nesting is damage, which bounds how much of a damaged text is read again. */
const maxDepth = 8;

/** From here on a search for the next quote is faster than reading on. */
const longText = 32;

const outside = 0;
const inString = 1;
const afterBackslash = 2;

/**
 * Finds the end of one JSON object in text that arrives in pieces, each character looked at once.
 *
 * It checks just enough to notice when it has lost its bearings. A quote missing or too many turns strings
 * inside out, which shows at the next closing quote: something follows it that never follows a string. A brace
 * missing or too many shows as a bracket where no value can start, or as one that closes the wrong kind. All
 * other damage leaves the end in its place, and JSON.parse will tell.
 */
export class ObjectScanner {
  /** Index after the last character read by `scan`. */
  position = 0;
  #where = outside;
  #depth = 0;
  /** One bit for each open bracket, the innermost lowest: 1 is an array. */
  #arrays = 0;
  /** The last character outside strings that is not white space; a closing quote stands for its string. */
  #previous = colon;

  /** Ready for the opening brace of an object. */
  begin(): void {
    this.#where = outside;
    this.#depth = 0;
    this.#arrays = 0;
    this.#previous = colon;
  }

  /** Ready for the rest of an object that is open already, right after `previous`. */
  beginInside(previous: number): void {
    this.begin();
    this.#depth = 1;
    this.#previous = previous;
  }

  /** Reads `text` from `from` up to `to`, or to the character that closes or breaks the object. */
  scan(text: string, from: number, to: number): ScanEnd {
    let where = this.#where;
    let previous = this.#previous;
    let end: ScanEnd = 'open';
    let at = from;
    while (at < to) {
      if (where === inString && to - at > longText) {
        at = skipString(text, at, to);
        if (at === to) break;
      }
      const code = text.charCodeAt(at++);
      if (where !== outside) {
        if (where === afterBackslash) where = inString;
        else if (code === backslash) where = afterBackslash;
        else if (code === quote) {
          where = outside;
          previous = quote;
        }
        continue;
      }
      if (code <= space) continue;
      if (code === quote) {
        where = inString;
        continue;
      }
      if (code === openBrace || code === openBracket) {
        if (!this.#open(code, previous)) end = 'broken';
      } else if (code === closeBrace || code === closeBracket) {
        end = this.#close(code);
      } else if (previous === quote && code !== comma && code !== colon) {
        end = 'broken';
      }
      previous = code;
      if (end !== 'open') break;
    }
    this.#where = where;
    this.#previous = previous;
    this.position = at;
    return end;
  }

  #open(code: number, previous: number): boolean {
    const inArray = this.#depth > 0 && (this.#arrays & 1) === 1;
    const valueMayStart = previous === colon || previous === openBracket || (previous === comma && inArray);
    if (!valueMayStart || this.#depth === maxDepth) return false;
    this.#depth++;
    this.#arrays = (this.#arrays << 1) | (code === openBracket ? 1 : 0);
    return true;
  }

  #close(code: number): ScanEnd {
    const expected = (this.#arrays & 1) === 1 ? closeBracket : closeBrace;
    if (code !== expected) return 'broken';
    this.#depth--;
    this.#arrays >>= 1;
    return this.#depth === 0 ? 'closed' : 'open';
  }
}

/**
 * Where to go on in a string that is open at `from`: at the next quote, at the backslash before it if it has one,
 * or at `to`.
 */
function skipString(text: string, from: number, to: number): number {
  const next = text.indexOf('"', from);
  const end = next === -1 || next > to ? to : next;
  let start = end;
  while (start > from && text.charCodeAt(start - 1) === backslash) start--;
  const escaped = (end - start) % 2 === 1;
  return escaped ? end - 1 : end;
}
