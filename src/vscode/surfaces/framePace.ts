/** What comes within so many ms is shown together. */
const calmMs = 16;

/** A flood is shown in frames of this length at most, in ms. */
const longestMs = 128;

/** More changes in one frame than this are a flood. */
const calmChanges = 4;

/** How often what changes is shown anew: at once when it comes alone, and in ever longer frames while a flood lasts. */
export class FramePace {
  #frameMs = calmMs;
  #shownMs = -Infinity;
  #changes = 0;

  changed(): void {
    this.#changes++;
  }

  /** Until the next frame, in ms; 0 when it may begin. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#shownMs + this.#frameMs - nowMs);
  }

  shown(nowMs: number): void {
    this.#frameMs = this.#changes > calmChanges ? Math.min(longestMs, this.#frameMs * 2) : calmMs;
    this.#shownMs = nowMs;
    this.#changes = 0;
  }
}
