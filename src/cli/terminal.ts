/** One of the program's two streams. */
export interface TerminalStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** Undefined when it is no terminal. */
  readonly columns?: number;
}

/** Everything of the outside that the program reads or writes by itself. */
export interface Terminal {
  readonly out: TerminalStream;
  readonly err: TerminalStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Ends what is running. */
  readonly signal: AbortSignal;
}

/** Columns that a text may take. */
export interface Page {
  /** Sentences are wrapped to it. */
  readonly prose: number;
  /** Code is cut at it, because wrapping would tear it from its marks. */
  readonly code: number;
}

/** Of what is written to a file or a log. */
export const filePage: Page = { prose: 100, code: 400 };

/** By `COLUMNS`, else the terminal's own; what is no terminal can be scrolled. */
export function pageOf({ environment }: Pick<Terminal, 'environment'>, stream: TerminalStream): Page {
  const given = Number(environment['COLUMNS']);
  const columns = Number.isInteger(given) && given > 0 ? given : stream.columns;
  // A terminal that does not know its width says 0.
  if (columns === undefined || columns === 0) return filePage;
  const usable = Math.max(20, columns);
  return { prose: usable, code: usable };
}

/** Whether a stream is written to in colour. `NO_COLOR` (no-color.org) is a refusal, and wins over `FORCE_COLOR`. */
export function usesColor(
  { environment }: Pick<Terminal, 'environment'>,
  stream: TerminalStream,
  wanted = true,
): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = environment;
  if (!wanted || no !== '') return false;
  if (force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY === true && term !== 'dumb';
}
