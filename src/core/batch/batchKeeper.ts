import type { ModelFailure, Result } from '../errors.ts';
import type { BatchAnswer, BatchService } from '../modelClient.ts';
import type { Clock } from '../ports.ts';
import { isOver, type BatchJob, type BatchState } from './batchJob.ts';
import { pollDelay } from './pollDelay.ts';

/** Where jobs are kept, for all programs that share it; outlives each. Rejects when the disk refuses. */
export interface BatchStore {
  all(): Promise<readonly BatchJob[]>;
  /** Undefined when it is not kept any more. */
  get(id: string): Promise<BatchJob | undefined>;
  /** For who is at a job alone; undefined while another is. Ends with its program at the latest. */
  claim(id: string): Promise<BatchClaim | undefined>;
  put(job: BatchJob): Promise<void>;
  /** With everything kept for it. */
  remove(id: string): Promise<void>;
}

export interface BatchClaim {
  release(): Promise<void>;
}

export interface BatchPorts {
  readonly store: BatchStore;
  readonly clock: Clock;
  /** The service a job is at, by the key it was submitted with; what keeps us from it is a failure. */
  readonly connect: (job: BatchJob) => Promise<Result<BatchService, ModelFailure | OtherKey>>;
  /** Brings the findings in. */
  readonly bringIn: (job: BatchJob, answers: readonly BatchAnswer[]) => Promise<BroughtIn>;
  /** Told of every change of the list. */
  readonly changed: () => void;
  /** What nobody can mend, for the log. */
  readonly tell: (words: string) => void;
}

/**
 * - `not-yet`: it was stopped, or the window closed; the service keeps the answers for another time.
 * - `impossible`: what is in the way for good, in words.
 */
export type BroughtIn =
  { readonly kind: 'done' | 'not-yet' } | { readonly kind: 'impossible'; readonly detail: string };

/** The key is not the one it was submitted with. */
export interface OtherKey {
  readonly kind: 'other-key';
}

/**
 * The batches of one workspace: looks after each until it is over, over as many starts of the editor as it takes, and
 * beside the keepers of other windows: whoever finds one done brings it in.
 */
export class BatchKeeper {
  readonly #ports: BatchPorts;
  readonly #end = new AbortController();
  readonly #watching = new Map<string, AbortController>();
  readonly #looking = new Map<string, Promise<void>>();
  #jobs: readonly BatchJob[] = [];

  constructor(ports: BatchPorts) {
    this.#ports = ports;
  }

  /** Newest first. */
  get jobs(): readonly BatchJob[] {
    return this.#jobs;
  }

  /** Goes on with what earlier starts have left, and other windows since; what is looked after already stays at its pace. */
  async resume(): Promise<void> {
    await this.#readAll();
    for (const job of this.#jobs) if (!this.#watching.has(job.id)) this.#watch(job);
  }

  /**
   * Submits a job, and looks after it from then on. It is kept before the service is asked: should all end in
   * between, the next start looks for it there.
   */
  async submit(
    job: BatchJob,
    send: () => Promise<Result<Pick<BatchJob, 'name' | 'file'>, ModelFailure>>,
  ): Promise<ModelFailure | undefined> {
    const claim = await this.#ports.store.claim(job.id);
    try {
      await this.#keep(job);
      const submitted = await send();
      if (!submitted.ok) {
        await this.#forget(job);
        return submitted.failure;
      }
      const waiting: BatchJob = { ...job, ...submitted.value, state: { kind: 'waiting' } };
      await this.#keep(waiting);
      this.#watch(waiting);
      return undefined;
    } finally {
      await claim?.release();
    }
  }

  /** Cancels a job at the service, or takes one that is over off the list. */
  async cancel(id: string): Promise<Result<void, ModelFailure | OtherKey>> {
    const job = this.#jobs.find((one) => one.id === id);
    if (job === undefined) return { ok: true, value: undefined };
    this.#watching.get(id)?.abort();
    if (!isOver(job) && job.name !== undefined) {
      const service = await this.#ports.connect(job);
      const cancelled = service.ok ? await service.value.cancel(job.name, this.#end.signal) : service;
      if (!cancelled.ok && cancelled.failure.kind !== 'model-not-found') {
        this.#watch(job);
        return cancelled;
      }
    }
    await this.#forget(job);
    return { ok: true, value: undefined };
  }

  /** Looks at every job now, those of other windows too; settles when all have been looked at. */
  async lookNow(): Promise<void> {
    await this.#readAll();
    await Promise.all(
      this.#jobs.map(async ({ id }) => {
        this.#watching.get(id)?.abort();
        await this.#look(id);
        const job = this.#jobs.find((one) => one.id === id);
        if (job !== undefined) this.#watch(job);
      }),
    );
  }

