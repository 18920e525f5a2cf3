import { Worker } from 'node:worker_threads';

/** Looks once each millisecond at how late it is, and keeps the most. */
const source = `
  const late = new Float64Array(require('node:worker_threads').workerData);
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    late[0] = Math.max(late[0], now - last - 1);
    last = now;
  }, 1);
`;

/** A thread with nothing to do: what it waits for is the machine, which has other work. */
export class IdleThread implements AsyncDisposable {
  readonly #late = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  readonly #worker = new Worker(source, { eval: true, workerData: this.#late.buffer });

  begin(): void {
    this.#late[0] = 0;
  }

  /** The longest it was late since it began, in ms. */
  get longestMs(): number {
    return this.#late[0] ?? Number.NaN;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
