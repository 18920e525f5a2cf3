/** Words that say nothing about what a claim is about. */
const idle: ReadonlySet<string> = new Set(
  (
    'a an and are as at be been but by can cannot do does for from has have if in into is it its may must no not ' +
    'of on or should that the then there this to was when which will with would you your'
  ).split(' '),
);

/** The words of a claim in lower case, names taken apart at their humps, endings of grammar dropped. */
export function claimWords(text: string): ReadonlySet<string> {
  const parts = text
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return new Set((parts ?? []).filter((word) => !idle.has(word)).map(withoutEnding));
}

/** What of `words` is among `others`, from 0 to 1; 0 when there are none. */
export function shareFound(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return words.size === 0 ? 0 : countCommon(words, others) / words.size;
}

/** What two sets have in common of all they have, from 0 to 1. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = countCommon(a, b);
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}

export function countCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common;
}

/** `declares`, `declared` and `declaring` meet; a wrong guess makes two words equal that are both rare. */
function withoutEnding(word: string): string {
  return word.length < 5 ? word : word.replace(/(?:ings?|ed|es|s|e)$/, '');
}
