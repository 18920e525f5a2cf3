import type { FileRef } from '../finding.ts';
import type { FunctionCall, FunctionResult } from '../modelClient.ts';
import { toolError, type Toolbox, type ToolOutput } from '../toolbox.ts';

export interface ToolLimits {
  /** Requests of one answer, the last one without calls included. */
  readonly maxTurns: number;
  readonly maxCalls: number;
  /** UTF-16 units of all outputs together; about four make a token. */
  readonly maxOutput: number;
}

export const defaultToolLimits: ToolLimits = { maxTurns: 8, maxCalls: 32, maxOutput: 160_000 };

/** What is left of the limits for one answer. */
export class ToolAllowance {
  readonly #limits: ToolLimits;
  #turns = 0;
  #calls = 0;
  #output = 0;

  constructor(limits: ToolLimits) {
    this.#limits = limits;
  }

  /** Counts a request that is about to be sent. */
  beginTurn(): void {
    this.#turns++;
  }

  /** The request that is sent now has to be the last one. */
  get isOver(): boolean {
    const { maxTurns, maxCalls, maxOutput } = this.#limits;
    return this.#turns >= maxTurns || this.#calls >= maxCalls || this.#output >= maxOutput;
  }

  /** Runs the calls of one turn, one after another; a call beyond the limits is refused. */
  async answer(
    calls: readonly FunctionCall[],
    toolbox: Toolbox,
    signal: AbortSignal,
  ): Promise<{ readonly results: readonly FunctionResult[]; readonly shown: readonly FileRef[] }> {
    const results: FunctionResult[] = [];
    const shown: FileRef[] = [];
    for (const call of calls) {
      const ran = await this.#run(call, toolbox, signal);
      this.#output += ran.output.length;
      results.push({ call, output: ran.output, isError: ran.isError });
      shown.push(...ran.shown);
    }
    return { results, shown };
  }

  async #run(call: FunctionCall, toolbox: Toolbox, signal: AbortSignal): Promise<ToolOutput> {
    const left = this.#limits.maxOutput - this.#output;
    if (this.#calls >= this.#limits.maxCalls || left <= 0)
      return toolError('The limit for look-ups is reached. Answer with what is known.');
    this.#calls++;
    if (!toolbox.functions.some(({ name }) => name === call.name)) {
      const known = toolbox.functions.map(({ name }) => name).join(', ');
      return toolError(`There is no such function. There are: ${known}.`);
    }
    const ran = await toolbox.run(call, signal);
    if (ran.output.length <= left) return ran;
    return { ...ran, output: `${ran.output.slice(0, left)}\n(cut here: the limit for look-ups is reached)` };
  }
}
