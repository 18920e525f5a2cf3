/**
 * A piece of text that stands in everything a rule can match: at least three characters, ASCII. One whose first three
 * letters are rare in prose costs least, as every place they stand in is looked at.
 */
export interface Keyword {
  readonly text: string;
  /** Compared without case. */
  readonly folded?: boolean;
}

/** Looks for many keywords in one pass. */
export interface KeywordFinder {
  /**
   * The first keyword at or behind `from`: where it begins, and its place among the keywords given. Of several at
   * one place, all are told.
   */
  next(text: string, from: number): KeywordHit | undefined;
}

interface KeywordHit {
  readonly at: number;
  readonly keywords: readonly number[];
}

interface Entry {
  readonly index: number;
  readonly text: string;
  readonly folded: boolean;
}

/**
 * The lower five bits of three characters in a row are an address in a table of 32,768; few of its places are
 * taken, so that almost every character costs one look. The fold makes no difference between cases.
 */
export function createKeywordFinder(keywords: readonly Keyword[]): KeywordFinder {
  const table = new Uint8Array(1 << 15);
  const entries = new Map<number, Entry[]>();
  for (const [index, { text, folded = false }] of keywords.entries()) {
    if (text.length < 3) throw new Error(`keyword too short: ${text}`);
    const key = (fold(text, 0) << 10) | (fold(text, 1) << 5) | fold(text, 2);
    table[key] = 1;
    const entry = { index, text: folded ? text.toLowerCase() : text, folded };
    const known = entries.get(key);
    if (known === undefined) entries.set(key, [entry]);
    else known.push(entry);
  }
  return {
    next: (text, from) => {
      let key = 0;
      for (let at = from; at < text.length; at++) {
        key = ((key << 5) | (text.charCodeAt(at) & 31)) & 0x7fff;
        if (table[key] === 0 || at - from < 2) continue;
        const found = matching(text, at - 2, entries.get(key) ?? []);
        if (found.length > 0) return { at: at - 2, keywords: found };
      }
      return undefined;
    },
  };
}

function fold(text: string, at: number): number {
  return text.charCodeAt(at) & 31;
}

function matching(text: string, at: number, entries: readonly Entry[]): readonly number[] {
  let found: number[] | undefined;
  for (const entry of entries) if (standsAt(text, at, entry)) (found ??= []).push(entry.index);
  return found ?? none;
}

const none: readonly number[] = [];

function standsAt(text: string, at: number, { text: keyword, folded }: Entry): boolean {
  if (!folded) return text.startsWith(keyword, at);
  for (let index = 0; index < keyword.length; index++) {
    const code = text.charCodeAt(at + index);
    const lower = code >= 65 && code <= 90 ? code | 32 : code;
    if (lower !== keyword.charCodeAt(index)) return false;
  }
  return true;
}
