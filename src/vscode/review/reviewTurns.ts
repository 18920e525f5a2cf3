/** One that runs, or waits for its turn. */
interface Turn {
  readonly abort: AbortController;
  readonly kind: TurnKind;
  hasBegun: boolean;
  ended: Promise<void>;
}

/** `late`: what it brings is here already, and must not be lost by a stop before it began. */
export type TurnKind = 'asked' | 'late';

/** Lets reviews run one at a time, in the order they came. */
export class ReviewTurns {
  readonly #turns = new Set<Turn>();

  /** After all that came before, whatever became of that. Rejects as `review` does; does nothing when stopped before. */
  async take(kind: TurnKind, review: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const before = this.ended();
    const turn: Turn = { abort: new AbortController(), kind, hasBegun: false, ended: Promise.resolve() };
    this.#turns.add(turn);
    turn.ended = (async () => {
      await before;
      turn.hasBegun = true;
      if (!turn.abort.signal.aborted) await review(turn.abort.signal);
    })();
    try {
      await turn.ended;
    } finally {
      this.#turns.delete(turn);
    }
  }

  /** Stops the one that runs, and those that were asked for behind it. */
  stop(): void {
    for (const { abort, kind, hasBegun } of this.#turns) if (hasBegun || kind === 'asked') abort.abort();
  }

  stopAll(): void {
    for (const { abort } of this.#turns) abort.abort();
  }

  /** Settles when all of now have ended. */
  async ended(): Promise<void> {
    await Promise.allSettled([...this.#turns].map(async ({ ended }) => ended));
  }
}
