import {
  indentOf,
  isBlank,
  keptWith,
  type ChosenIndent,
  type Indent,
  type QuotedLine,
  type Surroundings,
} from './lineIndent.ts';

/**
 * How to indent a replacement whose first line begins at the left edge: all of its lines do, and need what stands in
 * front of the file's `first` line; or it alone does, and the others stand where they belong.
 */
export function fromTheLeft(
  lines: readonly string[],
  first: string,
  pairs: readonly QuotedLine[],
  { file, quotedFirst, isPart, text }: Surroundings,
): ChosenIndent {
  const all: Indent = (given) => first + given;
  const firstOnly: Indent = (given, at) => (at === 0 ? first : given);
  const [opening = '', ...rest] = lines.filter((line) => !isBlank(line));
  const [second] = rest;
  if (second === undefined) return { indent: firstOnly, sure: true };

  const quotedRest = pairs.slice(1);
  if (quotedRest.length > 0 && (isPart || quotedFirst !== first)) {
    if (quotedRest.every((pair) => pair.file === pair.quoted)) return { indent: firstOnly, sure: true };
    if (quotedRest.every((pair) => pair.file === first + pair.quoted)) return { indent: all, sure: true };
  }

  const step = stepBetween(opening, second);
  const [ifAll, ifFirstOnly] = [indentOf(second).length, indentOf(second).length - first.length];
  const isAllLikely = step === 'in' ? ifAll > 0 : ifAll === 0;
  const isFirstOnlyLikely = step === 'in' ? ifFirstOnly > 0 : ifFirstOnly <= 0;
  const guess = step === 'unknown' ? firstOnly : isFirstOnlyLikely ? firstOnly : all;
  if (step === 'unknown') return { indent: guess, sure: false };
  if (isAllLikely !== isFirstOnlyLikely) return { indent: isAllLikely ? all : firstOnly, sure: true };

  const balance = keptWith(firstOnly, lines, file) - keptWith(all, lines, file);
  if (balance !== 0) return { indent: balance > 0 ? firstOnly : all, sure: true };
  if (!isAllLikely) return { indent: guess, sure: false };
  if (step === 'level') return { indent: all, sure: !continues.test(opening) };
  const usual = usualStep(text);
  if ((ifAll === usual) === (ifFirstOnly === usual)) return { indent: guess, sure: false };
  return { indent: ifAll === usual ? all : firstOnly, sure: true };
}

/** A line that begins so goes on from the one before. */
const continues = /^\s*[?:.,&|+=]/;
const opens = /[([{]\s*$/;
/** It goes on, and may itself go on from a line that is not seen. */
const leavesOpen = /[-+%&|=?<>,\\]\s*$/;
const closes = /^\s*(?:[)\]}]|end\b|else\b|elif\b|except\b|finally\b|catch\b)/;

/** Whether the second line stands further in than the first, or not, by what is written there. */
function stepBetween(opening: string, second: string): 'in' | 'level' | 'unknown' {
  if (closes.test(second)) return 'level';
  if (opens.test(opening) || continues.test(second)) return 'in';
  if (leavesOpen.test(opening)) return 'unknown';
  if (!/:\s*$/.test(opening)) return 'level';
  // `case 1:` and `case 2:` stand side by side, `if a:` and `if b:` do not.
  return firstWord(opening) === firstWord(second) ? 'unknown' : 'in';
}

function firstWord(line: string): string {
  return /\w+/.exec(line)?.[0] ?? '';
}

/** The most frequent white space by which a line of the text stands further in than the one before. */
function usualStep(text: string): number {
  const steps = new Map<number, number>();
  let last = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (isBlank(line)) continue;
    const indent = indentOf(line).length;
    if (indent > last) steps.set(indent - last, (steps.get(indent - last) ?? 0) + 1);
    last = indent;
  }
  const [most] = [...steps].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? 0;
}
