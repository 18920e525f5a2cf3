import { seededRandom } from './seededRandom.ts';

/** Random choices that follow from a seed, and what a misquote has to know of the text it damages. */
export class Draw {
  readonly #random: () => number;
  /** The comments of the text begin with `#`. */
  isHashLanguage = false;
  /** For choices by line number that must be the same in one quote. */
  pattern: readonly boolean[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** A whole number from 0 to `end`, exclusive. */
  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  one<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  /** So many of the choices, each at most once, in their order. */
  some<T>(choices: readonly T[], count: number): T[] {
    const left = choices.map((_, at) => at);
    const taken: number[] = [];
    while (taken.length < count && left.length > 0) taken.push(...left.splice(this.below(left.length), 1));
    return taken.sort((a, b) => a - b).flatMap((at) => choices.slice(at, at + 1));
  }
}
