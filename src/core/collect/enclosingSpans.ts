import type { LineSpan } from '../ports.ts';

/** Nothing written by people is nested deeper, and time must not grow with the depth of what is not. */
const deepest = 32;

/**
 * Finds the spans around lines that are asked for in ascending order. The spans come outer before inner and nest, but
 * that one may end in the line where the next begins.
 */
export class EnclosingSpans<Span> {
  readonly #spans: readonly Span[];
  readonly #linesOf: (span: Span) => LineSpan;
  readonly #open: Span[] = [];
  #next = 0;

  constructor(spans: readonly Span[], linesOf: (span: Span) => LineSpan) {
    this.#spans = spans;
    this.#linesOf = linesOf;
  }

  /** Inner before outer; of very many, the inner ones. */
  around(line: number): readonly Span[] {
    this.#moveTo(line);
    return this.#open
      .slice(-deepest)
      .toReversed()
      .filter((span) => this.#linesOf(span).end >= line);
  }

  #moveTo(line: number): void {
    for (;;) {
      const span = this.#spans[this.#next];
      if (span === undefined || this.#linesOf(span).start > line) break;
      this.#close(this.#linesOf(span).start);
      this.#open.push(span);
      this.#next++;
    }
    this.#close(line);
  }

  #close(line: number): void {
    for (
      let top = this.#open.at(-1);
      top !== undefined && this.#linesOf(top).end < line;
      top = this.#open.at(-1)
    ) {
      this.#open.pop();
    }
  }
}
