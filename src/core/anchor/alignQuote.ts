/** The best way to lay a quote over a text. */
export interface Alignment {
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
  /** Characters to insert, delete or replace. */
  readonly edits: number;
}

/**
 * Lays the whole quote over the part of a text around `diagonal` (the place of its first character) with the
 * fewest edits, at most `band` characters off the diagonal. Takes about `quote.length × 2 band` steps.
 */
export function alignQuote(
  quote: string,
  text: string,
  diagonal: number,
  band: number,
): Alignment | undefined {
  const width = 2 * band + 1;
  const rows = quote.length + 1;
  // costs[row * width + column]: quote up to `row` against text up to `diagonal - band + row + column`.
  const costs = new Uint16Array(rows * width).fill(unreachable);
  const origin = diagonal - band;
  for (let column = 0; column < width; column++) {
    if (isWithin(text, origin + column)) costs[column] = 0;
  }
  for (let row = 1; row < rows; row++) {
    const unit = quote.charCodeAt(row - 1);
    for (let column = 0; column < width; column++) {
      const at = origin + row + column;
      if (!isWithin(text, at)) continue;
      const here = row * width + column;
      const replace =
        at === 0 ? unreachable : (costs[here - width] ?? 0) + (text.charCodeAt(at - 1) === unit ? 0 : 1);
      const insert = column + 1 < width ? (costs[here - width + 1] ?? 0) + 1 : unreachable;
      const skip = column > 0 ? (costs[here - 1] ?? 0) + 1 : unreachable;
      costs[here] = Math.min(replace, insert, skip, unreachable);
    }
  }
  let best = -1;
  let bestCost = unreachable;
  // On equal cost the later end: a wrong last character is rather one replaced than one added.
  for (let column = 0; column < width; column++) {
    const cost = costs[quote.length * width + column] ?? unreachable;
    if (cost < unreachable && cost <= bestCost) [best, bestCost] = [column, cost];
  }
  return best === -1 ? undefined : traceBack(quote, text, costs, { origin, width, column: best });
}

const unreachable = 60_000;

function isWithin(text: string, at: number): boolean {
  return at >= 0 && at <= text.length;
}

/** Back along the cheapest way, to where it begins; on equal cost along the diagonal. */
function traceBack(
  quote: string,
  text: string,
  costs: Uint16Array,
  from: { readonly origin: number; readonly width: number; readonly column: number },
): Alignment {
  const { origin, width } = from;
  let { column } = from;
  for (let row = quote.length; row > 0;) {
    const cost = costs[row * width + column] ?? 0;
    const at = origin + row + column;
    const same = at > 0 && text.charCodeAt(at - 1) === quote.charCodeAt(row - 1);
    if (at > 0 && costs[(row - 1) * width + column] === cost - (same ? 0 : 1)) {
      row--;
    } else if (column + 1 < width && costs[(row - 1) * width + column + 1] === cost - 1) {
      row--;
      column++;
    } else {
      column--;
    }
  }
  const edits = costs[quote.length * width + from.column] ?? 0;
  return { start: origin + column, end: origin + quote.length + from.column, edits };
}
