import type { PlanUnit, SizedFolder } from './planUnits.ts';

/** What it costs to cut a folder in two that would fit into one request; a request more costs 1. */
const folderCut = 2;
/** What every level of folders costs that a cut goes through because it must. */
const depthCut = 0.02;
/** Steps in which the fill of a request counts, so that a small edit moves no cut. */
const fillSteps = 32;

/**
 * Cuts units, in their order, into groups of at most `budget` tokens: as few as it takes, evenly filled, and cut
 * between folders rather than through one that would fit. No unit may exceed the budget. Takes time linear in the
 * units times the units of one group.
 */
export function splitUnits(units: readonly PlanUnit[], budget: number): readonly (readonly PlanUnit[])[] {
  const cuts = units.map((_, index) => cutCost(units, index, budget));
  /** For the first n units: the least cost, and where the last of their groups begins. */
  const best = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= units.length; end++) {
    let least = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
    let tokens = 0;
    for (let from = end - 1; from >= 0; from--) {
      tokens += units[from]?.tokens ?? 0;
      if (tokens > budget) break;
      const empty = 1 - Math.round((tokens / budget) * fillSteps) / fillSteps;
      const cost = (best[from]?.cost ?? 0) + (cuts[from] ?? 0) + 1 + empty * empty;
      // The first of equals, with room for rounding.
      if (cost < least.cost - 1e-9) least = { cost, from };
    }
    best.push(least);
  }
  const groups: (readonly PlanUnit[])[] = [];
  for (let end = units.length; end > 0;) {
    const from = best[end]?.from ?? 0;
    groups.unshift(units.slice(from, end));
    end = from;
  }
  return groups;
}

/** Of a cut before the unit at `index`. */
function cutCost(units: readonly PlanUnit[], index: number, budget: number): number {
  const [before, behind] = [units[index - 1], units[index]];
  if (before === undefined || behind === undefined) return 0;
  const common = commonFolders(before.within, behind.within);
  const innermost = common[0];
  const cut = innermost !== undefined && innermost.tokens <= budget ? folderCut : 0;
  return cut + depthCut * common.length;
}

/** The folders that hold both, innermost first. */
function commonFolders(a: readonly SizedFolder[], b: readonly SizedFolder[]): readonly SizedFolder[] {
  let length = 0;
  while (length < Math.min(a.length, b.length)) {
    if (a[a.length - 1 - length]?.path !== b[b.length - 1 - length]?.path) break;
    length++;
  }
  return a.slice(a.length - length);
}
