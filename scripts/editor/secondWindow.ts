import { secondTestsVariable } from './launchVariables.ts';
import { windowAsks } from './outputMark.ts';
import type { Workbench } from './workbench.ts';

/** The second window on the workspace, opened and closed when the tests in the first ask for it. */
export class SecondWindow {
  /** Rejects when one could not be opened or closed; otherwise never settles. */
  readonly failed: Promise<never>;
  readonly #fail: (reason: unknown) => void;
  /** Tests may ask before the first window has told that it is there. */
  readonly #workbench = Promise.withResolvers<Workbench>();
  #window: AsyncDisposable | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor() {
    const { promise, reject } = Promise.withResolvers<never>();
    this.failed = promise;
    this.#fail = reject;
    // Whoever waits for it hears of it.
    promise.catch(() => undefined);
  }

  belongsTo(workbench: Workbench): void {
    this.#workbench.resolve(workbench);
  }

  /** False for a line of the tests that asks for nothing of the kind. */
  answer(line: string): boolean {
    if (line === windowAsks.open) this.#inTurn(async () => this.#open());
    else if (line === windowAsks.close) this.#inTurn(async () => this.#close());
    else return false;
    return true;
  }

  async #open(): Promise<void> {
    const testsPath = process.env[secondTestsVariable];
    if (testsPath === undefined) throw new Error(`${secondTestsVariable} is not set`);
    if (this.#window !== undefined) throw new Error('a second window is open already');
    this.#window = await (await this.#workbench.promise).openSecond(testsPath);
  }

  async #close(): Promise<void> {
    await this.#window?.[Symbol.asyncDispose]();
    this.#window = undefined;
  }

  #inTurn(job: () => Promise<void>): void {
    this.#work = this.#work.then(job);
    this.#work.catch(this.#fail);
  }
}
