/** One start of the extension, in ms. */
export interface ActivationFigures {
  /** Reading and running our bundle, as VS Code marks it. */
  readonly loadMs: number;
  /** From the call of `activate` to its end, as VS Code marks it; it waits for nothing. */
  readonly activateMs: number;
  /** In which our code ran, with all that it called, in that and in the turns after it, until it had started. */
  readonly startMs: number;
}

/** How long the event loop of the extension host did nothing else while everything was reviewed, in ms at most. */
export interface HostBlock {
  readonly blockMs: number;
  /** It was at work without a break, in time of the processor: the machine may have other work. */
  readonly busyMs: number;
  /** A thread of the same process with nothing to do was late. */
  readonly idleMs: number;
}

/** What the measuring run in the extension host hands back. Times in ms, memory in bytes. */
export interface EditorFigures {
  /** From the last byte of each finding on the wire to its diagnostic. */
  readonly latenciesMs: readonly number[];
  /** From the last moment before each keystroke was known to moved diagnostics. */
  readonly keystrokesMs: readonly number[];
  readonly findings: number;
  /** Of each review of everything. */
  readonly blocks: readonly HostBlock[];
  /** Of the whole process, which gives little back to the system once it has had it. */
  readonly memory: { readonly before: number; readonly peak: number; readonly after: number };
  /** What is really held, after a collection. */
  readonly heap: { readonly before: number; readonly after: number };
}

export const figuresVariable = 'FLASH_REVIEW_BENCH_FIGURES';
export const serviceVariable = 'FLASH_REVIEW_BENCH_SERVICE';
