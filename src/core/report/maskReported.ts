import type { SecretScanner, SecretSpan } from '../ports.ts';
import type { ReportedFinding } from './reviewReport.ts';

/** What stands for a secret in what leaves the program; nobody has to put it back. */
const mask = 'MASKED_SECRET';

/**
 * Findings as they may leave this machine, in a tool's answer or a file to be shared: the code they quote, show and
 * propose is the real one, with the secrets that no review sends. A fix that holds one is left out.
 */
export async function maskReported(
  findings: readonly ReportedFinding[],
  scanner: SecretScanner,
): Promise<readonly ReportedFinding[]> {
  const masked: ReportedFinding[] = [];
  for (const finding of findings) masked.push(await maskOne(finding, scanner));
  return masked;
}

async function maskOne(finding: ReportedFinding, scanner: SecretScanner): Promise<ReportedFinding> {
  const { file, quote, excerpt, fix } = finding;
  const texts = [
    quote,
    ...(excerpt === undefined ? [] : [excerpt.lines.join('\n')]),
    ...(fix?.edits ?? []).flatMap(({ before, after }) => [before, after]),
  ];
  // What one text gives away may stand in another that says nothing about it.
  const secrets = new Set<string>();
  for (const text of texts)
    for (const span of await scanner.scan(file, text))
      for (const line of linesOf(text, span)) secrets.add(line);
  if (secrets.size === 0) return finding;
  const longestFirst = [...secrets].toSorted((a, b) => b.length - a.length);
  const without = (text: string): string =>
    longestFirst.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
  // Written into the file, the mask would take the place of the secret.
  const isClean = fix?.edits.every(
    ({ before, after }) => without(before) === before && without(after) === after,
  );
  const { fix: _fix, ...rest } = finding;
  return {
    ...(isClean === true ? finding : rest),
    quote: without(quote),
    ...(excerpt === undefined ? {} : { excerpt: { ...excerpt, lines: excerpt.lines.map(without) } }),
  };
}

/** A secret of several lines stands in each of them. */
function linesOf(text: string, { start, end }: SecretSpan): readonly string[] {
  return text
    .slice(start, end)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
