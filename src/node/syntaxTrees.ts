import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Outline, Syntax } from '../core/ports.ts';
import { grammarOf } from './grammars.ts';
import type { SyntaxJob, SyntaxWorkerData } from './syntaxWorker.ts';

export interface SyntaxOptions {
  /** Where `tree-sitter.wasm` and the grammars are. */
  readonly folder: string;
  /** The thread is ended after so long without a request, in ms. */
  readonly idleMs?: number;
  /** A text is given up after so long, in ms, the loading of its grammar included. */
  readonly limitMs?: number;
  /** Longer texts are not parsed; UTF-16 units. */
  readonly longestText?: number;
}

interface Request {
  readonly job: SyntaxJob;
  /** Undefined when nobody waits any more. */
  settle: ((outline: Outline | undefined) => void) | undefined;
}

/**
 * Outlines from tree-sitter, made in one thread of their own. It starts with the first request and ends when it is not
 * needed; while nobody waits it does not keep the process alive. What makes it fail or takes too long is answered
 * with undefined, and the next request has a new thread.
 */
export function createSyntax(options: SyntaxOptions): Syntax & Disposable {
  return new SyntaxTrees(options);
}

class SyntaxTrees implements Syntax, Disposable {
  readonly #folder: string;
  readonly #idleMs: number;
  readonly #limitMs: number;
  readonly #longestText: number;
  /** In order; the first is with the thread when `#busy`. */
  readonly #requests: Request[] = [];
  #busy = false;
  #worker: Worker | undefined;
  /** Ends the thread: while it is busy, because it takes too long; else because it has nothing to do. */
  #timer: NodeJS.Timeout | undefined;
  #disposed = false;

  constructor({ folder, idleMs = 60_000, limitMs = 10_000, longestText = 1_000_000 }: SyntaxOptions) {
    this.#folder = folder;
    this.#idleMs = idleMs;
    this.#limitMs = limitMs;
    this.#longestText = longestText;
  }

  async outline(path: string, text: string, signal: AbortSignal): Promise<Outline | undefined> {
    const grammar = grammarOf(path);
    if (grammar === undefined || text.length > this.#longestText) return undefined;
    if (this.#disposed || signal.aborted) return undefined;
    const { promise, resolve } = Promise.withResolvers<Outline | undefined>();
    const request: Request = { job: { grammar, text }, settle: resolve };
    const leave = (): void => this.#leave(request);
    signal.addEventListener('abort', leave, { once: true });
    this.#requests.push(request);
    this.#next();
    this.#hold();
    try {
      return await promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  [Symbol.dispose](): void {
    this.#disposed = true;
    this.#end();
    for (const { settle } of this.#requests.splice(0)) settle?.(undefined);
  }

  /** One text at a time is with the thread, so that its time is its own. */
  #next(): void {
    if (this.#busy) return;
    clearTimeout(this.#timer);
    const [request] = this.#requests;
    if (request === undefined) {
      this.#timer = setTimeout(() => this.#end(), this.#idleMs).unref();
      return;
    }
    this.#busy = true;
    const worker = (this.#worker ??= this.#start());
    this.#timer = setTimeout(() => this.#fail(), this.#limitMs).unref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(request.job);
  }

  /** Only who waits for an answer keeps the process alive. */
  #hold(): void {
    if (this.#requests.some(({ settle }) => settle !== undefined)) this.#worker?.ref();
    else this.#worker?.unref();
  }

  #start(): Worker {
    const workerData: SyntaxWorkerData = { folder: this.#folder };
    // What the parser prints when it gives up is for nobody; flags of the process may be unfit for a thread.
    const worker = new Worker(workerFile, { workerData, execArgv: [], stdout: true, stderr: true });
    const whenCurrent = (run: () => void): void => {
      if (this.#worker === worker) run();
    };
    worker.on('message', (outline: Outline | undefined) => whenCurrent(() => this.#answered(outline)));
    worker.on('error', () => whenCurrent(() => this.#fail()));
    worker.on('exit', () => whenCurrent(() => this.#fail()));
    return worker;
  }

  #answered(outline: Outline | undefined): void {
    this.#busy = false;
    this.#requests.shift()?.settle?.(outline);
    this.#next();
    this.#hold();
  }

  #fail(): void {
    this.#end();
    this.#answered(undefined);
  }

  #end(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#busy = false;
    // Its exit is of no interest any more, and it always succeeds.
    void worker?.terminate();
  }

  #leave(request: Request): void {
    request.settle?.(undefined);
    request.settle = undefined;
    const at = this.#requests.indexOf(request);
    // The thread goes on with what it has begun: mostly it is done sooner than another could start.
    if (at > 0) this.#requests.splice(at, 1);
    this.#hold();
  }
}

/** The bundler sets both names to those of its own output. */
const workerFile = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'syntaxWorker.ts' : 'syntaxWorker.cjs',
);
