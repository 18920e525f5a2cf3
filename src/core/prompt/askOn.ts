import { rangeOf, type Finding } from '../finding.ts';

/**
 * The last part of a request that asks on after an answer ended early: it goes behind the same contents, so that
 * the service can reuse all in front of it. `known` are the findings that came.
 */
export function askOn(known: readonly Finding[], quoteLess: boolean): string {
  const lines = known.map((finding) => {
    const line = rangeOf(finding)?.start.line;
    const place = line === undefined ? finding.file.path : `${finding.file.path}:${line + 1}`;
    return `- ${JSON.stringify(place)} ${JSON.stringify(finding.title)}`;
  });
  const parts = ['Your answer ended before it was complete.'];
  if (lines.length > 0) {
    parts.push(
      `These findings have arrived and are known. Leave them out and report only what is missing:\n${lines.join('\n')}`,
    );
  }
  if (quoteLess) parts.push('Quote at most one line of code in each finding.');
  return `${parts.join('\n')}\n`;
}
