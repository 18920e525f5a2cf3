import { patienceAnchors } from './patienceAnchors.ts';
import { middleSplit, type Box } from './middleSplit.ts';
import { settleGroups } from './settleGroups.ts';

/** Cuts a text into lines at `\r\n`, `\n` and `\r`, as editors count them; the last one may be empty. */
export function splitLines(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/**
 * A line diff. For each line of `before` its 0-based line in `after`, -1 where it is no longer there; what is
 * matched keeps its order. Lines that stand once in both are matched first, the rest by the shortest edit.
 * Time is bounded by about `lines × 256`, however different the two are.
 */
export function alignLines(before: readonly string[], after: readonly string[]): Int32Array {
  const [a, b] = numberLines(before, after);
  const match = new Int32Array(a.length).fill(-1);
  const boxes: Box[] = [{ aLo: 0, aHi: a.length, bLo: 0, bHi: b.length }];
  for (let box = boxes.pop(); box !== undefined; box = boxes.pop()) {
    const rest = trimEnds(a, b, box, match);
    if (rest.aLo === rest.aHi || rest.bLo === rest.bHi) continue;
    const anchors = patienceAnchors(a, b, rest);
    if (anchors.length > 0) pushBetween(boxes, rest, anchors);
    else alignByShortestEdit(a, b, rest, match);
  }
  settleGroups(before, after, a, b, match);
  return match;
}

/** Equal lines get equal numbers. */
function numberLines(a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const numberOf = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(a, numberOf), Int32Array.from(b, numberOf)];
}

function trimEnds(a: Int32Array, b: Int32Array, box: Box, match: Int32Array): Box {
  let { aLo, aHi, bLo, bHi } = box;
  while (aLo < aHi && bLo < bHi && a[aLo] === b[bLo]) match[aLo++] = bLo++;
  while (aLo < aHi && bLo < bHi && a[aHi - 1] === b[bHi - 1]) match[--aHi] = --bHi;
  return { aLo, aHi, bLo, bHi };
}

/** Each anchor goes to the box behind it, whose trimming matches it. */
function pushBetween(boxes: Box[], box: Box, anchors: readonly (readonly [number, number])[]): void {
  let { aLo, bLo } = box;
  for (const [x, y] of anchors) {
    boxes.push({ aLo, aHi: x, bLo, bHi: y });
    [aLo, bLo] = [x, y];
  }
  boxes.push({ aLo, aHi: box.aHi, bLo, bHi: box.bHi });
}

/** Lines that are in one of the two parts only are left out first: they cannot be matched and cost the most. */
function alignByShortestEdit(a: Int32Array, b: Int32Array, box: Box, match: Int32Array): void {
  const inA = new Set(a.subarray(box.aLo, box.aHi));
  const inB = new Set(b.subarray(box.bLo, box.bHi));
  const aLines = linesIn(a, box.aLo, box.aHi, inB);
  const bLines = linesIn(b, box.bLo, box.bHi, inA);
  const aNumbers = aLines.map((line) => a[line] ?? -1);
  const bNumbers = bLines.map((line) => b[line] ?? -1);
  const found = new Int32Array(aLines.length).fill(-1);
  const boxes: Box[] = [{ aLo: 0, aHi: aLines.length, bLo: 0, bHi: bLines.length }];
  for (let part = boxes.pop(); part !== undefined; part = boxes.pop()) {
    const rest = trimEnds(aNumbers, bNumbers, part, found);
    if (rest.aLo === rest.aHi || rest.bLo === rest.bHi) continue;
    const [x, y] = middleSplit(aNumbers, bNumbers, rest);
    boxes.push({ aLo: rest.aLo, aHi: x, bLo: rest.bLo, bHi: y });
    boxes.push({ aLo: x, aHi: rest.aHi, bLo: y, bHi: rest.bHi });
  }
  for (const [at, line] of aLines.entries()) {
    const to = found[at] ?? -1;
    if (to >= 0) match[line] = bLines[to] ?? -1;
  }
}

function linesIn(numbers: Int32Array, from: number, to: number, wanted: ReadonlySet<number>): Int32Array {
  const lines: number[] = [];
  for (let line = from; line < to; line++) if (wanted.has(numbers[line] ?? -1)) lines.push(line);
  return Int32Array.from(lines);
}
