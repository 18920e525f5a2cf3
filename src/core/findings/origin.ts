import { rangeOf, type Finding, type Fix, type Range } from '../finding.ts';

/** `Finding.origin`, and the fix as it fitted the reviewed text: a fix that no longer fits comes back with it. */
export interface Origin {
  readonly textId: string;
  readonly range: Range;
  readonly fix?: Fix;
}

export function originOf(finding: Finding): Origin | undefined {
  return finding.origin;
}

/** Ties a finding to the text it stands in now. Without a line there is nothing to tie. */
export function withOrigin(finding: Finding, textId: string): Finding {
  const range = rangeOf(finding);
  if (range === undefined) return finding;
  const origin: Origin = { textId, range, ...(finding.fix === undefined ? {} : { fix: finding.fix }) };
  return { ...finding, origin };
}

/** Keeps the fix with the origin, as long as the finding has not left the place it was found at. */
export function completeOrigin(finding: Finding): Finding {
  const origin = originOf(finding);
  if (origin === undefined || finding.fix === undefined || origin.fix !== undefined) return finding;
  const range = rangeOf(finding);
  return range !== undefined && sameRange(range, origin.range) ? withOrigin(finding, origin.textId) : finding;
}

export function sameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}
