import * as fc from 'fast-check';
import type { FuzzTarget } from './fuzzTarget.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Of a failure that is to be repeated. */
  readonly path?: string;
  readonly runs?: number;
  /** Begins no further case after so long. */
  readonly ms?: number;
}

export interface FuzzOutcome {
  readonly runs: number;
  /** What failed, with the case, and how to run it again; undefined when nothing did. */
  readonly failure: string | undefined;
}

/** One property of a target with seeded cases. */
export async function runProperty(
  { name, properties }: FuzzTarget,
  title: string,
  { seed, path, runs = Number.MAX_SAFE_INTEGER, ms }: FuzzOptions,
): Promise<FuzzOutcome> {
  const property = properties[title];
  if (property === undefined) throw new TypeError(`no property “${title}” in ${name}`);
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    ...(path === undefined ? {} : { path }),
    ...(ms === undefined ? {} : { plugins: [fc.interruptAfterTimeLimit(ms)] }),
  });
  if (!details.failed) return { runs: details.numRuns, failure: undefined };
  const repeat = `npm run fuzz -- --seed ${details.seed} --path ${details.counterexamplePath ?? ''} ${name}`;
  const why =
    details.errorInstance instanceof Error ? details.errorInstance.stack : String(details.errorInstance);
  const failure = `${name}: ${title}\n${fc.stringify(details.counterexample)}\n${why ?? ''}\nTo repeat it: ${repeat} '${title}'`;
  return { runs: details.numRuns, failure };
}
