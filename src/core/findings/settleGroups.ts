/**
 * A block of lines that was put in or taken out can often be read at several places (the same brace stands
 * before and behind it). Moves each such block to where a person would see it: beside the other half of a
 * replacement, else where it begins and ends at the outermost indentation, else as far down as it goes.
 * `match` is changed in place.
 */
export function settleGroups(
  lines: readonly string[],
  after: readonly string[],
  a: Int32Array,
  b: Int32Array,
  match: Int32Array,
): void {
  const back = invert(match, b.length);
  settleSide(lines, a, match, back);
  settleSide(after, b, back, match);
}

function invert(match: Int32Array, length: number): Int32Array {
  const back = new Int32Array(length).fill(-1);
  for (const [line, to] of match.entries()) if (to >= 0) back[to] = line;
  return back;
}

/** Looks at the groups of unmatched lines of one side. Both tables are kept each other's inverse. */
function settleSide(
  lines: readonly string[],
  numbers: Int32Array,
  match: Int32Array,
  back: Int32Array,
): void {
  for (let line = numbers.length - 1; line >= 0; line--) {
    if (match[line] !== -1) continue;
    let start = line;
    while (start > 0 && match[start - 1] === -1) start--;
    settle(lines, numbers, match, back, start, line + 1);
    // What the group has slid past is matched now; what lies before its first place is still to be seen.
    line = start;
  }
}

function settle(
  lines: readonly string[],
  numbers: Int32Array,
  match: Int32Array,
  back: Int32Array,
  start: number,
  end: number,
): void {
  const size = end - start;
  let first = start;
  while (canSlideUp(numbers, match, first, size)) slideUp(match, back, --first, size);
  let best = first;
  let bestCost = Number.POSITIVE_INFINITY;
  let at = first;
  for (;;) {
    const cost = costAt(lines, match, back, at, size);
    if (cost <= bestCost) [best, bestCost] = [at, cost];
    if (!canSlideDown(numbers, match, at, size)) break;
    slideDown(match, back, at++, size);
  }
  while (at > best) slideUp(match, back, --at, size);
}

/** Group `[at, at + size)`; the line before it is matched and reads like the group's last. */
function canSlideUp(numbers: Int32Array, match: Int32Array, at: number, size: number): boolean {
  return at > 0 && (match[at - 1] ?? -1) >= 0 && numbers[at - 1] === numbers[at + size - 1];
}

function canSlideDown(numbers: Int32Array, match: Int32Array, at: number, size: number): boolean {
  return (match[at + size] ?? -1) >= 0 && numbers[at] === numbers[at + size];
}

/** `at` is the first line of the group after the move. */
function slideUp(match: Int32Array, back: Int32Array, at: number, size: number): void {
  move(match, back, at, at + size);
}

/** `at` is the first line of the group before the move. */
function slideDown(match: Int32Array, back: Int32Array, at: number, size: number): void {
  move(match, back, at + size, at);
}

function move(match: Int32Array, back: Int32Array, from: number, to: number): void {
  const other = match[from] ?? -1;
  match[to] = other;
  match[from] = -1;
  back[other] = to;
}

/** Lower is better. */
function costAt(
  lines: readonly string[],
  match: Int32Array,
  back: Int32Array,
  at: number,
  size: number,
): number {
  const before = at === 0 ? -1 : (match[at - 1] ?? -1);
  const hasOtherHalf = before + 1 < back.length && back[before + 1] === -1;
  if (hasOtherHalf) return -1;
  return boundaryCost(lines, at) + boundaryCost(lines, at + size);
}

/** How much is torn apart by a cut before `line`: nothing at blank lines and at the outermost level. */
function boundaryCost(lines: readonly string[], line: number): number {
  if (line === 0 || line >= lines.length) return 0;
  const previous = indentOf(lines[line - 1]);
  let next = line;
  while (next < lines.length - 1 && indentOf(lines[next]) === undefined) next++;
  const indent = indentOf(lines[next]) ?? 0;
  const isBlankBefore = previous === undefined;
  const isBlankAfter = indentOf(lines[line]) === undefined;
  const dedents = previous !== undefined && !isBlankAfter && indent < previous;
  return indent * 4 + (dedents ? 3 : 0) + (isBlankBefore ? 0 : 2) + (isBlankAfter ? 1 : 0);
}

/** In columns, a tab reaching to the next multiple of 8; undefined for a blank line. */
function indentOf(line: string | undefined): number | undefined {
  let columns = 0;
  for (const character of line ?? '') {
    if (character === ' ') columns++;
    else if (character === '\t') columns += 8 - (columns % 8);
    else return columns;
  }
  return undefined;
}
