import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Scope } from '../../core/scope.ts';
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

/** Notes on disk how far the running review is: a window that closes in the middle may have no time to say so. */
export class RunningNote implements vscode.Disposable {
  readonly #file: KeptFile<CutOffReview | 'none'> | undefined;
  #running: RunningReview | undefined;
  /** An earlier window's is on disk. */
  #hasFormer = false;

  /** `folder` is undefined in a window without a workspace: there is nothing to come back to then. */
  constructor(folder: string | undefined, log: Pick<vscode.LogOutputChannel, 'warn' | 'error'>) {
    if (folder === undefined) return;
    this.#file = new KeptFile(
      {
        path: join(folder, 'running.json'),
        name: 'the note of the running review',
        parse,
        content: async () => Promise.resolve(format(this.#running)),
        takeIn: () => undefined,
      },
      log,
    );
  }

  /** The review that was cut off when the last window of this workspace closed; undefined when none was. */
  async read(): Promise<CutOffReview | undefined> {
    const kept = await this.#file?.load();
    const cutOff = kept === 'none' ? undefined : kept;
    this.#hasFormer = cutOff !== undefined;
    return cutOff;
  }

  /** Undefined when none runs any more. */
  note(running: RunningReview | undefined): void {
    const wasThere = this.#running !== undefined;
    this.#running = running;
    // That one has begun or ended is written at once.
    if (running !== undefined || wasThere || this.#hasFormer)
      this.#file?.schedule(running !== undefined && wasThere ? writeDelayMs : 0);
  }

  /** Writes how things stand now. */
  async flush(): Promise<void> {
    if (this.#running !== undefined) this.#file?.schedule(0);
    await this.#file?.flush();
  }

  dispose(): void {
    this.#file?.dispose();
  }
}

function format(running: RunningReview | undefined): string {
  if (running === undefined) return 'null';
  return JSON.stringify({ version: 1, scope: running.scope, state: running.standing() });
}

async function parse(value: unknown): Promise<CutOffReview | 'none' | undefined> {
  const { parseCutOff } = await import('../../node/keptFormats.ts');
  // What is inside was written by the same version of this format.
  return parseCutOff(value) as CutOffReview | 'none' | undefined;
}
