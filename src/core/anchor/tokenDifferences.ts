import { editDistance } from './editDistance.ts';

/** A name, a number or a single sign, and the white space in front of it. */
export interface Token {
  readonly text: string;
  readonly gap: string;
}

/** A run of tokens that differs between a quote and the place it is compared with; either side may be empty. */
export interface TokenDifference {
  readonly quoted: readonly Token[];
  readonly found: readonly Token[];
  /** What stands before it on both sides; undefined at the beginning. */
  readonly before: Token | undefined;
  /** What the quote has before it on the same line, without white space. */
  readonly lineBefore: string;
  /** What stands behind it on both sides, as the quote and as the place has it; undefined at the end. */
  readonly behind: { readonly quoted: Token; readonly found: Token } | undefined;
}

const token = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu;

export function tokensOf(text: string): Token[] {
  let end = 0;
  return [...text.matchAll(token)].map((match) => {
    const gap = text.slice(end, match.index);
    end = match.index + match[0].length;
    return { text: match[0], gap };
  });
}

/** The different names, numbers and signs of a text. */
export function vocabularyOf(text: string): ReadonlySet<string> {
  return new Set(text.match(token));
}

export function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join('');
}

export function isWord(text: string): boolean {
  return /^[\p{L}\p{N}_$]/u.test(text);
}

/** Differences with so few tokens between them may be one. */
const closest = 2;

/**
 * Where two token lists differ once as many tokens as possible are matched in order. Differences close to each
 * other are one where that explains them with fewer edits: `rangealen(` for `range(len(`.
 */
export function tokenDifferences(quoted: readonly Token[], found: readonly Token[]): TokenDifference[] {
  const cost = (run: Run): number =>
    editDistance(
      textOf(quoted.slice(run.quoteAt, run.quoteEnd)),
      textOf(found.slice(run.textAt, run.textEnd)),
    );
  const merged: Run[] = [];
  for (let run of differingRuns(quoted, found)) {
    for (let last = merged.at(-1); last !== undefined; last = merged.at(-1)) {
      const both = { ...run, quoteAt: last.quoteAt, textAt: last.textAt };
      if (run.quoteAt > last.quoteEnd + closest || cost(both) >= cost(last) + cost(run)) break;
      merged.pop();
      run = both;
    }
    merged.push(run);
  }
  return merged.map((run) => {
    const [behind, foundBehind] = [quoted[run.quoteEnd], found[run.textEnd]];
    return {
      quoted: quoted.slice(run.quoteAt, run.quoteEnd),
      found: found.slice(run.textAt, run.textEnd),
      before: quoted[run.quoteAt - 1],
      lineBefore: lineBefore(quoted, run.quoteAt),
      behind:
        behind === undefined || foundBehind === undefined
          ? undefined
          : { quoted: behind, found: foundBehind },
    };
  });
}

function lineBefore(tokens: readonly Token[], at: number): string {
  let first = at;
  while (first > 0 && !/[\r\n]/.test(tokens[first]?.gap ?? '')) first--;
  return textOf(tokens.slice(first, at));
}

/** Places in both token lists, ends exclusive. */
interface Run {
  readonly quoteAt: number;
  readonly quoteEnd: number;
  readonly textAt: number;
  readonly textEnd: number;
}

function differingRuns(quoted: readonly Token[], found: readonly Token[]): Run[] {
  const runs: Run[] = [];
  const common = commonLengths(quoted, found);
  const width = found.length + 1;
  let [q, f, quoteAt, textAt] = [0, 0, 0, 0];
  const close = (): void => {
    if (q > quoteAt || f > textAt) runs.push({ quoteAt, quoteEnd: q, textAt, textEnd: f });
  };
  while (q < quoted.length && f < found.length) {
    if (quoted[q]?.text === found[f]?.text) {
      close();
      q++;
      f++;
      [quoteAt, textAt] = [q, f];
    } else if ((common[(q + 1) * width + f] ?? 0) >= (common[q * width + f + 1] ?? 0)) {
      q++;
    } else {
      f++;
    }
  }
  [q, f] = [quoted.length, found.length];
  close();
  return runs;
}

/** At `q * (found.length + 1) + f`: the longest common subsequence of what is left of both lists. */
function commonLengths(quoted: readonly Token[], found: readonly Token[]): Uint16Array {
  const width = found.length + 1;
  const lengths = new Uint16Array((quoted.length + 1) * width);
  for (let q = quoted.length - 1; q >= 0; q--) {
    for (let f = found.length - 1; f >= 0; f--) {
      lengths[q * width + f] =
        quoted[q]?.text === found[f]?.text
          ? (lengths[(q + 1) * width + f + 1] ?? 0) + 1
          : Math.max(lengths[(q + 1) * width + f] ?? 0, lengths[q * width + f + 1] ?? 0);
    }
  }
  return lengths;
}
