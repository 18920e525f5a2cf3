import { closeBrace, closeBracket, comma, openBrace, space } from './characters.ts';
import { ElementSearch } from './elementSearch.ts';
import { FindingsOpening } from './findingsOpening.ts';
import { ObjectScanner } from './objectScanner.ts';
import { damagedItem, maxExcerptLength, type DamageReason, type ParsedItem } from './parsedItem.ts';
import { readElement } from './readElement.ts';
import { wireKeys } from './wireFinding.ts';

export type { DamageReason, ParsedItem } from './parsedItem.ts';

/** In UTF-16 units. */
export const maxElementLength = 256 * 1024;

/** How much text waits at most. */
const maxWaiting = 4096;

/** One answer to one `push` in many: nothing. */
const nothing: readonly ParsedItem[] = Object.freeze([]);

/**
 * - `opening`: before the findings.
 * - `between`: in the list, between two elements.
 * - `element`: in an element.
 * - `overlong`: in an element that has been given up as too long.
 * - `lost`: after damage, until something looks like the beginning of an element.
 * - `after`: the list is closed, the object around it is not.
 * - `done`: all further text is ignored.
 */
type State = 'opening' | 'between' | 'element' | 'overlong' | 'lost' | 'after' | 'done';

/**
 * Reads the model's answer, `{"findings":[…]}`, as it arrives, cut anywhere. Each finding comes out of the push
 * that holds its closing brace. What comes out does not depend on where the text is cut. Takes linear time, and
 * memory for one element.
 */
export class FindingParser {
  #state: State = 'opening';
  /** What holds the elements; `nothing`: they follow one another without a list around them. */
  #container: 'object' | 'array' | 'nothing' = 'nothing';
  #findings = 0;
  #closed = false;
  #items: ParsedItem[] = [];
  readonly #opening = new FindingsOpening(wireKeys);
  readonly #object = new ObjectScanner();
  readonly #search = new ElementSearch(wireKeys, maxExcerptLength);
  /** Text not read yet: without a closing brace no finding is complete, and reading more at once is faster. */
  #waiting = '';
  /** The element so far, without what stands in the piece at hand. */
  #element = '';
  #lastWasDamaged = false;
  /** The beginning of the answer. */
  #head = '';

  /** Findings given out so far. */
  get findings(): number {
    return this.#findings;
  }

  /** Whether the object or array of the answer was closed, so that the model had said all it wanted. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Takes the next piece of text; gives what it completes, in the order of the text. */
  push(text: string): readonly ParsedItem[] {
    this.#waiting += text;
    if (this.#waiting.length < maxWaiting && !text.includes('}')) return nothing;
    this.#readWaiting();
    return this.#items.length === 0 ? nothing : this.#takeItems();
  }

  /** No more text will come; gives what is wrong with the end of it. */
  end(): readonly ParsedItem[] {
    this.#readWaiting();
    if (this.#state === 'opening' && !this.#closed) {
      this.#damaged(this.#opening.open ? 'truncated' : 'no-findings', this.#head);
    } else if (this.#state === 'element') {
      this.#damaged('truncated', this.#element);
    } else if (this.#state === 'between' && this.#container !== 'nothing') {
      this.#damaged('truncated', '');
    } else if (this.#state === 'lost') {
      this.#reportSkipped();
    }
    this.#state = 'done';
    return this.#takeItems();
  }

  #readWaiting(): void {
    const text = this.#waiting;
    this.#waiting = '';
    if (this.#state === 'opening') this.#head = (this.#head + text).slice(0, maxExcerptLength);
    this.#read(text, 0);
  }

  #takeItems(): readonly ParsedItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  #read(text: string, from: number): void {
    let at = from;
    while (at < text.length) {
      switch (this.#state) {
        case 'element':
          at = this.#readElement(text, at);
          break;
        case 'between':
          at = this.#readBetween(text, at);
          break;
        case 'opening':
          at = this.#readOpening(text, at);
          break;
        case 'overlong':
          at = this.#readOverlong(text, at);
          break;
        case 'lost':
          at = this.#findElement(text, at);
          break;
        case 'after':
          at = this.#readAfter(text, at);
          break;
        case 'done':
          return;
      }
    }
  }

