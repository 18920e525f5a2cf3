import type { QuotedLine, Indent } from './lineIndent.ts';

/**
 * From tabs to spaces or back, where a quote has one and the file the other; undefined where both have the same, or
 * the lines do not agree on how many spaces make a tab. Spaces that make no whole step stay.
 */
export function unitConverter(pairs: readonly QuotedLine[]): Indent | undefined {
  const toTabs = stepOf(pairs.map(({ quoted, file }) => [quoted, file]));
  if (toTabs !== undefined)
    return (given) =>
      given.includes('\t')
        ? given
        : '\t'.repeat(Math.floor(given.length / toTabs)) + ' '.repeat(given.length % toTabs);
  const toSpaces = stepOf(pairs.map(({ quoted, file }) => [file, quoted]));
  return toSpaces === undefined ? undefined : (given) => given.replaceAll('\t', ' '.repeat(toSpaces));
}

/** Spaces for one tab, from pairs of spaces and tabs. */
function stepOf(pairs: readonly (readonly [spaces: string, tabs: string])[]): number | undefined {
  const steps = new Set<number>();
  for (const [spaces, tabs] of pairs) {
    if (spaces === tabs) continue;
    const count = /^\t+/.exec(tabs)?.[0].length ?? 0;
    if (spaces === '' || /[^ ]/.test(spaces) || count === 0) return undefined;
    steps.add((spaces.length - (tabs.length - count)) / count);
  }
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Number.isInteger(step) && step > 0 ? step : undefined;
}
