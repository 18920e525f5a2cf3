const nanosecondsPerMillisecond = 1e6;

/**
 * Median milliseconds of each task. The tasks take turns, so that a slow spell of the machine falls on all of
 * them, and the first `warmUps` rounds do not count.
 */
export async function medianTimes<Name extends string>(
  tasks: Readonly<Record<Name, () => void | Promise<void>>>,
  { rounds = 9, warmUps = 3 }: { readonly rounds?: number; readonly warmUps?: number } = {},
): Promise<Readonly<Record<Name, number>>> {
  const names = Object.keys(tasks) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of names) {
      const begin = process.hrtime.bigint();
      await tasks[name]();
      const elapsed = Number(process.hrtime.bigint() - begin) / nanosecondsPerMillisecond;
      if (round >= 0) times.get(name)?.push(elapsed);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