  #readOpening(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const opening = this.#opening.feed(text, at);
      if (opening === undefined) continue;
      this.#closed = false;
      if (opening.kind === 'element') {
        this.#container = opening.inArray ? 'array' : 'nothing';
        this.#beginElement(opening.text);
      } else if (opening.kind === 'list') {
        this.#container = 'object';
        this.#state = 'between';
      } else {
        this.#close();
      }
      return at + 1;
    }
    return text.length;
  }

  #readBetween(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === openBrace) {
        this.#beginElement('');
        return at;
      }
      if (code === closeBracket) {
        if (this.#container === 'object') {
          this.#object.beginInside(closeBracket);
          this.#state = 'after';
        } else {
          this.#close();
        }
        return at + 1;
      }
      if (code > space && code !== comma && code !== closeBrace) {
        // After a damaged element this is most likely the rest of it.
        this.#search.begin(closeBrace, !this.#lastWasDamaged && this.#container !== 'nothing');
        this.#state = 'lost';
        return at;
      }
    }
    return text.length;
  }

  #beginElement(text: string): void {
    this.#element = text;
    this.#object.begin();
    this.#object.scan(text, 0, text.length);
    this.#state = 'element';
  }

  #readElement(text: string, from: number): number {
    const to = Math.min(text.length, from + maxElementLength - this.#element.length);
    const end = this.#object.scan(text, from, to);
    const { position } = this.#object;
    this.#element += from === 0 && position === text.length ? text : text.slice(from, position);
    if (end === 'closed') {
      this.#take(readElement(this.#element));
      this.#element = '';
      this.#state = 'between';
    } else if (end === 'broken') {
      this.#lose();
    } else if (this.#element.length === maxElementLength) {
      this.#damaged('too-long', this.#element);
      this.#search.beginWithin(this.#element);
      this.#element = '';
      this.#state = 'overlong';
    }
    return position;
  }

  /** The end of the element is unknown: what was read of it may hold the beginning of the next. */
  #lose(): void {
    const element = this.#element;
    this.#damaged('not-json', element);
    this.#element = '';
    this.#search.begin(0, false);
    this.#state = 'lost';
    this.#read(element, 1);
  }

  #readOverlong(text: string, from: number): number {
    const end = this.#object.scan(text, from, text.length);
    this.#search.pass(text, from, this.#object.position);
    if (end === 'closed') this.#state = 'between';
    else if (end === 'broken') this.#state = 'lost';
    return this.#object.position;
  }

  #findElement(text: string, from: number): number {
    const at = this.#search.find(text, from);
    if (this.#search.found) {
      this.#reportSkipped();
      this.#beginElement(this.#search.opened);
    }
    return at;
  }

  #reportSkipped(): void {
    const skipped = this.#search.takeSkipped();
    if (skipped !== undefined) this.#damaged('not-json', skipped);
  }

  #readAfter(text: string, from: number): number {
    const end = this.#object.scan(text, from, text.length);
    const { position } = this.#object;
    if (end === 'closed') this.#close();
    if (end === 'broken') {
      // Either the bracket was one too many, or the brace after it is missing: only the first has elements here.
      this.#search.begin(closeBrace, false);
      this.#search.pass(text, position - 1, position);
      this.#state = 'lost';
    }
    return position;
  }

  #close(): void {
    this.#closed = true;
    // An empty list amid prose may be an example that the answer follows.
    this.#state = this.#findings === 0 && this.#opening.afterProse ? 'opening' : 'done';
  }

  #damaged(reason: DamageReason, text: string): void {
    this.#take(damagedItem(reason, text));
  }

  #take(item: ParsedItem): void {
    this.#lastWasDamaged = item.kind === 'damaged';
    if (item.kind === 'finding') this.#findings++;
    this.#items.push(item);
  }
}
