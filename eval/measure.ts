/** Counts of one class of cases: `cases`, and how many of them came out how (`exact`, `wrong`, …). */
export type Counts = Readonly<Record<string, number>>;

export interface MeasureOptions {
  /** The folder or file that was named on the command line; it exists. */
  readonly corpus: string;
  /** Every random choice must follow from it. */
  readonly seed: number;
  /** A number given as `--NAME N`, else the fallback. */
  readonly number: (name: string, fallback: number) => number;
  /** A line for the reader, on standard error. */
  readonly log: (line: string) => void;
}

/** What a module `NAME.eval.ts` exports as `measure`: the counts by class, in the order they are printed. */
export type Measure = (options: MeasureOptions) => Promise<Readonly<Record<string, Counts>>>;

/** The command line or the corpus is not what the measure needs; the message is for the reader. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
