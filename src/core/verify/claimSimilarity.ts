import type { Finding } from '../finding.ts';

/** What a finding says, whatever it says it of. */
export type Claim = Pick<Finding, 'title' | 'explanation' | 'quote'>;

/** What a name that stands in the code says of a claim about that code: every claim about it has it. */
const nameWeight = 0.35;

/**
 * How alike two claims are, 0 to 1: the share of their telling words that both have, whatever their order and
 * form. Longer texts that hold all of a shorter one count as alike in part; the same title or explanation, letter by
 * letter, says the same.
 */
export function claimSimilarity(a: Claim, b: Claim): number {
  if (isSameText(a.title, b.title) || isSameText(a.explanation, b.explanation)) return 1;
  const names = new Set([...stemsOf(a.quote), ...stemsOf(b.quote)]);
  const [ours, theirs] = [claimStems(a), claimStems(b)];
  const weightOf = (stems: Iterable<string>): number =>
    [...stems].reduce((sum, stem) => sum + (names.has(stem) ? nameWeight : 1), 0);
  const [size, otherSize] = [weightOf(ours), weightOf(theirs)];
  if (size === 0 || otherSize === 0) return 0;
  const shared = weightOf([...ours].filter((stem) => theirs.has(stem)));
  const both = (2 * shared) / (size + otherSize);
  return (both + shared / Math.min(size, otherSize)) / 2;
}

function isSameText(a: string, b: string): boolean {
  return a.trim() !== '' && plain(a) === plain(b);
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function claimStems({ title, explanation }: Claim): ReadonlySet<string> {
  // What is proposed as code says how to mend it, and that is often the same for different defects.
  const all = stemsOf(`${title}\n${explanation}`.replace(/```[\s\S]*?(?:```|$)/g, ' '));
  const telling = [...all].filter((stem) => !emptyStems.has(stem));
  return telling.length > 0 ? new Set(telling) : all;
}

/** The words of a text in lower case, names cut into their words, each without its ending. */
function stemsOf(text: string): ReadonlySet<string> {
  const words = text
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return new Set((words ?? []).filter((word) => word.length > 1).map(stemOf));
}

function stemOf(word: string): string {
  const bare = word.replace(/(?:ations?|ments?|ings?|ions?|ers?|ed|es|ly|s|e)$/, '');
  return bare.length >= 3 ? bare : word;
}

/** Words that any finding may have. */
const emptyStems: ReadonlySet<string> = new Set(
  `a an and any are as at be been being but by can cannot code could do does each every for from has have here how
  if in into is issue it its line lines may might more must need needs no not of on only or other possible
  potential potentially problem same should so some such than that the their them then there these they this those
  to use used uses using was were what when where which while will with without would you your also consider
  instead ensure because`
    .split(/\s+/)
    .map(stemOf),
);
