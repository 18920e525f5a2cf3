import { closeBrace, quote } from './characters.ts';
import { KeyWatch, openedText } from './keyWatch.ts';

/** Enough to hold the beginning of an element up to its first key. */
const tailLength = 256;

/**
 * Looks for the beginning of the next element in text whose structure is lost: an opening brace and one of the
 * keys of an element.
 */
export class ElementSearch {
  readonly #keys: ReadonlySet<string>;
  readonly #maxSkipped: number;
  readonly #watch = new KeyWatch();
  #skipped: string | undefined;
  #found = false;

  /** `keys` are those an element may begin with. */
  constructor(keys: ReadonlySet<string>, maxSkipped: number) {
    this.#keys = keys;
    this.#maxSkipped = maxSkipped;
  }

  /** Whether the last `find` found the beginning of an element. */
  get found(): boolean {
    return this.#found;
  }

  /** What has been read of the element that was found. */
  get opened(): string {
    return openedText(this.#watch);
  }

  /** Begins anew after the character `previous`, 0 for none; `collect` keeps the beginning of what is passed over. */
  begin(previous: number, collect: boolean): void {
    this.#watch.begin(previous);
    this.#skipped = collect ? '' : undefined;
  }

  /** Begins anew in the midst of an element, whose end is `text`. */
  beginWithin(text: string): void {
    this.begin(0, false);
    this.pass(text, Math.max(0, text.length - tailLength), text.length);
  }

  /** Reads text in which no element can begin, though one may begin after it with the end of it. */
  pass(text: string, from: number, to: number): void {
    for (let at = from; at < to; at++) this.#watch.feed(text.charCodeAt(at));
  }

  /** Reads `text` up to the first key of an element, or all of it; gives the index after what it read. */
  find(text: string, from: number): number {
    let at = from;
    this.#found = false;
    while (at < text.length && !this.#found) {
      this.#found = this.#watch.feed(text.charCodeAt(at++)) && this.#opensElement();
    }
    if (this.#skipped !== undefined && this.#skipped.length < this.#maxSkipped) {
      this.#skipped = (this.#skipped + text.slice(from, at)).slice(0, this.#maxSkipped);
    }
    return at;
  }

  /** The beginning of what was passed over, if it was to be collected and is more than brackets and commas. */
  takeSkipped(): string | undefined {
    const skipped = this.#found ? this.#skipped?.replace(/\{[^{]*$/, '') : this.#skipped;
    this.#skipped = undefined;
    return skipped !== undefined && /[^\s,\]}`]/.test(skipped) ? skipped : undefined;
  }

  #opensElement(): boolean {
    const { key, keyQuote, first, beforeBrace } = this.#watch;
    if (!first || !this.#keys.has(key)) return false;
    // `{ file:` and `{'file':` are everyday code, which a damaged quote may hold: they need a `}` before them.
    return keyQuote === quote || beforeBrace === closeBrace;
  }
}
