import type { FileRef, Finding, Range } from '../finding.ts';
import { matchFinding, type Identifiable } from './matchFinding.ts';
import { isSameCode } from './codeOverlap.ts';
import { mergeFindings } from './mergeFindings.ts';

/** What earlier reviews found. */
export interface KnownFindings {
  /** Those in a file, dismissed and fixed ones too. */
  readonly inFile: (file: FileRef) => readonly Identifiable[];
  /** Whether any finding, of whatever file, has this name. */
  readonly has: (id: string) => boolean;
}

/** The file a finding is in, as far as it tells one finding from another. */
export interface FindingPlace {
  /** Where the file was before, when the change renames it. */
  readonly previousPath?: string;
  /** What stands at a range of the text under review. */
  readonly textAt?: (range: Range) => string;
}

/** `isRepeated`: it was there before, and this is what both come to; as it was when the repetition adds nothing. */
export interface Admitted {
  readonly finding: Finding;
  readonly isRepeated: boolean;
}

/**
 * Gives each finding of a review its identity and passes it once: several requests or passes, or one that repeats
 * itself, report it again. What an earlier review knows keeps the name it has there. The same claim about a second
 * copy of the same code is another finding and gets a name of its own.
 */
export class DuplicateFilter {
  readonly #known: KnownFindings;
  readonly #found = new Map<string, Finding[]>();
  readonly #names = new Set<string>();

  constructor(known: KnownFindings = { inFile: () => [], has: () => false }) {
    this.#known = known;
  }

  /** The finding under its name. */
  admit(finding: Finding, place: FindingPlace = {}): Admitted {
    const key = `${finding.file.root}\0${finding.file.path}`;
    const here = this.#found.get(key) ?? [];
    const repeated = matchFinding(finding, here, () => 'same-text');
    if (repeated !== undefined) {
      const merged = mergeFindings(repeated, finding);
      here[here.indexOf(repeated)] = merged;
      return { finding: merged, isRepeated: true };
    }
    const named = { ...finding, id: this.#nameFor(finding, place) };
    this.#names.add(named.id);
    here.push(named);
    this.#found.set(key, here);
    return { finding: named, isRepeated: false };
  }

  #nameFor(finding: Finding, { previousPath, textAt }: FindingPlace): string {
    const { file } = finding;
    const earlierFiles = previousPath === undefined ? [file] : [file, { ...file, path: previousPath }];
    const known = earlierFiles.flatMap((one) => this.#known.inFile(one));
    const earlier = matchFinding(
      finding,
      known.filter(({ id }) => !this.#names.has(id)),
      (one) => (one.file.path === file.path && stillStands(one, textAt) ? 'same-text' : 'later-text'),
    );
    if (earlier !== undefined) return earlier.id;
    for (let copy = 1; ; copy++) {
      const name = copy === 1 ? finding.id : `${finding.id}#${copy}`;
      if (!this.#names.has(name) && !this.#known.has(name)) return name;
    }
  }
}

/** The code of a known finding is where it was: the same code elsewhere is a copy of it. */
function stillStands({ anchor, quote }: Identifiable, textAt: FindingPlace['textAt']): boolean {
  return anchor.kind === 'exact' && textAt !== undefined && isSameCode(textAt(anchor.range), quote);
}