  /** Stops looking; everything stays as it is kept. */
  dispose(): void {
    this.#end.abort();
    for (const watch of this.#watching.values()) watch.abort();
  }

  /** Looks from time to time, less and less often. */
  #watch(job: BatchJob): void {
    this.#watching.get(job.id)?.abort();
    if (isOver(job) || this.#end.signal.aborted) return;
    const stop = new AbortController();
    this.#watching.set(job.id, stop);
    void this.#poll(job.id, stop.signal);
  }

  async #poll(id: string, signal: AbortSignal): Promise<void> {
    for (let looks = 0; ; looks++) {
      try {
        await this.#ports.clock.sleep(pollDelay(looks), signal);
      } catch {
        return;
      }
      await this.#look(id);
      const job = this.#jobs.find((one) => one.id === id);
      if (job === undefined || isOver(job)) return;
    }
  }

  /** One look at a time: findings come in once. */
  async #look(id: string): Promise<void> {
    const under = this.#looking.get(id) ?? this.#lookOnce(id);
    this.#looking.set(id, under);
    await under;
    if (this.#looking.get(id) === under) this.#looking.delete(id);
  }

  async #lookOnce(id: string): Promise<void> {
    const known = this.#jobs.find((one) => one.id === id);
    if (known === undefined || isOver(known) || this.#end.signal.aborted) return;
    let claim: BatchClaim | undefined;
    try {
      claim = await this.#ports.store.claim(id);
      if (claim === undefined) return;
      const job = await this.#kept(id);
      if (job !== undefined && !isOver(job)) await this.#ask(job);
    } catch (error) {
      this.#tellOf(id, error);
    } finally {
      await claim?.release().catch((error: unknown) => this.#tellOf(id, error));
    }
  }

  async #ask(asked: BatchJob): Promise<void> {
    const { signal } = this.#end;
    const service = await this.#ports.connect(asked);
    if (!service.ok) return this.#set(asked, unreachable(service.failure));
    const job = asked.name === undefined ? await this.#named(asked, service.value) : asked;
    if (job?.name === undefined) return;
    const status = await service.value.look(job.name, signal);
    if (signal.aborted) return;
    if (!status.ok)
      return this.#set(
        job,
        status.failure.kind === 'model-not-found' ? { kind: 'lost' } : unreachable(status.failure),
      );
    if (status.value.kind !== 'done') return this.#set(job, status.value);
    if ((await this.#kept(job.id)) === undefined) return;
    const brought = await this.#ports.bringIn(job, status.value.answers);
    if (brought.kind === 'impossible') return this.#set(job, { kind: 'failed', detail: brought.detail });
    if (brought.kind === 'not-yet') return;
    const { name, file } = job;
    await service.value.delete({ name, ...(file === undefined ? {} : { file }) }, signal);
    await this.#forget(job);
  }

  /** A submission that was cut short: the service may have it all the same. */
  async #named(job: BatchJob, service: BatchService): Promise<BatchJob | undefined> {
    const found = await service.find(job.displayName, this.#end.signal);
    if (!found.ok) await this.#set(job, unreachable(found.failure));
    else if (found.value === undefined) await this.#set(job, { kind: 'lost' });
    else return { ...job, name: found.value };
    return undefined;
  }

  async #set(job: BatchJob, state: BatchState): Promise<void> {
    if ((await this.#kept(job.id)) === undefined) return;
    await this.#keep({ ...job, state });
  }

  async #readAll(): Promise<void> {
    this.#jobs = (await this.#ports.store.all()).toSorted((a, b) => b.submittedMs - a.submittedMs);
    this.#ports.changed();
  }

  /** As it stands by now; undefined when it was cancelled or brought in meanwhile, here or in another window. */
  async #kept(id: string): Promise<BatchJob | undefined> {
    const kept = await this.#ports.store.get(id);
    if (this.#jobs.every((one) => one.id !== id)) return undefined;
    this.#jobs = this.#jobs.flatMap((one) => (one.id === id ? (kept ?? []) : one));
    this.#ports.changed();
    return kept;
  }

  async #keep(job: BatchJob): Promise<void> {
    this.#jobs = this.#jobs.some(({ id }) => id === job.id)
      ? this.#jobs.map((one) => (one.id === job.id ? job : one))
      : [job, ...this.#jobs];
    await this.#ports.store.put(job);
    this.#ports.changed();
  }

  async #forget({ id }: BatchJob): Promise<void> {
    this.#watching.delete(id);
    this.#jobs = this.#jobs.filter((one) => one.id !== id);
    await this.#ports.store.remove(id);
    this.#ports.changed();
  }

  #tellOf(id: string, error: unknown): void {
    this.#ports.tell(`batch ${id}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function unreachable({ kind }: ModelFailure | OtherKey): BatchState {
  return { kind: 'unreachable', reason: kind };
}
