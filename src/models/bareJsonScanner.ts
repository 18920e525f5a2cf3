/**
 * Finds the JSON objects of a body that has no framing: a bare `{"error": …}`, an array of them, or the array
 * of answers that the service sends when nobody asked for an event stream. Line by line, in linear time.
 * What stands between the objects (brackets, commas) is skipped.
 */
export class BareJsonScanner {
  #pieces: string[] = [];
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Whether an object has begun and is not closed. */
  get open(): boolean {
    return this.#depth > 0;
  }

  reset(): void {
    this.#pieces = [];
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
  }

  /** The objects this line completes. `line` is without its line end. */
  take(line: string): string[] {
    const complete: string[] = [];
    let start = 0;
    for (let at = 0; at < line.length; at++) {
      const char = line[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (char === '\\') this.#escaped = true;
        else if (char === '"') this.#inString = false;
      } else if (char === '{') {
        if (this.#depth === 0) start = at;
        this.#depth++;
      } else if (char === '"' && this.#depth > 0) {
        this.#inString = true;
      } else if (char === '}' && this.#depth > 0) {
        this.#depth--;
        if (this.#depth > 0) continue;
        this.#pieces.push(line.slice(start, at + 1));
        complete.push(this.#pieces.join('\n'));
        this.#pieces = [];
      }
    }
    if (this.#depth > 0) this.#pieces.push(line.slice(start));
    return complete;
  }
}
