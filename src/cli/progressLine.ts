import type { Usage } from '../core/modelClient.ts';
import { dollars } from './dollars.ts';
import { cut, plural, safeLine } from './safeText.ts';
import { pageOf, type Terminal } from './terminal.ts';

/** Fewer redraws than this apart, in ms, are spared. */
const redrawMs = 100;

/** One line that tells how far the review is, on a terminal only; whoever prints takes it away first. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #active: boolean;
  #drawn = false;
  #drawnAt = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
    this.#active = terminal.err.isTTY === true && terminal.environment['TERM'] !== 'dumb';
  }

  show(text: string, nowMs: number, force = false): void {
    if (!this.#active || (!force && this.#drawn && nowMs - this.#drawnAt < redrawMs)) return;
    const { err } = this.#terminal;
    err.write(`\r\u001b[2K${cut(text, pageOf(this.#terminal, err).prose - 1)}`);
    this.#drawn = true;
    this.#drawnAt = nowMs;
  }

  clear(): void {
    if (!this.#drawn) return;
    this.#terminal.err.write('\r\u001b[2K');
    this.#drawn = false;
  }
}

/** `Reviewing 3 files - 2 findings - 1200 tokens in, 300 out - about $0.01`, and what the model thinks about. */
export function progressText(state: {
  readonly files: number | undefined;
  readonly findings: number;
  readonly usage: Usage | undefined;
  readonly cost: number | undefined;
  /** What the model thinks about; plain text on one line. */
  readonly thought: string | undefined;
}): string {
  const { files, findings, usage, cost, thought } = state;
  const parts = [
    files === undefined ? 'Reading' : `Reviewing ${plural(files, 'file')}`,
    plural(findings, 'finding'),
  ];
  if (usage !== undefined) parts.push(`${usage.input} tokens in, ${usage.output + usage.thoughts} out`);
  if (cost !== undefined) parts.push(`about ${dollars(cost)}`);
  if (thought !== undefined) parts.push(safeLine(thought));
  return parts.join(' - ');
}
