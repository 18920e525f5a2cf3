import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Scope } from '../../core/scope.ts';
import { noteOwner, pulseMs } from '../../node/noteOwner.ts';
import { KeptFile } from './keptFile.ts';
import type { ReviewState } from '../review/reviewState.ts';

type CutOff = Extract<ReviewState, { kind: 'cancelled' }>;

/** A review that runs, as it would stand if it were cut off at once. */
export interface RunningReview {
  readonly scope: Scope;
  readonly standing: () => CutOff;
}

export interface CutOffReview {
  readonly scope: Scope;
  readonly state: CutOff;
}

/** Between two writes, in ms: each tells of every file of the review. */
const writeDelayMs = 1_000;

/**
 * Notes on disk how far the running review is: a window that closes in the middle may have no time to say so. Each
 * window has a note of its own, which says whose it is: a review that runs in another window is not cut off.
 */
export class RunningNote implements vscode.Disposable {
  readonly #folder: string | undefined;
  readonly #log: Pick<vscode.LogOutputChannel, 'warn' | 'error'>;
  readonly #file: KeptFile<null> | undefined;
  #running: RunningReview | undefined;
  #isLeaving = false;
  #pulse: NodeJS.Timeout | undefined;
  /** The notes of windows that are gone. */
  #left: readonly string[] = [];
  #removed: Promise<void> = Promise.resolve();

  /** `folder` is undefined in a window without a workspace: there is nothing to come back to then. */
  constructor(folder: string | undefined, log: Pick<vscode.LogOutputChannel, 'warn' | 'error'>) {
    this.#folder = folder;
    this.#log = log;
    if (folder === undefined) return;
    this.#file = new KeptFile(
      {
        path: join(folder, `running-${randomUUID()}.json`),
        name: 'the note of the running review',
        // Nobody else writes it.
        parse: () => null,
        content: async () => Promise.resolve(this.#content()),
        takeIn: () => undefined,
      },
      log,
    );
  }

  /** The review that was cut off when a window of this workspace closed, the last of them; undefined when none was. */
  async read(): Promise<CutOffReview | undefined> {
    try {
      if (this.#folder === undefined || !existsSync(this.#folder)) return undefined;
      const { readLeftNotes } = await import('../../node/keptFormats.ts');
      const { newest, paths, asidePaths } = await readLeftNotes(this.#folder);
      this.#left = paths;
      for (const path of asidePaths)
        this.#log.warn(`the note of a running review could not be read; the file is set aside as ${path}`);
      // What is inside was written by the same version of this format.
      return newest as CutOffReview | undefined;
    } catch (error) {
      // The disk refuses: reviewing works all the same.
      this.#log.error(`the notes of running reviews could not be read: ${messageOf(error)}`);
      return undefined;
    }
  }

  /** Undefined when none runs any more. */
  note(running: RunningReview | undefined): void {
    const wasThere = this.#running !== undefined;
    this.#running = running;
    this.#forgetLeft();
    // That one has begun or ended is written at once.
    if (running !== undefined || wasThere)
      this.#file?.schedule(running !== undefined && wasThere ? writeDelayMs : 0);
    if (running === undefined) this.#stopPulse();
    else this.#pulse ??= setInterval(() => this.#file?.schedule(0), pulseMs).unref();
  }

  /** The window closes: what runs is cut off by that. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    this.#stopPulse();
    await this.flush();
  }

  /** Writes how things stand now. */
  async flush(): Promise<void> {
    if (this.#running !== undefined) this.#file?.schedule(0);
    await Promise.all([this.#file?.flush(), this.#removed]);
  }

  dispose(): void {
    this.#stopPulse();
    this.#file?.dispose();
  }

  #stopPulse(): void {
    clearInterval(this.#pulse);
    this.#pulse = undefined;
  }

  #forgetLeft(): void {
    const paths = this.#left;
    if (paths.length === 0) return;
    this.#left = [];
    this.#removed = Promise.all(paths.map(async (path) => rm(path, { force: true }))).then(
      () => undefined,
      (error: unknown) =>
        this.#log.error(`the note of a review that was cut off could not be removed: ${messageOf(error)}`),
    );
  }

  #content(): string | undefined {
    if (this.#running === undefined) return undefined;
    const { scope, standing } = this.#running;
    const owner = this.#isLeaving ? undefined : noteOwner();
    return JSON.stringify({ version: 1, owner, scope, state: standing() });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
