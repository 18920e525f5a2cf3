import { editDistance } from './editDistance.ts';
import { isWord, textOf, type Token, type TokenDifference } from './tokenDifferences.ts';

/** `slip`: no one writes that on purpose. `rewrite`: other code. `unclear`: a sign or two, which may be either. */
export type DifferenceKind = 'slip' | 'rewrite' | 'unclear';

/** What a comparison knows beside the difference itself. */
export interface ComparedTexts {
  /** The words of the whole text. */
  readonly vocabulary: ReadonlySet<string>;
  /** Brackets and quotation marks that do not come out even if those of the place do. */
  readonly uneven: string;
}

/** How a quote came to differ from the place it is compared with: by a slip of the copyist, or as other code. */
export function judgeDifference(difference: TokenDifference, texts: ComparedTexts): DifferenceKind {
  const { quoted, found } = difference;
  const [quote, text] = [textOf(quoted), textOf(found)];
  const edits = editDistance(quote, text);
  if (edits > mostEdits(Math.max(quote.length, text.length)))
    return dropsOut(difference) || leavesLetter(difference) ? 'slip' : 'rewrite';
  if (quoted.some((token) => isWord(token.text) && isUnknown(token.text, texts.vocabulary))) return 'slip';
  if (mistypesSign(difference, texts) || dropsOut(difference) || leavesLetter(difference)) return 'slip';
  return edits <= 1 ? 'unclear' : 'rewrite';
}

/** What is still taken for one word with slips in it. */
function mostEdits(length: number): number {
  if (length < 4) return 1;
  return length < 9 ? 2 : Math.floor(length * 0.3);
}

/** Two signs swapped, a stop or bracket lost, one doubled, or signs that no language joins. */
function mistypesSign(difference: TokenDifference, { uneven }: ComparedTexts): boolean {
  const { quoted, found } = difference;
  const [quote, second] = quoted;
  const [text, textSecond] = found;
  if (quote !== undefined && second !== undefined && quoted.length === 2 && found.length === 2)
    return quote.text !== second.text && quote.text === textSecond?.text && second.text === text?.text;
  if (quote === undefined)
    return (
      found.length === 1 && text !== undefined && (/[,.:]/.test(text.text) || uneven.includes(text.text))
    );
  if (quoted.length !== 1 || found.length > 0 || !isTwin(quote, difference)) return false;
  return /[.,;:'"`]/.test(quote.text) || uneven.includes(quote.text) || joinsOddly(difference);
}

/** The same sign stands right beside it. */
function isTwin(token: Token, { before, behind }: TokenDifference): boolean {
  return (
    (token.gap === '' && before?.text === token.text) ||
    (behind?.quoted.gap === '' && behind.quoted.text === token.text)
  );
}

/**
 * A doubled operator that is none (`^==`, `+==`, `@@`), or stands where it cannot: `a == b` as a statement, and
 * `a ++ b`. But `>>` or `===` may be meant.
 */
function joinsOddly({ quoted, lineBefore, behind }: TokenDifference): boolean {
  const [sign] = quoted;
  if (sign === undefined) return false;
  const [before = ''] = /[^\p{L}\p{N}_$\s]*$/u.exec(lineBefore) ?? [];
  const next = behind?.quoted.gap === '' && !isWord(behind.quoted.text) ? behind.quoted.text : '';
  const run = (sign.gap === '' ? before : '') + sign.text + next;
  if (/[-+*/%^|&]==|@@/.test(run)) return true;
  const isApart = behind !== undefined && (next === '' ? behind.quoted.gap !== '' : true);
  if (run.endsWith('==') && run !== '===' && run !== '!==') return isStatement.test(lineBefore);
  return isApart && /^(?:\+\+|--)$/.test(run) && /[\p{L}\p{N}_$)\]]$/u.test(lineBefore.slice(0, -1));
}

/** What is assigned to, and nothing that would compare. */
const isStatement =
  /^(?!(?:if|elif|while|until|return|assert|and|or|not|when|unless|case)[^\p{L}\p{N}_]?)[\p{L}\p{N}_$.[\],]+=?$/u;

/**
 * Something was dropped and the white space of both its sides is left: `a  b` for `a + b`, `return ` for
 * `return 1`, `or :` for `or b:`. Who writes such a line closes the gap.
 */
function dropsOut({ quoted, found, behind }: TokenDifference): boolean {
  const [token] = found;
  if (quoted.length > 0 || found.length !== 1 || token === undefined || behind === undefined) return false;
  if (token.text.length > longestDrop || token.gap === '') return false;
  return (
    behind.quoted.gap === token.gap + behind.found.gap &&
    /\s[\s,;:)\]}]/.test(behind.quoted.gap + behind.quoted.text)
  );
}

/** A slip takes a character at a time. */
const longestDrop = 2;

/**
 * One letter in place of a sign, or stuck to one, where a name cannot stand: `n n 1` for `n - 1`, `})x` for `})`,
 * `) a` for `) {`.
 */
function leavesLetter({ quoted, found, before, behind }: TokenDifference): boolean {
  const [letter] = quoted;
  if (letter === undefined || quoted.length !== 1 || !/^[A-Za-z]$/.test(letter.text)) return false;
  if (found.length > 2 || found.some((token) => isWord(token.text))) return false;
  if (found.length > 0 && /^[)\]};:,.=]/.test(textOf(found))) return true;
  const closed = before !== undefined && /[)\]};'"`]/.test(before.text);
  if (found.length === 0) return letter.gap === '' && (closed || before?.text === ':');
  const follows = before !== undefined && isWord(before.text) && !operators.has(before.text);
  const precedes = behind !== undefined && isWord(behind.quoted.text) && behind.quoted.gap !== '';
  return closed || (follows && precedes);
}

/** Words behind which a name stands. */
const operators: ReadonlySet<string> = new Set(
  `and as assert await case const defer delete do elif else extends final go if implements import in instanceof
  is let mut new not of or print raise return static throw typeof unless var void when while yield`.split(
    /\s+/,
  ),
);

function isUnknown(token: string, vocabulary: ReadonlySet<string>): boolean {
  return !vocabulary.has(token) && !commonWords.has(token.toLowerCase());
}

/** Words one letter away from others, which a change of code may well bring in. */
const commonWords: ReadonlySet<string> = new Set(
  `all and any as at be by do for from get has if in int is it let long max min new nil no none not null of off
  on or out pop push put set short sum to true false uint var void with`.split(/\s+/),
);
