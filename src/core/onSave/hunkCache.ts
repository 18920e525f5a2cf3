/** What stands in the way of remembering everything: a key and its ids take some 200 bytes. */
const mostHunks = 5_000;

/**
 * Hunks that were reviewed, by a key made of their content, each with the ids of what was found in it. The ones
 * not asked for the longest are forgotten first.
 */
export class HunkCache {
  readonly #limit: number;
  readonly #findings = new Map<string, readonly string[]>();

  constructor(limit = mostHunks) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#findings.size;
  }

  /** Ids of what was found in a hunk; undefined when it was not reviewed. */
  get(key: string): readonly string[] | undefined {
    const found = this.#findings.get(key);
    if (found !== undefined) this.#put(key, found);
    return found;
  }

  add(key: string, findings: readonly string[]): void {
    this.#put(key, findings);
    const [oldest] = this.#findings.keys();
    if (this.#findings.size > this.#limit && oldest !== undefined) this.#findings.delete(oldest);
  }

  clear(): void {
    this.#findings.clear();
  }

  #put(key: string, findings: readonly string[]): void {
    this.#findings.delete(key);
    this.#findings.set(key, findings);
  }
}
