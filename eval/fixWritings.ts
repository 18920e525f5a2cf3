import type { Draw } from './draw.ts';
import type { FixCase } from './fixCases.ts';

/** A fix as a model writes it, and the file it speaks of; undefined where it would be as it was. */
export interface Written {
  readonly case: FixCase;
  readonly quote: string;
  readonly replacement: string;
  readonly lineEnd: string;
}

export type Writing = (one: FixCase, draw: Draw) => Written | undefined;

/** The ways in which models write down a fix that is right. */
export const writings: Readonly<Record<string, Writing>> = {
  'as-it-stands': (one) => written(one, one.code, one.fixed),
  crlf: (one) => ({ ...written(one, one.code, one.fixed), lineEnd: '\r\n' }),
  'line-end-added': (one) =>
    written(one, [...one.code, ''], one.fixed.length === 0 ? [] : [...one.fixed, '']),
  'blank-edges': (one) =>
    one.fixed.length === 0 ? undefined : written(one, ['', ...one.code, ''], ['', ...one.fixed, '']),
  'indent-lost': (one) => changed(one, dedent(one.code, one), dedent(one.fixed, one)),
  'indent-lost-in-quote': (one) => changed(one, dedent(one.code, one), one.fixed),
  'indent-lost-in-fix': (one) => changed(one, one.code, dedent(one.fixed, one)),
  'first-line-trimmed': (one) => changed(one, trimFirst(one.code), trimFirst(one.fixed)),
  'first-line-of-quote-trimmed': (one) => changed(one, trimFirst(one.code), one.fixed),
  'file-in-tabs': (one) => {
    const tabs = inTabs(one);
    return tabs === undefined ? undefined : written(tabs, one.code, one.fixed);
  },
  'quote-in-tabs': (one) => {
    const tabs = inTabs(one);
    return tabs === undefined ? undefined : written(one, tabs.code, tabs.fixed);
  },
  'joined-quote': (one) =>
    one.code.length < 2
      ? undefined
      : written(one, [one.code.map((line) => line.trim()).join(' ')], one.fixed),
  'inside-a-line': insideLine,
  fenced: (one) => {
    return one.fixed.length === 0 ? undefined : written(one, one.code, ['```', ...one.fixed, '```']);
  },
};

function written(one: FixCase, quote: readonly string[], fixed: readonly string[]): Written {
  return { case: one, quote: quote.join('\n'), replacement: fixed.join('\n'), lineEnd: '\n' };
}

function changed(one: FixCase, quote: readonly string[], fixed: readonly string[]): Written | undefined {
  const made = written(one, quote, fixed);
  const plain = written(one, one.code, one.fixed);
  return made.quote === plain.quote && made.replacement === plain.replacement ? undefined : made;
}

/** What the lines of both sides have in front in common is left out. */
function dedent(lines: readonly string[], { code, fixed }: FixCase): readonly string[] {
  const filled = [...code, ...fixed].filter((line) => line.trim() !== '');
  const least = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Math.min(least, line.length - line.trimStart().length)));
}

function trimFirst([first = '', ...rest]: readonly string[]): readonly string[] {
  return [first.trimStart(), ...rest];
}

/** The case with tabs for the steps of its spaces; undefined where the file is not indented in even steps. */
function inTabs(one: FixCase): FixCase | undefined {
  const around = [...one.code, ...one.fixed].filter((line) => line.trim() !== '');
  const all = [...one.above, ...one.code, ...one.fixed, ...one.below];
  const widths = all.flatMap((line) => /^ +(?=\S)/.exec(line)?.[0].length ?? []);
  const step = widths.filter((width) => width % 4 !== 0).length > widths.length / 20 ? 2 : 4;
  const isEven = (line: string): boolean => (/^ */.exec(line)?.[0].length ?? 0) % step === 0;
  const isIndented = one.code.some((line) => line.startsWith(' '));
  if (!isIndented || !around.every(isEven) || all.some((line) => line.startsWith('\t'))) return undefined;
  const tabbed = (lines: readonly string[]): readonly string[] =>
    lines.map((line) =>
      line.replace(
        /^ +/,
        (run) => '\t'.repeat(Math.floor(run.length / step)) + ' '.repeat(run.length % step),
      ),
    );
  const { above, code, fixed, below } = one;
  return { ...one, above: tabbed(above), code: tabbed(code), fixed: tabbed(fixed), below: tabbed(below) };
}

/** Only the part of a line that changes, with the words it touches. */
function insideLine(one: FixCase): Written | undefined {
  const [from = '', ...more] = one.code;
  const [to = '', ...others] = one.fixed;
  if (more.length > 0 || others.length > 0 || one.fixed.length === 0) return undefined;
  let start = 0;
  while (start < Math.min(from.length, to.length) && from[start] === to[start]) start++;
  let tail = 0;
  while (tail < Math.min(from.length, to.length) - start && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  while (start > 0 && isWord(from[start - 1])) start--;
  while (tail > 0 && isWord(from.at(-tail))) tail--;
  const quote = from.slice(start, from.length - tail);
  const replacement = to.slice(start, to.length - tail);
  const isInside = from.slice(0, start).trim() !== '' || (tail > 0 && from.slice(-tail).trim() !== '');
  if (!isInside || quote.replace(/\s/g, '').length < 4 || replacement.trim() === '') return undefined;
  if (/^\s|\s$/.test(quote) !== /^\s|\s$/.test(replacement)) return undefined;
  return written(one, [quote], [replacement]);
}

function isWord(char: string | undefined): boolean {
  return char !== undefined && /[\w$ ]/.test(char);
}
