import type { FileRef, Finding } from '../finding.ts';
import { matchFinding, type Identifiable } from './matchFinding.ts';
import { mergeFindings } from './mergeFindings.ts';

/**
 * Gives each finding of a review its identity and passes it once: several requests or passes, or one that repeats
 * itself, report it again. What an earlier review knows keeps the name it has there. The same claim about a second
 * copy of the same code is another finding and gets a name of its own.
 */
export class DuplicateFilter {
  readonly #knownIn: (file: FileRef) => readonly Identifiable[];
  readonly #found = new Map<string, Finding[]>();
  readonly #names = new Set<string>();

  /**
   * `knownIn`: the findings of earlier reviews in a file, dismissed and fixed ones too; those under the path it had
   * before, when it was renamed.
   */
  constructor(knownIn: (file: FileRef) => readonly Identifiable[] = () => []) {
    this.#knownIn = knownIn;
  }

  /**
   * The finding under its name; when it was there before, what both come to under the name of the first.
   * Undefined when that is nothing new.
   */
  admit(finding: Finding): Finding | undefined {
    const key = `${finding.file.root}\0${finding.file.path}`;
    const here = this.#found.get(key) ?? [];
    const repeated = matchFinding(finding, here, 'same-text');
    if (repeated !== undefined) {
      const merged = mergeFindings(repeated, finding);
      if (merged === repeated) return undefined;
      here[here.indexOf(repeated)] = merged;
      return merged;
    }
    const named = { ...finding, id: this.#nameFor(finding) };
    this.#names.add(named.id);
    here.push(named);
    this.#found.set(key, here);
    return named;
  }

  #nameFor(finding: Finding): string {
    const known = this.#knownIn(finding.file).filter(({ id }) => !this.#names.has(id));
    const earlier = matchFinding(finding, known, 'later-text');
    if (earlier !== undefined) return earlier.id;
    const taken = new Set([...this.#names, ...known.map(({ id }) => id)]);
    for (let copy = 1; ; copy++) {
      const name = copy === 1 ? finding.id : `${finding.id}#${copy}`;
      if (!taken.has(name)) return name;
    }
  }
}
