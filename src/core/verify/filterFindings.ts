import type { Finding } from '../finding.ts';

/** Passes each finding of a review once: several requests, or one that repeats itself, report it again. */
export class DuplicateFilter {
  readonly #seen = new Set<string>();

  isNew(finding: Finding): boolean {
    if (this.#seen.has(finding.id)) return false;
    this.#seen.add(finding.id);
    return true;
  }
}
