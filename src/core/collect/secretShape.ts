/**
 * What a value looks like: the judgement that tells a secret from a name, a path or a stand-in, for rules that go by
 * the place a value stands in.
 */

const standIns =
  /example|placeholder|your|dummy|change.?me|sample|fake|replace|insert|redacted|masked|foo.?bar|lorem|x{4,}|\*{3}|\.{3}|^<|>$/i;

/** Text that stands where a secret will: named so, one character repeated, or counted up. */
export function isPlaceholder(text: string): boolean {
  return standIns.test(text) || countsUp(text);
}

/** Not a reference to a value kept elsewhere. */
export function isLiteral(text: string): boolean {
  return !/[<>]|\$[{(]|^\$[A-Za-z_]|\$[A-Z_]{3}|\{\{|\{\w*\}|%[sd(@{]|%\w+%|^@|^process\.|^env[.:(]/.test(
    text,
  );
}

/** Made by a machine: 16 characters or more, letters and digits mixed, and hardly a word in it. */
export function looksGenerated(text: string): boolean {
  if (text.length < 16 || !/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (!/^[\w+/=.~:!@#$%^&*?-]+$/.test(text) || text.includes('://')) return false;
  const mostWords = /^\.{0,2}\//.test(text) ? 0.2 : 0.6;
  return isLiteral(text) && !isPlaceholder(text) && wordShare(text) < mostWords && entropy(text) >= 2.9;
}

const weak =
  /pass(?:w|code|phrase)|secret|test|admin|user|qwerty|hello|mock|stub|token|invalid|wrong|correct|^(?:utf|iso|sha|md|aes|rsa|hmac|base|bcrypt|argon)[-_]?\d/i;

/** Made by a person who was told to use digits or signs; not one of the words that examples use. */
export function looksLikePassword(text: string): boolean {
  if (!/^[\w!@#$%^&*+.?~=-]{7,64}$/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (!/\d|[!@#$%^&*+?~]./.test(text) || /^[./#@~-]|^[A-Z\d_]+$|^\w+\.\w+(?:\.\w+)*$/.test(text))
    return false;
  const plain = text.replace(/[0@$13457!]/g, (character) => leet[character] ?? character);
  return isLiteral(text) && !isPlaceholder(text) && !weak.test(text) && !weak.test(plain);
}

const leet: Readonly<Record<string, string>> = {
  0: 'o',
  '@': 'a',
  $: 's',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '!': 'i',
};

/** Steps from a character to itself or its successor are rare by chance. */
function countsUp(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at++) {
    const step = text.charCodeAt(at) - text.charCodeAt(at - 1);
    if (step === 0 || step === 1) steps++;
  }
  return steps > text.length * 0.4;
}

/** How much of a text is words: runs of letters of one case that could be spoken. */
function wordShare(text: string): number {
  let letters = 0;
  for (const [run] of text.matchAll(
    /[A-Z]?[a-z]{4,}|[A-Z][a-z]{3}|[A-Z]{4,}|(?<![A-Za-z\d])(?:[a-z]{2,3}|[A-Z]{2,3})(?![A-Za-z\d])/g,
  )) {
    const vowels = run.match(/[aeiouy]/gi)?.length ?? 0;
    const spoken = vowels >= run.length * 0.2 && vowels <= run.length * 0.67;
    if (spoken && !/[^aeiouy]{5,}/i.test(run)) letters += run.length;
  }
  return letters / text.length;
}

/** Shannon entropy of the characters, in bits each: about 4 for random text of 20, under 3 for short words. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
