import { rangeOf, type Finding, type Position } from '../finding.ts';
import { absolutePathOf } from './findingTable.ts';

/** A place in a file; `path` is absolute, with `/`. */
export interface FindingPlace {
  readonly path: string;
  readonly position: Position;
}

/**
 * The finding that begins after (or before) a place, file by file in the order of their paths, and round again from the
 * end. Without a place the first one (or the last). Undefined when none has a line.
 */
export function nextFinding(
  findings: readonly Finding[],
  from: FindingPlace | undefined,
  direction: 'next' | 'previous',
): Finding | undefined {
  const sign = direction === 'next' ? 1 : -1;
  let following: Finding | undefined;
  let first: Finding | undefined;
  for (const finding of findings) {
    const place = placeOf(finding);
    if (place === undefined) continue;
    const isBefore = (other: Finding | undefined): boolean => {
      const known = other === undefined ? undefined : placeOf(other);
      return known === undefined || sign * compare(place, known) < 0;
    };
    if (isBefore(first)) first = finding;
    if (from !== undefined && sign * compare(place, from) > 0 && isBefore(following)) following = finding;
  }
  return following ?? first;
}

export function placeOf(finding: Finding): FindingPlace | undefined {
  const range = rangeOf(finding);
  return range === undefined ? undefined : { path: absolutePathOf(finding.file), position: range.start };
}

function compare(a: FindingPlace, b: FindingPlace): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.position.line - b.position.line || a.position.character - b.position.character;
}
