/** A part of both texts, ends exclusive. */
export interface Box {
  readonly aLo: number;
  readonly aHi: number;
  readonly bLo: number;
  readonly bHi: number;
}

/** Edits after which the search for the shortest way gives up and takes the furthest one so far. */
const mostEdits = 256;

/** Marks a diagonal that no path inside the box has reached. */
const unreached = -1e9;

/**
 * A point `[x, y]` on a shortest edit path through the box, found from both ends at once (Myers 1986, linear
 * space). Both parts it cuts the box into are smaller than the box. Neither side may be empty, and the first and
 * last lines must differ.
 */
export function middleSplit(a: Int32Array, b: Int32Array, { aLo, aHi, bLo, bHi }: Box): [number, number] {
  const n = aHi - aLo;
  const m = bHi - bLo;
  const delta = n - m;
  const isOdd = (delta & 1) !== 0;
  const limit = Math.min(Math.ceil((n + m) / 2), mostEdits);
  // Diagonal k is x - y; `forward` holds how far x got from the front, `backward` from the back.
  const forward = new Furthest(n, m, limit);
  const backward = new Furthest(n, m, limit);
  let best: [number, number] = [1, 0];

  for (let d = 0; d <= limit; d++) {
    for (let k = lowest(d, m); k <= highest(d, n); k += 2) {
      let x = forward.step(k, d);
      if (x < 0) continue;
      while (x < n && x - k < m && a[aLo + x] === b[bLo + x - k]) x++;
      forward.set(k, x);
      if (isOdd && x + backward.get(delta - k) >= n) return [aLo + x, bLo + x - k];
      if (x + x - k > best[0] + best[1]) best = [x, x - k];
    }
    for (let k = lowest(d, m); k <= highest(d, n); k += 2) {
      let x = backward.step(k, d);
      if (x < 0) continue;
      while (x < n && x - k < m && a[aHi - 1 - x] === b[bHi - 1 - x + k]) x++;
      backward.set(k, x);
      if (!isOdd && x + forward.get(delta - k) >= n) return [aHi - x, bHi - x + k];
    }
  }
  return [aLo + best[0], bLo + best[1]];
}

/** The diagonals that stay inside the box. */
function lowest(d: number, m: number): number {
  return -d + 2 * Math.max(0, d - m);
}

function highest(d: number, n: number): number {
  return d - 2 * Math.max(0, d - n);
}

class Furthest {
  readonly #n: number;
  readonly #m: number;
  readonly #middle: number;
  readonly #reached: Int32Array;

  constructor(n: number, m: number, limit: number) {
    this.#n = n;
    this.#m = m;
    this.#middle = limit + 1;
    this.#reached = new Int32Array(2 * limit + 3).fill(unreached);
  }

  get(k: number): number {
    return this.#reached[k + this.#middle] ?? unreached;
  }

  set(k: number, x: number): void {
    this.#reached[k + this.#middle] = x;
  }

  /** The best start on diagonal `k` after `d` edits; negative when there is none inside the box. */
  step(k: number, d: number): number {
    if (d === 0) return 0;
    const down = this.get(k + 1);
    const right = this.get(k - 1) + 1;
    const isDown = down - k <= this.#m;
    const isRight = right <= this.#n;
    return Math.max(isDown ? down : unreached, isRight ? right : unreached);
  }
}
