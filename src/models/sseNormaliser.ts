import { BareJsonScanner } from './bareJsonScanner.ts';

/**
 * Cuts the body of an answer into the JSON texts of its events, whatever its framing and wherever the
 * bytes were cut: LF, CR, CRLF, a byte-order mark, comments, `event:`, `id:` and `retry:` lines, data over
 * several lines, and objects that stand in the body without any framing, alone or in an array.
 * `[DONE]` and empty events are dropped. A payload is not checked to be JSON.
 * Format: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class SseNormaliser {
  readonly #decoder = new TextDecoder();
  readonly #bare = new BareJsonScanner();
  /** The pieces of a line whose end has not come yet. */
  #line: string[] = [];
  #endedWithCr = false;
  #data: string[] = [];
  #held = 0;
  #foreign = false;

  /** Characters kept for an event that is not complete. */
  get held(): number {
    return this.#held;
  }

  /** Whether a line came that is neither of an event stream nor JSON. */
  get sawForeignText(): boolean {
    return this.#foreign;
  }

  /** The payloads that these bytes complete. */
  push(bytes: Uint8Array): string[] {
    return this.#takeText(this.#decoder.decode(bytes, { stream: true }));
  }

  /**
   * The payloads that the end of the body completes: the last event may lack its blank line, but one that
   * was cut inside its JSON is dropped.
   */
  end(): string[] {
    const payloads = this.#takeText(this.#decoder.decode());
    const line = this.#line.join('');
    this.#line = [];
    if (line !== '') payloads.push(...this.#takeLine(line));
    return [...payloads, ...this.#dispatch().filter(isJson)];
  }

  #takeText(text: string): string[] {
    const payloads: string[] = [];
    // The CR before this LF has ended its line already.
    let start = this.#endedWithCr && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#endedWithCr = text.endsWith('\r');
    const lineEnd = /\r\n|\r|\n/g;
    lineEnd.lastIndex = start;
    for (let end = lineEnd.exec(text); end !== null; end = lineEnd.exec(text)) {
      this.#line.push(text.slice(start, end.index));
      this.#held += end.index - start;
      const line = this.#line.join('');
      this.#line = [];
      payloads.push(...this.#takeLine(line));
      if (this.#data.length === 0 && !this.#bare.open) this.#held = 0;
      start = lineEnd.lastIndex;
    }
    if (start < text.length) {
      this.#line.push(text.slice(start));
      this.#held += text.length - start;
    }
    return payloads;
  }

  #takeLine(line: string): string[] {
    if (this.#bare.open) {
      // No line of JSON starts like this, so the object in front of it will never be closed.
      if (!line.startsWith('data:')) return this.#bare.take(line);
      this.#bare.reset();
      this.#foreign = true;
    }
    if (line === '') return this.#dispatch();
    if (line.startsWith(':')) return [];
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    switch (field) {
      case 'data': {
        const value = colon === -1 ? '' : line.slice(colon + 1);
        this.#data.push(value.startsWith(' ') ? value.slice(1) : value);
        return [];
      }
      case 'event':
      case 'id':
      case 'retry':
        return [];
      default:
        if (/^\s*[[{,\]]/.test(line)) return this.#bare.take(line);
        if (line.trim() !== '') this.#foreign = true;
        return [];
    }
  }

  #dispatch(): string[] {
    const payload = this.#data.join('\n').trim();
    this.#data = [];
    return payload === '' || payload === '[DONE]' ? [] : [payload];
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
