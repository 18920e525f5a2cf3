import {
  apostrophe,
  backtick,
  byteOrderMark,
  closeBrace,
  closeBracket,
  colon,
  openBrace,
  openBracket,
  quote,
  space,
} from './characters.ts';
import { KeyWatch, openedText } from './keyWatch.ts';
import { ObjectScanner } from './objectScanner.ts';

/**
 * Where the findings begin.
 * - `list`: after the bracket of `"findings": [`.
 * - `element`: inside the first element, of which `text` has been read; `inArray` when a bracket stands before it.
 * - `empty`: the answer is `[]`.
 */
export type Opening =
  | { readonly kind: 'list' }
  | { readonly kind: 'element'; readonly text: string; readonly inArray: boolean }
  | { readonly kind: 'empty' };

/**
 * Looks for the beginning of the findings, past a byte-order mark, a code fence, prose, and other keys.
 * The answer may also be an array of findings, or findings one after the other.
 */
export class FindingsOpening {
  readonly #keys: ReadonlySet<string>;
  readonly #watch = new KeyWatch();
  readonly #object = new ObjectScanner();
  #inObject = false;
  #objectSeen = false;
  #findingsKey = false;
  #begun = false;
  #prose = false;
  #fenceLine = false;
  #previous = 0;

  /** `keys` are those a finding may begin with. */
  constructor(keys: ReadonlySet<string>) {
    this.#keys = keys;
  }

  /** Whether something other than JSON stood before the JSON, so that the JSON may have been an example. */
  get afterProse(): boolean {
    return this.#prose;
  }

  /** Whether the JSON has begun and not ended. */
  get open(): boolean {
    const atStart = this.#begun && !this.#prose && !this.#objectSeen;
    return this.#inObject || (atStart && this.#previous !== closeBrace && this.#previous !== closeBracket);
  }

  /** Reads one character; the opening, if this completes one. */
  feed(text: string, at: number): Opening | undefined {
    const code = text.charCodeAt(at);
    this.#noteProse(code);
    if (this.#inObject) this.#inObject = this.#object.scan(text, at, at + 1) === 'open';
    if (this.#watch.feed(code)) return this.#atKey();
    if (code <= space) return undefined;
    const previous = this.#previous;
    this.#previous = code;
    if (this.#findingsKey) {
      this.#findingsKey = false;
      if (code === openBracket) return { kind: 'list' };
    }
    const isEmptyArray = code === closeBracket && previous === openBracket && !this.#inObject;
    return isEmptyArray && !this.#prose ? { kind: 'empty' } : undefined;
  }

  #atKey(): Opening | undefined {
    const { key, keyQuote, first, beforeBrace } = this.#watch;
    this.#previous = colon;
    // Within an object an apostrophe may stand in a string, where anything can look like a key.
    this.#findingsKey =
      key === 'findings' && (keyQuote === quote || (keyQuote === apostrophe && !this.#inObject));
    if (this.#inObject || !first) return undefined;
    const inArray = beforeBrace === openBracket;
    if ((keyQuote === quote && this.#keys.has(key)) || (inArray && !this.#prose)) {
      return { kind: 'element', text: openedText(this.#watch), inArray };
    }
    if (keyQuote === quote) {
      this.#object.beginInside(colon);
      this.#inObject = true;
      this.#objectSeen = true;
    }
    return undefined;
  }

  #noteProse(code: number): void {
    if (this.#begun) return;
    if (code === backtick) this.#fenceLine = true;
    else if (code === 0x0a) this.#fenceLine = false;
    else if (code > space && code !== byteOrderMark && (!this.#fenceLine || isBracket(code))) {
      this.#begun = true;
      this.#prose = !isBracket(code);
    }
  }
}

function isBracket(code: number): boolean {
  return code === openBracket || code === openBrace;
}
