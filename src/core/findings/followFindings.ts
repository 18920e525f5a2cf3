import type { Finding, FindingState, Fix, FixEdit, Position, Range } from '../finding.ts';
import { splitLines } from './alignLines.ts';
import { originOf, sameRange } from './origin.ts';
import { trackVersions, type Place } from './trackVersions.ts';

/**
 * - `everything`: nothing is known of how the text came about (another branch, a reload): the reviewed text
 *   decides on every finding.
 * - `what-edits-lost`: edits were followed one by one and know better; only findings they lost hold of are
 *   looked for.
 */
export type FollowMode = 'everything' | 'what-edits-lost';

/**
 * The findings of one file in the text that is there now, in their order; those that are as they were come back
 * as the same objects. `present` is undefined when the file is gone. Findings whose reviewed text is not among
 * `reviewed` (by text id) stay where they are.
 */
export function followFindings(
  findings: readonly Finding[],
  present: string | undefined,
  reviewed: ReadonlyMap<string, string>,
  mode: FollowMode,
): readonly Finding[] {
  if (present === undefined) return findings.map(withoutFile);
  const lines = splitLines(present);
  const followed = new Map<Finding, Finding>();
  for (const [textId, group] of Map.groupBy(findings, (finding) => originOf(finding)?.textId)) {
    const text = textId === undefined ? undefined : reviewed.get(textId);
    if (text === undefined) continue;
    const wanted = group.filter((finding) => mode === 'everything' || needsLook(finding));
    const ranges = wanted.map((finding) => [
      originOf(finding)?.range ?? nowhere,
      ...(originOf(finding)?.fix?.edits.map((edit) => edit.range) ?? []),
    ]);
    const places = trackVersions(text, present, ranges.flat());
    let at = 0;
    for (const [index, finding] of wanted.entries()) {
      const count = ranges[index]?.length ?? 0;
      const [place = { kind: 'gone' }, ...edits] = places.slice(at, at + count);
      at += count;
      if (mode !== 'everything' && !isLost(finding) && !isWhereItIs(finding, place)) continue;
      const now = settle(finding, mode === 'everything' ? place : trustEdits(finding, place));
      followed.set(finding, withFix(now, finding, edits, lines));
    }
  }
  return findings.map((finding) => {
    const now = followed.get(finding) ?? finding;
    return isSame(now, finding) ? finding : now;
  });
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Whether edits lost hold of the finding, or of its fix. */
export function needsLook(finding: Finding): boolean {
  const origin = originOf(finding);
  return origin !== undefined && (isLost(finding) || (origin.fix !== undefined && finding.fix === undefined));
}

/** A finding fixed by an edit is looked for as well: undoing the edit brings it back. */
function isLost({ state }: Finding): boolean {
  return state === 'changed' || state === 'gone' || state === 'fixed';
}

function isWhereItIs({ anchor }: Finding, place: Place): boolean {
  return place.kind === 'kept' && anchor.kind !== 'none' && sameRange(anchor.range, place.range);
}

function withoutFile(finding: Finding): Finding {
  const isShown = finding.state === 'open' || finding.state === 'changed';
  return isShown && finding.anchor.kind !== 'none' ? { ...finding, state: 'gone' } : finding;
}

/** The user's own edit says where rewritten code is, unless it took the code away. */
function trustEdits(finding: Finding, place: Place): Place {
  if (place.kind === 'kept' || finding.state !== 'changed' || finding.anchor.kind === 'none') return place;
  const { range } = finding.anchor;
  return sameRange(range, { start: range.start, end: range.start }) ? place : { kind: 'changed', range };
}

function settle(finding: Finding, place: Place): Finding {
  if (finding.anchor.kind === 'none') return finding;
  const state = stateAt(finding.state, place);
  if (place.kind === 'gone') return { ...finding, state };
  return { ...finding, state, anchor: { ...finding.anchor, range: place.range } };
}

function stateAt(state: FindingState, { kind }: Place): FindingState {
  if (state === 'dismissed' || state === 'filtered') return state;
  if (kind === 'kept') return 'open';
  return state === 'fixed' ? 'fixed' : kind;
}

/** The fix as it fits now, or none: it must never be applied to a place it was not made for. */
function withFix(finding: Finding, was: Finding, edits: readonly Place[], lines: readonly string[]): Finding {
  const fix = originOf(finding)?.fix ?? finding.fix;
  if (fix === undefined) return finding;
  const places = originOf(finding)?.fix === undefined ? shiftedPlaces(fix, was, finding) : edits;
  const placed = fix.edits.flatMap((edit, at) => placeEdit(edit, places[at], lines) ?? []);
  return placed.length < fix.edits.length
    ? withoutFix(finding)
    : { ...finding, fix: { ...fix, edits: placed } };
}

/** A fix that came later has no place in the reviewed text: it goes where its finding goes, line by line. */
function shiftedPlaces(fix: Fix, was: Finding, now: Finding): readonly Place[] {
  const isOpen = was.state === 'open' && now.state === 'open';
  if (!isOpen || was.anchor.kind === 'none' || now.anchor.kind === 'none') return [];
  const lines = now.anchor.range.start.line - was.anchor.range.start.line;
  const shift = ({ line, character }: Position): Position => ({ line: line + lines, character });
  return fix.edits.map(({ range }) => ({
    kind: 'kept',
    range: { start: shift(range.start), end: shift(range.end) },
    moved: false,
  }));
}

function withoutFix(finding: Finding): Finding {
  const { fix, ...rest } = finding;
  return fix === undefined ? finding : rest;
}

/** Undefined unless the text that is to be replaced stands there to the letter, line ends aside. */
function placeEdit(edit: FixEdit, place: Place | undefined, lines: readonly string[]): FixEdit | undefined {
  if (place?.kind !== 'kept') return undefined;
  const { start } = place.range;
  const wanted = splitLines(edit.before);
  const end: Position = {
    line: start.line + wanted.length - 1,
    character: (wanted.length === 1 ? start.character : 0) + (wanted.at(-1)?.length ?? 0),
  };
  const isThere = wanted.every((text, at) => {
    const line = lines[start.line + at];
    const from = at === 0 ? start.character : 0;
    return at === wanted.length - 1
      ? line?.slice(from, from + text.length) === text
      : line?.slice(from) === text;
  });
  return isThere ? { ...edit, range: { start, end } } : undefined;
}

function isSame(a: Finding, b: Finding): boolean {
  if (a === b) return true;
  if (a.state !== b.state || a.anchor.kind === 'none' || b.anchor.kind === 'none') return false;
  return sameRange(a.anchor.range, b.anchor.range) && isSameFix(a.fix, b.fix);
}

function isSameFix(a: Fix | undefined, b: Fix | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.edits.length === b.edits.length &&
    a.edits.every((edit, at) => sameRange(edit.range, b.edits[at]?.range ?? nowhere))
  );
}
