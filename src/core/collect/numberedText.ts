import type { LineSpan } from '../ports.ts';

/** A text by its lines, as git counts them: from 1, a line ends at `\n`, and `\r` before it belongs to the end. */
export class NumberedText {
  readonly lines: readonly string[];
  /** Characters before each line, and at last all. */
  readonly #offsets: Float64Array;

  constructor(text: string) {
    const lines = text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    this.#offsets = new Float64Array(lines.length + 1);
    for (const [index, line] of lines.entries()) {
      const bare = line.endsWith('\r') ? line.slice(0, -1) : line;
      lines[index] = bare;
      this.#offsets[index + 1] = (this.#offsets[index] ?? 0) + bare.length;
    }
    this.lines = lines;
  }

  line(number: number): string {
    return this.lines[number - 1] ?? '';
  }

  /** True when the lines are at most so many, and not much longer than `width` on average. */
  fits({ start, end }: LineSpan, most: number, width: number): boolean {
    if (end - start + 1 > most) return false;
    const last = Math.min(end, this.lines.length);
    return (this.#offsets[last] ?? 0) - (this.#offsets[start - 1] ?? 0) <= most * width;
  }
}
