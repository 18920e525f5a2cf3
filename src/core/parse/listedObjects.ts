import { ElementSearch } from './elementSearch.ts';
import { ObjectScanner } from './objectScanner.ts';
import { repairJson } from './repairJson.ts';

/** In UTF-16 units; a longer one is given up. */
const maxObjectLength = 128 * 1024;

/** One object of an answer, as parsed and nothing else; `repaired` tells that its JSON had to be mended. */
export interface ListedObject {
  readonly value: unknown;
  readonly repaired: boolean;
}

/**
 * Reads small answers, `{"verdicts":[{…},{…}]}`, as they arrive: each object that begins with one of the keys comes
 * out of the push that closes it. What stands around them, a list, a code fence, prose, does not matter, and an
 * object that is broken takes no other with it.
 */
export class ListedObjects {
  readonly #search: ElementSearch;
  readonly #object = new ObjectScanner();
  /** The object so far; undefined between two. */
  #text: string | undefined;

  constructor(keys: readonly string[]) {
    this.#search = new ElementSearch(new Set(keys), 0);
  }

  push(text: string): readonly ListedObject[] {
    const found: ListedObject[] = [];
    for (let at = 0; at < text.length;) {
      at =
        this.#text === undefined ? this.#findObject(text, at) : this.#readObject(text, at, this.#text, found);
    }
    return found;
  }

  #findObject(text: string, from: number): number {
    const at = this.#search.find(text, from);
    if (this.#search.found) {
      this.#text = this.#search.opened;
      this.#object.begin();
      this.#object.scan(this.#text, 0, this.#text.length);
    }
    return at;
  }

  #readObject(text: string, from: number, begun: string, found: ListedObject[]): number {
    const end = this.#object.scan(text, from, text.length);
    const { position } = this.#object;
    const whole = begun + text.slice(from, position);
    if (end === 'open' && whole.length <= maxObjectLength) {
      this.#text = whole;
      return position;
    }
    const read = end === 'closed' ? parseMended(whole) : undefined;
    if (read !== undefined) found.push(read);
    this.#text = undefined;
    this.#search.begin(0, false);
    return position;
  }
}

function parseMended(text: string): ListedObject | undefined {
  const value = parseJson(text);
  if (value !== undefined) return { value, repaired: false };
  const mended = repairJson(text);
  const again = mended === undefined ? undefined : parseJson(mended);
  return again === undefined ? undefined : { value: again, repaired: true };
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
