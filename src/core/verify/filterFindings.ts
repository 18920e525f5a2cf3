import { rangeOf, type Finding } from '../finding.ts';

/**
 * Passes each finding of a review once: several requests, or one that repeats itself, report it again. The same
 * claim about a second copy of the same code is another finding and gets an identity of its own.
 */
export class DuplicateFilter {
  readonly #places = new Map<string, Set<string>>();

  /** Undefined when the finding was there before. */
  admit(finding: Finding): Finding | undefined {
    const { start } = rangeOf(finding) ?? {};
    const place = start === undefined ? '' : `${start.line}:${start.character}`;
    const known = this.#places.get(finding.id);
    if (known === undefined) {
      this.#places.set(finding.id, new Set([place]));
      return finding;
    }
    if (known.has(place)) return undefined;
    known.add(place);
    return { ...finding, id: `${finding.id}#${known.size}` };
  }
}
