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
 * fewest edits, at most `band` characters off the diagonal. Undefined when that takes more than `mostEdits`, which
 * most places show within their first characters. Takes at most about `quote.length × 2 band` steps.
 */
export function alignQuote(
  quote: string,
  text: string,
  diagonal: number,
  band: number,
  mostEdits: number,
): Alignment | undefined {
  const width = 2 * band + 1;
  // costs[row * width + column]: quote up to `row` against text up to `diagonal - band + row + column`.
  const costs = new Uint16Array((quote.length + 1) * width);
  const origin = diagonal - band;
  for (let column = 0; column < width; column++) {
    const at = origin + column;
    costs[column] = at >= 0 && at <= text.length ? 0 : unreachable;
  }
  for (let row = 1; row <= quote.length; row++) {
    if (fillRow(costs, row, width, quote.charCodeAt(row - 1), text, origin + row) > mostEdits)
      return undefined;
  }
  const last = quote.length * width;
  let best = -1;
  let bestCost = mostEdits;
  // On equal cost the later end: a wrong last character is rather one replaced than one added.
  for (let column = 0; column < width; column++) {
    const cost = costs[last + column] ?? unreachable;
    if (cost <= bestCost) [best, bestCost] = [column, cost];
  }
  return best === -1 ? undefined : traceBack(quote, text, costs, { origin, width, column: best });
}

/** The least cost of a row: no way through it ends with less. `from` is the place in the text of its first column. */
function fillRow(
  costs: Uint16Array,
  row: number,
  width: number,
  unit: number,
  text: string,
  from: number,
): number {
  const start = row * width;
  const above = start - width;
  const first = Math.max(0, -from);
  const end = Math.min(width, text.length - from + 1);
  for (let column = 0; column < width; column++) {
    if (column < first || column >= end) costs[start + column] = unreachable;
  }
  let least = unreachable;
  let left = unreachable;
  for (let column = first; column < end; column++) {
    const at = from + column;
    let cost = at === 0 ? unreachable : (costs[above + column] ?? 0);
    if (at > 0 && text.charCodeAt(at - 1) !== unit) cost++;
    if (column + 1 < width) cost = Math.min(cost, (costs[above + column + 1] ?? 0) + 1);
    cost = Math.min(cost, left + 1, unreachable);
    costs[start + column] = cost;
    left = cost;
    if (cost < least) least = cost;
  }
  return least;
}

const unreachable = 60_000;

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
