import type { FileRef } from './finding.ts';
import type { FunctionCall, FunctionDeclaration } from './modelClient.ts';

/** Functions that a model may call, and what runs them. */
export interface Toolbox {
  readonly functions: readonly FunctionDeclaration[];
  /** Whatever is wrong with the call is an answer for the model; it throws for an abort, and for bugs. */
  run(call: FunctionCall, signal: AbortSignal): Promise<ToolOutput>;
}

export interface ToolOutput {
  readonly output: string;
  readonly isError: boolean;
  /** Files of which some text is in the output. */
  readonly shown: readonly FileRef[];
}

export function toolError(output: string): ToolOutput {
  return { output, isError: true, shown: [] };
}
