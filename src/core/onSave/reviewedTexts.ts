/** Characters of all texts together; 16 MB of memory at most. */
const mostCharacters = 8_000_000;

export interface ReviewedText {
  readonly text: string;
  /** The commit that was checked out then; undefined without git. */
  readonly commit?: string;
}

/**
 * The text of the last review of each file. Those reviewed the longest ago are forgotten when there are too many: such
 * a file is compared with its last commit again.
 */
export class ReviewedTexts {
  readonly #limit: number;
  readonly #texts = new Map<string, ReviewedText>();
  #characters = 0;

  constructor(limit = mostCharacters) {
    this.#limit = limit;
  }

  /** `path` is absolute. */
  get(path: string): ReviewedText | undefined {
    return this.#texts.get(path);
  }

  keep(path: string, reviewed: ReviewedText): void {
    this.forget(path);
    this.#texts.set(path, reviewed);
    this.#characters += reviewed.text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#characters <= this.#limit) break;
      this.forget(oldest);
    }
  }

  forget(path: string): void {
    this.#characters -= this.#texts.get(path)?.text.length ?? 0;
    this.#texts.delete(path);
  }

  clear(): void {
    this.#texts.clear();
    this.#characters = 0;
  }
}
