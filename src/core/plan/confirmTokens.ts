import type { ModelClient, ModelRequest } from '../modelClient.ts';

/** Requests estimated above this part of what they may hold are counted by the service before they are sent. */
const confirmFrom = 0.8;

export interface SizedRequest {
  /** Made when it is asked for: it may be large. */
  readonly request: () => Promise<ModelRequest>;
  /** Estimated input, instructions included. */
  readonly tokens: number;
}

/**
 * By how much the requests that come near the limit exceed it as the service counts them: 1.2 when the largest has a
 * fifth too many, 1 when all fit. A service that does not count, or fails to, is taken at our estimate.
 */
export async function overrun(
  requests: readonly SizedRequest[],
  budget: number,
  limit: number,
  client: ModelClient,
  signal: AbortSignal,
): Promise<number> {
  let worst = 1;
  for (const { request, tokens } of requests) {
    if (tokens < budget * confirmFrom || client.countTokens === undefined || signal.aborted) continue;
    const counted = await client.countTokens(await request(), signal);
    if (counted.ok) worst = Math.max(worst, counted.value / limit);
  }
  return worst;
}

/** All requests as the service counts them; undefined when it does not count, or fails to. */
export async function countAll(
  requests: readonly SizedRequest[],
  client: ModelClient,
  signal: AbortSignal,
): Promise<number | undefined> {
  let sum = 0;
  for (const { request } of requests) {
    const counted = signal.aborted ? undefined : await client.countTokens?.(await request(), signal);
    if (counted?.ok !== true) return undefined;
    sum += counted.value;
  }
  return sum;
}
