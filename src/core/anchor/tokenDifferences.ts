import { editDistance } from './editDistance.ts';

/** A run of tokens that differs between a quote and the place it is compared with; either side may be empty. */
export interface TokenDifference {
  readonly quoted: readonly string[];
  readonly found: readonly string[];
  /** The quote's tokens on either side, that the place has as well; empty at an end. */
  readonly before: string;
  readonly behind: string;
}

const token = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu;

/** Names, numbers and single signs, in order. */
export function tokensOf(text: string): string[] {
  return text.match(token) ?? [];
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
export function tokenDifferences(quoted: readonly string[], found: readonly string[]): TokenDifference[] {
  const cost = (run: Run): number =>
    editDistance(
      quoted.slice(run.quoteAt, run.quoteEnd).join(''),
      found.slice(run.textAt, run.textEnd).join(''),
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
  return merged.map((run) => ({
    quoted: quoted.slice(run.quoteAt, run.quoteEnd),
    found: found.slice(run.textAt, run.textEnd),
    before: quoted[run.quoteAt - 1] ?? '',
    behind: quoted[run.quoteEnd] ?? '',
  }));
}

/** Places in both token lists, ends exclusive. */
interface Run {
  readonly quoteAt: number;
  readonly quoteEnd: number;
  readonly textAt: number;
  readonly textEnd: number;
}

function differingRuns(quoted: readonly string[], found: readonly string[]): Run[] {
  const runs: Run[] = [];
  const common = commonLengths(quoted, found);
  const width = found.length + 1;
  let [q, f, quoteAt, textAt] = [0, 0, 0, 0];
  const close = (): void => {
    if (q > quoteAt || f > textAt) runs.push({ quoteAt, quoteEnd: q, textAt, textEnd: f });
  };
  while (q < quoted.length && f < found.length) {
    if (quoted[q] === found[f]) {
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
function commonLengths(quoted: readonly string[], found: readonly string[]): Uint16Array {
  const width = found.length + 1;
  const lengths = new Uint16Array((quoted.length + 1) * width);
  for (let q = quoted.length - 1; q >= 0; q--) {
    for (let f = found.length - 1; f >= 0; f--) {
      lengths[q * width + f] =
        quoted[q] === found[f]
          ? (lengths[(q + 1) * width + f + 1] ?? 0) + 1
          : Math.max(lengths[(q + 1) * width + f] ?? 0, lengths[q * width + f + 1] ?? 0);
    }
  }
  return lengths;
}
