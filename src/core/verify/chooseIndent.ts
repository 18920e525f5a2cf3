import { fromTheLeft } from './fromTheLeft.ts';
import {
  indentOf,
  isBlank,
  keptWith,
  type ChosenIndent,
  type Indent,
  type QuotedLine,
  type Surroundings,
} from './lineIndent.ts';
import { unitConverter } from './unitConverter.ts';

const asGiven: Indent = (given) => given;

/**
 * How the lines of a replacement are to be indented. Models write them as the file does, as their quote does, from
 * the left edge, or with the first line alone at the left edge; `pairs` are the quoted lines with those of the file,
 * undefined where they do not correspond.
 */
export function chooseIndent(
  lines: readonly string[],
  pairs: readonly QuotedLine[] | undefined,
  around: Surroundings,
): ChosenIndent {
  const converted = pairs === undefined ? undefined : unitConverter(pairs);
  if (converted !== undefined) return { indent: converted, sure: true };
  if (isIndentedOtherwise(lines, around.text)) return { indent: asGiven, sure: false };
  const first = indentOf(around.file[0] ?? '');
  const given = indentOf(lines.find((line) => !isBlank(line)) ?? '');
  const { quotedFirst, isPart } = around;
  if (!isPart && given === first) return { indent: asGiven, sure: true };
  if (isPart || given === '') return fromTheLeft(lines, first, pairs ?? [], around);
  if (given === quotedFirst) return asTheQuote(given, first, pairs ?? []);
  // The whole block was moved to the left edge; else it is indented so on purpose, if the quote was as the file is.
  const isAtTheEdge = lines.some((line) => /^\S/.test(line));
  if (isAtTheEdge && first.endsWith(given) && quotedFirst === first) {
    const indent = shiftedBy(first.slice(0, first.length - given.length));
    return { indent, sure: keptWith(indent, lines, around.file) > keptWith(asGiven, lines, around.file) };
  }
  return { indent: asGiven, sure: quotedFirst === first };
}

function shiftedBy(prefix: string): Indent {
  return (given) => prefix + given;
}

/** As far from the left edge as the file's lines are from the quote's. */
function asTheQuote(from: string, to: string, pairs: readonly QuotedLine[]): ChosenIndent {
  const shift: Indent = to.endsWith(from)
    ? shiftedBy(to.slice(0, to.length - from.length))
    : (given) => (given.startsWith(from) ? to + given.slice(from.length) : given);
  const firstOnly: Indent = (given, at) => (at === 0 ? to : given);
  const rest = pairs.slice(1);
  if (rest.every(({ quoted, file }) => shift(quoted, 1) === file)) return { indent: shift, sure: true };
  return { indent: firstOnly, sure: rest.every(({ quoted, file }) => quoted === file) };
}

/** With spaces where the text has tabs only, or the other way round. */
function isIndentedOtherwise(lines: readonly string[], text: string): boolean {
  const hasTabs = /^\t/m.test(text);
  const hasSpaces = /^ {2}/m.test(text);
  if (hasTabs === hasSpaces) return false;
  const other = hasTabs ? /^ {2,}(?![ *])/ : /^ *\t/;
  return lines.some((line) => other.test(line));
}
