import * as z from 'zod/mini';
import type { ModelClient, ToldLimits } from '../modelClient.ts';
import type { Clock } from '../ports.ts';
import { startDeadline } from './deadline.ts';

/** What services said of their models, kept from run to run. Reading never throws; a write may be lost. */
export interface LimitMemory {
  read(): Promise<unknown>;
  write(known: object): Promise<unknown>;
}

export interface LimitPorts {
  readonly client: ModelClient;
  readonly memory: LimitMemory;
  readonly clock: Clock;
  /** Told why a service was not heard. */
  readonly log: (why: string) => void;
}

const dayMs = 86_400_000;
/** A review does not wait longer for what a table knows too. */
const patienceMs = 5_000;

const count = z.int().check(z.positive());
const knownShape = z.record(
  z.string(),
  z.object({
    askedMs: z.number(),
    inputTokenLimit: z.exactOptional(count),
    outputTokenLimit: z.exactOptional(count),
    sharedWindow: z.exactOptional(z.literal(true)),
  }),
);

/**
 * What the service at an address says of models, each asked for at most once a day; empty for one of which it says
 * nothing, or that it could not be asked for.
 */
export async function toldLimits(
  models: readonly string[],
  address: string,
  { client, memory, clock, log }: LimitPorts,
  signal: AbortSignal,
): Promise<ToldLimits> {
  const read = z.safeParse(knownShape, await memory.read());
  const now = clock.now();
  const kept = Object.entries(read.success ? read.data : {}).filter(
    ([, { askedMs }]) => askedMs <= now && now - askedMs < dayMs,
  );
  const known = new Map(kept);
  const keyOf = (model: string): string => `${address} ${model}`;
  const missing = [...new Set(models)].filter((model) => model !== '' && !known.has(keyOf(model)));
  let isNew = false;
  for (const model of client.describe === undefined ? [] : missing) {
    using deadline = startDeadline(patienceMs, clock, signal);
    const told = await client.describe?.(model, deadline.signal);
    if (told?.ok === true) {
      const { name: _, ...limits } = told.value;
      known.set(keyOf(model), { ...limits, askedMs: now });
      isNew = true;
    } else if (told !== undefined && !signal.aborted) {
      log(`the limits of ${model} were not told (${told.failure.kind}); those of a table are used`);
      break;
    }
  }
  if (isNew) await memory.write(Object.fromEntries(known));
  return (model) => {
    const { askedMs: _, ...limits } = known.get(keyOf(model)) ?? { askedMs: 0 };
    return limits;
  };
}
