/** `auto`: the editor saved by itself, after a delay or when it lost the focus. */
export type SaveKind = 'manual' | 'auto';

/** All in ms. */
export interface SaveTimes {
  /** After a save, before it is looked at. */
  readonly debounce: number;
  /** After the last save the editor made by itself. */
  readonly quiet: number;
  /** From one request for a file to the next, where the editor saves by itself. */
  readonly interval: number;
}

const saveTimes: SaveTimes = { debounce: 1_000, quiet: 5_000, interval: 30_000 };

interface Waiting {
  readonly dueMs: number;
  readonly kind: SaveKind;
}

export type Turn =
  { readonly kind: 'ready'; readonly path: string } | { readonly kind: 'later'; readonly atMs: number };

/** Saved files, each once, and when their turn comes. Knows no clock: every call says what time it is. */
export class SaveQueue {
  readonly #times: SaveTimes;
  readonly #waiting = new Map<string, Waiting>();
  readonly #sentMs = new Map<string, number>();

  constructor(times: SaveTimes = saveTimes) {
    this.#times = times;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Every save puts the file off anew. What a user saved by hand does not wait for the editor's own quiet time. */
  saved(path: string, kind: SaveKind, nowMs: number): void {
    const byHand = kind === 'manual' || this.#waiting.get(path)?.kind === 'manual';
    this.#waiting.delete(path);
    if (byHand) this.#waiting.set(path, { kind: 'manual', dueMs: nowMs + this.#times.debounce });
    else {
      const next = (this.#sentMs.get(path) ?? Number.NEGATIVE_INFINITY) + this.#times.interval;
      this.#waiting.set(path, { kind, dueMs: Math.max(nowMs + this.#times.quiet, next) });
    }
  }

  /** Whose turn it is, or when it will be somebody's; undefined when nobody waits. */
  next(nowMs: number): Turn | undefined {
    let first: { readonly path: string; readonly dueMs: number } | undefined;
    for (const [path, { dueMs }] of this.#waiting)
      if (first === undefined || dueMs < first.dueMs) first = { path, dueMs };
    if (first === undefined) return undefined;
    return first.dueMs <= nowMs ? { kind: 'ready', path: first.path } : { kind: 'later', atMs: first.dueMs };
  }

  /** Its turn has come, or it is not wanted any more. */
  remove(path: string): void {
    this.#waiting.delete(path);
  }

  /** A request for the file went out. */
  sent(path: string, nowMs: number): void {
    for (const [other, sentMs] of this.#sentMs)
      if (nowMs - sentMs >= this.#times.interval) this.#sentMs.delete(other);
    this.#sentMs.set(path, nowMs);
  }

  clear(): void {
    this.#waiting.clear();
  }
}
