import type { Printer } from './printer.ts';
import { progressText } from './progressLine.ts';
import { safeText } from './safeText.ts';
import type { TerminalStream } from './terminal.ts';

/** Every finding is told of; what only counts on, no oftener than this, in ms. */
const tellMs = 500;

/** A printer whose reader is an agent: progress goes to it, notes for people beside the protocol. */
export function agentPrinter(progress: (message: string) => void, err: TerminalStream): Printer {
  let told:
    { readonly files: number | undefined; readonly findings: number; readonly atMs: number } | undefined;
  return {
    started: () => undefined,
    finding: () => undefined,
    settled: () => undefined,
    ended: () => Promise.resolve(),
    note: (text) => {
      err.write(`flash-review: ${safeText(text)}\n`);
    },
    progress: (state) => {
      const { files, findings } = state;
      const now = Date.now();
      const isNew = told === undefined || told.files !== files || told.findings !== findings;
      if (!isNew && told !== undefined && now - told.atMs < tellMs) return;
      told = { files, findings, atMs: now };
      progress(progressText(state));
    },
  };
}
