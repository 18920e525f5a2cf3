import type { ChangedFile, SkippedFile } from '../change.ts';
import { filesBelow, folderTree, stepwise, type Stepwise } from './folderTree.ts';
import type { Plan, PlannedRequest } from './planRequests.ts';
import { planUnits } from './planUnits.ts';
import { repositoryMap } from './repositoryMap.ts';
import { splitFile } from './splitFile.ts';
import { splitUnits } from './splitUnits.ts';

export interface RepositoryPlan extends Plan {
  /** For every request: what there is beside its own files. Empty when all files are in one. */
  readonly map: string;
}

/** Input tokens of what goes into a request, as it will be sent. */
export interface Measures {
  readonly file: (file: ChangedFile) => number;
  readonly map: (map: string) => number;
}

/** The part of a request that the map may take, and tokens beyond which it tells nothing more. */
const mapShare = 0.02;
const longestMap = 20_000;

/** Units of this part of a request are kept together. */
const unitShare = 1 / 16;

/**
 * Requests for files that are reviewed as they stand, folder by folder with each test behind its subject. What fits
 * into one request is one; else it is split along folders, and each request holds the map of the whole. The same
 * files give the same requests, whatever their order, and an edit leaves what stands before the file as it was.
 * `turn` is awaited every few milliseconds, for others to have theirs.
 */
export async function planRepository(
  files: readonly ChangedFile[],
  measures: Measures,
  budget: number,
  turn: () => Promise<void>,
): Promise<RepositoryPlan> {
  const steps = plan(files, measures, budget);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

function* plan(files: readonly ChangedFile[], measures: Measures, budget: number): Stepwise<RepositoryPlan> {
  const sizes = new Map<ChangedFile, number>();
  let total = 0;
  yield* stepwise(files, (file) => {
    const tokens = measures.file(file);
    sizes.set(file, tokens);
    total += tokens;
  });
  const measure = (file: ChangedFile): number => sizes.get(file) ?? 0;
  const tree = yield* folderTree(files);
  if (total <= budget) {
    const ordered = [...filesBelow(tree)];
    return {
      requests: ordered.length === 0 ? [] : [{ files: ordered, tokens: total }],
      skipped: [],
      map: '',
    };
  }
  const map = yield* repositoryMap(tree, Math.min(longestMap, Math.floor(budget * mapShare)));
  const mapTokens = measures.map(map);
  const room = budget - mapTokens;
  const fitting: ChangedFile[] = [];
  const skipped: SkippedFile[] = [];
  yield* stepwise(files, (file) => {
    const tokens = measure(file);
    if (tokens <= room) {
      fitting.push(file);
      return;
    }
    const parts = splitFile(file, measures.file, room);
    for (const part of parts) sizes.set(part, measures.file(part));
    fitting.push(...parts);
    if (parts.length === 0) skipped.push({ ref: file.ref, reason: { kind: 'over-budget', tokens } });
  });
  const fittingTree = yield* folderTree(fitting);
  const units = planUnits(fittingTree, measure, Math.floor(room * unitShare));
  yield;
  const requests = splitUnits(units, room).map((group): PlannedRequest => ({
    files: group.flatMap((unit) => unit.files),
    tokens: group.reduce((sum, { tokens }) => sum + tokens, mapTokens),
  }));
  return { requests, skipped, map };
}
