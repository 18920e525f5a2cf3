import type { ImportedPlace } from '../anchor/placeImported.ts';
import type { LineIndex } from '../anchor/lineIndex.ts';
import type { Anchor, FileRef, Finding } from '../finding.ts';
import { fingerprint } from '../findings/fingerprint.ts';
import { withOrigin } from '../findings/origin.ts';
import type { ImportedFinding } from '../report/sarifRead.ts';

/** A text as it was when findings were placed in it. */
export interface PlacedText {
  readonly file: FileRef;
  readonly index: LineIndex;
  /** See `textIdOf`. */
  readonly textId: string;
}

/** One result of another tool, with its file and its place there; undefined for what was not found. */
export interface PlacedImport {
  readonly imported: ImportedFinding;
  readonly text: PlacedText | undefined;
  readonly place: ImportedPlace | undefined;
}

/**
 * The findings among placed results that can be shown in an editor: open ones, in a file that is here, whose code
 * still is. The same result has the same id in a later import; of equal ones in a file each has its own.
 */
export function importedFindings(placed: readonly PlacedImport[], reviewId: string): readonly Finding[] {
  const copies = new Map<string, number>();
  return placed.flatMap(({ imported, text, place }) => {
    if (imported.state !== 'open' || text === undefined || place?.kind === 'absent') return [];
    const finding = findingOf(imported, text, place, reviewId);
    const copy = (copies.get(finding.id) ?? 0) + 1;
    copies.set(finding.id, copy);
    return withOrigin(copy === 1 ? finding : { ...finding, id: `${finding.id}#${copy}` }, text.textId);
  });
}

function findingOf(
  { tool, rule, severity, category, cwe, title, explanation, confidence }: ImportedFinding,
  { file, index }: PlacedText,
  place: Exclude<ImportedPlace, { kind: 'absent' }> | undefined,
  reviewId: string,
): Finding {
  const quote =
    place === undefined
      ? ''
      : index.text.slice(index.offsetAt(place.range.start), index.offsetAt(place.range.end));
  // Where its tool does not say: weaknesses are a matter of security, and all else may be one of correctness.
  const kind = category ?? (cwe === undefined ? 'bug' : 'security');
  return {
    id: fingerprint(file.path, '', kind, [tool, rule, title, quote].join(' ')),
    file,
    anchor: anchorOf(place),
    quote,
    severity,
    category: kind,
    ...(rule === undefined ? {} : { rule }),
    ...(cwe === undefined ? {} : { cwe }),
    title,
    explanation,
    confidence: confidence ?? 1,
    state: 'open',
    reviewId,
    tool,
  };
}

function anchorOf(place: Exclude<ImportedPlace, { kind: 'absent' }> | undefined): Anchor {
  switch (place?.kind) {
    case 'checked':
      return { kind: 'exact', range: place.range };
    case 'moved':
      return { kind: 'relocated', range: place.range, similarity: 1 };
    case 'unchecked':
      return { kind: 'line-only', range: place.range };
    case undefined:
      return { kind: 'none', reason: 'no-line-no-quote' };
  }
}
