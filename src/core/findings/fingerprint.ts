import type { Category, Finding } from '../finding.ts';

/**
 * Name of a finding that no earlier review knows: the same for the same kind of claim about the same code of a
 * file. Rests on the path, the most telling line of the code (white space aside) and the category, so that a line
 * more or less, other words, other line numbers and other indentation make no difference; on the title where there
 * is no code. Two claims about one line can have the same name, and one claim two: `verify/matchFinding.ts` tells
 * them apart and finds them again. `fr2:` names this recipe; another one gets another number.
 *
 * `code` is the anchored text, or the quote where there is none.
 */
export function fingerprint(path: string, code: string, category: Category, title: string): string {
  return `fr2:${hash64(`${path}\0${category}\0${mostTellingLine(code) ?? wordsOf(title)}`)}`;
}

/**
 * The name that a finding had by the recipe before this one: path, category and the whole quote. What was kept under
 * it still counts.
 */
export function formerFingerprint({
  id,
  file,
  quote,
  category,
  title,
}: Pick<Finding, 'id' | 'file' | 'quote' | 'category' | 'title'>): string {
  const code = quote.replace(/\s+/g, '');
  const copy = /#\d+$/.exec(id)?.[0] ?? '';
  return `fr1:${hash64(`${file.path}\0${category}\0${code === '' ? wordsOf(title) : code}`)}${copy}`;
}

/** The line with the most letters and digits; of equals the first in the order of their text, not of the file. */
function mostTellingLine(code: string): string | undefined {
  const lines = code.split(/\r\n|\r|\n/).map((line) => line.replace(/\s+/g, ''));
  const most = Math.max(...lines.map(tellingLength));
  const filled = lines.filter((line) => line !== '' && tellingLength(line) === most);
  return filled.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))[0];
}

function tellingLength(line: string): number {
  return line.replace(/[^\p{L}\p{N}]+/gu, '').length;
}

function wordsOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** FNV-1a over UTF-16 units, 64 bits as 16 hex digits: two 32-bit halves with different offsets. */
function hash64(text: string): string {
  let low = 0x811c9dc5;
  let high = 0x9dc5811c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + i), 0x01000197);
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
