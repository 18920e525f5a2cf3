/** One line of the table. Ours and the peer's figure come from the same run, on the same input. */
export interface BenchRow {
  readonly name: string;
  /** Ours divided by the peer's. */
  readonly ratio: number;
  readonly ours: number;
  readonly peer: number;
  /** Of `ours` and `peer`, for instance `MB/s` or `ms`. */
  readonly unit: string;
  /** What the peer is. */
  readonly against: string;
}

export type BenchResult = readonly BenchRow[];

export interface BenchOptions {
  /** A repository to measure on, beside those a bench makes itself. */
  readonly repo?: string;
  /** Files in one more repository that a bench makes, where it can. */
  readonly files?: number;
}

/** What each `NAME.bench.ts` exports; `name` is the NAME of its file. */
export interface Bench {
  readonly name: string;
  /** One sentence: what is measured against what. */
  readonly describe: string;
  run(options?: BenchOptions): Promise<BenchResult>;
}
