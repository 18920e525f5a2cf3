import { apostrophe, colon, comma, openBrace, quote, space } from './characters.ts';

const maxKeyLength = 16;

const between = 0;
const inKey = 1;
const afterKey = 2;

/**
 * Watches text of any kind, one character at a time, for something that looks like a key of an object: a word,
 * in quotes or right after an opening brace, and then a colon. It needs no knowledge of what came before, and
 * inside a sound JSON string it sees no key in double quotes, because there every quote has a backslash.
 */
export class KeyWatch {
  /** The last key. */
  key = '';
  /** The quote around it: `quote`, `apostrophe`, or 0 when it stands bare. */
  keyQuote = 0;
  /** Whether it is the first of its object. */
  first = false;
  /** What stood before the last opening brace, commas and white space aside; 0 for nothing. */
  beforeBrace = 0;
  #state = between;
  #previous = 0;

  /** Forgets everything; `previous` is the character that stands before what comes. */
  begin(previous = 0): void {
    this.#state = between;
    this.#previous = previous;
  }

  /** Whether `code` is the colon that completes a key. */
  feed(code: number): boolean {
    if (this.#state === inKey) {
      if (isWord(code) && this.key.length < maxKeyLength) {
        this.key += String.fromCharCode(code);
        return false;
      }
      if (this.keyQuote === 0 ? code <= space : code === this.keyQuote) {
        this.#state = afterKey;
        return false;
      }
      if (this.keyQuote === 0 && code === colon) return this.#complete();
    } else if (this.#state === afterKey) {
      if (code <= space) return false;
      if (code === colon) return this.#complete();
    }
    this.#lookForKey(code);
    return false;
  }

  #complete(): boolean {
    this.begin(colon);
    return true;
  }

  #lookForKey(code: number): void {
    this.#state = between;
    if (code <= space || code === comma) return;
    const quoted = code === quote || code === apostrophe;
    if (quoted || (this.#previous === openBrace && isWord(code))) {
      this.#state = inKey;
      this.keyQuote = quoted ? code : 0;
      this.key = quoted ? '' : String.fromCharCode(code);
      this.first = this.#previous === openBrace;
    } else if (code === openBrace) {
      this.beforeBrace = this.#previous;
    }
    this.#previous = code;
  }
}

/** The last key as the text of an object that has just begun, without the white space it came with. */
export function openedText(watch: KeyWatch): string {
  const mark = watch.keyQuote === 0 ? '' : String.fromCharCode(watch.keyQuote);
  return `{${mark}${watch.key}${mark}:`;
}

function isWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}
