import { anchorFinding } from '../anchor/anchorFinding.ts';
import { createLineIndex, type LineIndex } from '../anchor/lineIndex.ts';
import { RemovedCode } from '../anchor/removedCode.ts';
import { repairPath } from '../anchor/repairPath.ts';
import type { ChangedFile } from '../change.ts';
import type { Anchor, FileRef, Finding, Range, RawFinding } from '../finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import type { FindingPlace } from '../verify/filterFindings.ts';
import { proposeFix } from '../verify/fixGate.ts';

/** The texts of one request, found by the path the model gives, each indexed at the first finding in it. */
export class TextsUnderReview {
  readonly #byLabel: ReadonlyMap<string, ChangedFile>;
  readonly #labels: readonly string[];
  readonly #indexes = new Map<ChangedFile, IndexedText>();

  constructor(files: readonly ChangedFile[]) {
    this.#byLabel = new Map(files.map((file) => [file.label, file]));
    this.#labels = [...this.#byLabel.keys()];
  }

  find(claimedPath: string): ChangedFile | undefined {
    const label = repairPath(claimedPath, this.#labels);
    return label === undefined ? undefined : this.#byLabel.get(label);
  }

  /** What tells the findings of a file from one another. */
  placeIn(file: ChangedFile | undefined): FindingPlace {
    const index = file === undefined ? undefined : this.index(file);
    return {
      ...(file?.previousPath === undefined ? {} : { previousPath: file.previousPath }),
      ...(index === undefined ? {} : { textAt: (range) => textAt(range, index.lines) }),
    };
  }

  /** Undefined for a deleted file. */
  index(file: ChangedFile): IndexedText | undefined {
    if (file.text === undefined) return undefined;
    const known = this.#indexes.get(file);
    if (known !== undefined) return known;
    const indexed = { lines: createLineIndex(file.text), removed: new RemovedCode(file.hunks) };
    this.#indexes.set(file, indexed);
    return indexed;
  }
}

/** A reviewed text, ready to be searched, with what its change took away. */
export interface IndexedText {
  readonly lines: LineIndex;
  readonly removed: RemovedCode;
}

/**
 * Puts one raw finding on its place in the reviewed text, with its identity and, where it stands on exact
 * ground, its fix. `fallbackRoot` is the repository that a finding in an unknown file is listed under.
 */
export function placeFinding(
  raw: RawFinding,
  texts: TextsUnderReview,
  review: { readonly id: string; readonly modelVersion: string | undefined; readonly fallbackRoot: string },
): Finding {
  const file = texts.find(raw.file);
  const index = file === undefined ? undefined : texts.index(file);
  const ref: FileRef = file?.ref ?? { root: review.fallbackRoot, path: unknownPath(raw.file) };
  const anchor: Anchor =
    file === undefined
      ? { kind: 'none', reason: 'unknown-file' }
      : index === undefined
        ? { kind: 'none', reason: 'file-deleted' }
        : anchorFinding(raw, index.lines, index.removed);
  const code = (index === undefined ? undefined : codeAt(anchor, index.lines)) ?? raw.quote;
  const fix = file?.text === undefined ? undefined : proposeFix(raw, anchor, file.text);
  return {
    id: fingerprint(ref.path, code, raw.category, raw.title),
    file: ref,
    anchor,
    quote: raw.quote,
    severity: raw.severity,
    category: raw.category,
    ...(raw.rule === undefined ? {} : { rule: raw.rule }),
    ...(raw.cwe === undefined ? {} : { cwe: raw.cwe }),
    title: raw.title,
    explanation: raw.explanation,
    confidence: raw.confidence,
    ...(fix === undefined ? {} : { fix }),
    state: 'open',
    reviewId: review.id,
    ...(review.modelVersion === undefined ? {} : { modelVersion: review.modelVersion }),
  };
}

/** The quoted code as the text has it; undefined where the quote does not stand. */
function codeAt(anchor: Anchor, lines: LineIndex): string | undefined {
  if (anchor.kind === 'none' || anchor.kind === 'line-only') return undefined;
  return textAt(anchor.range, lines);
}

function textAt({ start, end }: Range, lines: LineIndex): string {
  return lines.text.slice(lines.offsetAt(start), lines.offsetAt(end));
}

/**
 * A path that no file of the review has, as it may be listed: relative and within the root, without what a reader does
 * not see. The model may have been made to name any file of the machine.
 */
function unknownPath(claimed: string): string {
  const parts = claimed
    .replace(/[^\x20-\x7e\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ufefe\uff00-\uffff]/g, '')
    .toWellFormed()
    .split(/[/\\]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.length === 0 ? '?' : parts.join('/');
}
