import type { Category } from '../finding.ts';

/**
 * Identity of a finding: the same for the same claim about the same code in a later review. Rests on the file,
 * the quoted code without white space, and the category; on the title only where there is no code. Line numbers
 * and wording play no part. `fr1:` names this recipe; another one gets another number.
 */
export function fingerprint(path: string, quote: string, category: Category, title: string): string {
  const code = quote.replace(/\s+/g, '');
  const claim =
    code === ''
      ? title
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim()
      : code;
  return `fr1:${hash64(`${path}\0${category}\0${claim}`)}`;
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
