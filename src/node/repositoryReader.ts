import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadEvent, ReadRepository, ReadTask } from '../core/ports.ts';
import { unpackBatch } from './readBatch.ts';
import type { ReadMessage, ReadOrder } from './readMessages.ts';

export interface RepositoryReaderOptions {
  /** The program of the threads; the one beside this file when not given. */
  readonly workerFile?: string | URL;
  /** Path or name of the git executable. */
  readonly gitPath: string;
  /** Files above this are not read. */
  readonly maxFileBytes: number;
}

/** More threads wait for the disk, and each takes memory of its own. */
const mostThreads = 4;
/** Fewer paths are not worth the start of a thread. */
const pathsPerThread = 500;
/** Neighbours that go to the same thread, which then asks about their folder once. */
const run = 32;

/** Texts come and go: without a limit, a thread lets three times as much of them pile up. */
const youngMegabytes = 8;

/** Batches of a thread that are not taken yet: one can be made while another is on its way. */
const batchesAhead = 2;

const ownWorkerFile = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'readWorker.ts' : 'readWorker.cjs',
);

/** Reads with threads that live as long as one reading does. Batches wait in the threads until they are taken. */
export function createRepositoryReader(options: RepositoryReaderOptions): ReadRepository {
  return async function* (task, signal): AsyncGenerator<ReadEvent, void, void> {
    if (signal.aborted) return yield cancelled;
    const arrived: Arrival[] = [];
    let arriving = Promise.withResolvers<void>();
    const arrive = (arrival: Arrival): void => {
      arrived.push(arrival);
      arriving.resolve();
    };
    const threads = deal(task).map((share) => startThread(share, options, arrive));
    const abort = (): void => arriving.resolve();
    signal.addEventListener('abort', abort, { once: true });
    try {
      for (let running = threads.length; running > 0;) {
        if (signal.aborted) return yield cancelled;
        const arrival = arrived.shift();
        if (arrival === undefined) {
          await arriving.promise;
          arriving = Promise.withResolvers();
        } else if (arrival.message.kind === 'batch') {
          yield unpackBatch(arrival.message, arrival.placeOf);
          giveBack(arrival.leave);
        } else if (arrival.message.kind === 'done') {
          running--;
        } else return yield arrival.message;
      }
    } finally {
      signal.removeEventListener('abort', abort);
      await Promise.all(threads.map(async (thread) => thread.terminate()));
    }
  };
}

const cancelled: ReadEvent = { kind: 'failed', failure: { kind: 'cancelled' } };

interface Arrival {
  readonly message: ReadMessage;
  readonly leave: ReadOrder['leave'];
  readonly placeOf: Share['placeOf'];
}

function giveBack(leave: ReadOrder['leave']): void {
  Atomics.add(leave, 0, 1);
  Atomics.notify(leave, 0);
}

function startThread(
  { task, placeOf }: Share,
  { workerFile = ownWorkerFile, gitPath, maxFileBytes }: RepositoryReaderOptions,
  arrive: (arrival: Arrival) => void,
): Worker {
  const leave = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  Atomics.store(leave, 0, batchesAhead);
  const order: ReadOrder = { task, gitPath, maxFileBytes, leave };
  const thread = new Worker(workerFile, {
    workerData: order,
    name: 'flash-review-read',
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
  });
  const failed = (detail: string): void =>
    arrive({ leave, placeOf, message: { kind: 'failed', failure: { kind: 'internal', detail } } });
  let ended = false;
  thread.on('message', (message: ReadMessage) => {
    ended = message.kind !== 'batch';
    arrive({ leave, placeOf, message });
  });
  thread.on('messageerror', (error) => failed(error.message));
  thread.on('error', (error) => failed(error instanceof Error ? error.message : String(error)));
  thread.on('exit', (code) => {
    if (!ended) failed(`the reading thread ended with ${code}`);
  });
  return thread;
}

/** What one thread reads; `placeOf` gives the place among all paths of one of its own. */
interface Share {
  readonly task: ReadTask;
  readonly placeOf: (place: number) => number;
}

/** The paths, shared out among threads in short runs, so that all have about the same to do. */
function deal(task: ReadTask): readonly Share[] {
  const wanted = Math.ceil(task.paths.length / pathsPerThread);
  const threads = Math.max(1, Math.min(wanted, mostThreads, availableParallelism()));
  const texts = new Map([...task.overlay.texts].filter(([path]) => path.startsWith(`${task.root}/`)));
  return Array.from({ length: threads }, (_, thread) => {
    const paths = task.paths.filter((_path, place) => Math.floor(place / run) % threads === thread);
    const placeOf = (place: number): number =>
      (Math.floor(place / run) * threads + thread) * run + (place % run);
    return { task: { ...task, paths, overlay: { texts } }, placeOf };
  });
}
