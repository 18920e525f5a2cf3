/** Characters a gram holds: long enough to be rare in code, short enough to survive between two typos. */
export const gramLength = 4;

/** Which places of a text share a run of `gramLength` characters; runs of equal hash share a bucket. */
export interface GramIndex {
  /**
   * Calls `visit` with each place where the gram at `offset` of `text` may stand. False for one in so many places
   * that it says nothing: none is visited.
   */
  forEachPlace(text: string, offset: number, visit: (place: number) => void): boolean;
}

/** A gram that stands in more places than this says nothing about where a quote belongs. */
const tooCommon = 200;

export function buildGramIndex(text: string): GramIndex {
  const places = Math.max(0, text.length - gramLength + 1);
  const bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(places + 1))));
  const shift = 32 - bits;
  // Counting sort: `starts[hash]` to `starts[hash + 1]` are the places of one bucket.
  const starts = new Uint32Array((1 << bits) + 1);
  for (let place = 0; place < places; place++) increment(starts, hashAt(text, place, shift) + 1);
  for (let hash = 1; hash < starts.length; hash++)
    starts[hash] = (starts[hash] ?? 0) + (starts[hash - 1] ?? 0);
  const next = starts.slice();
  const sorted = new Uint32Array(places);
  for (let place = 0; place < places; place++) {
    const hash = hashAt(text, place, shift);
    sorted[next[hash] ?? 0] = place;
    increment(next, hash);
  }
  return {
    forEachPlace(quote, offset, visit) {
      const hash = hashAt(quote, offset, shift);
      const from = starts[hash] ?? 0;
      const to = starts[hash + 1] ?? 0;
      if (to - from > tooCommon) return false;
      for (let at = from; at < to; at++) visit(sorted[at] ?? 0);
      return true;
    },
  };
}

function increment(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

/** FNV-1a over the gram's code units, spread by a last multiplication so that the high bits can be used. */
function hashAt(text: string, offset: number, shift: number): number {
  let hash = 0x811c9dc5;
  for (let at = offset; at < offset + gramLength; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(hash, 0x9e3779b1) >>> shift;
}
