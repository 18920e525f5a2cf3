import type { FileRef } from '../finding.ts';
import {
  addUsage,
  noUsage,
  type FunctionCall,
  type FunctionTurn,
  type ModelClient,
  type ModelRequest,
} from '../modelClient.ts';
import type { Clock } from '../ports.ts';
import type { Toolbox } from '../toolbox.ts';
import { converse, withoutSchema, type ConverseEvent, type ConverseLimits } from './converse.ts';
import { defaultToolLimits, ToolAllowance, type ToolLimits } from './toolAllowance.ts';

export type ToolConverseEvent =
  | Exclude<ConverseEvent, { readonly kind: 'calls' }>
  /** The model's calls were answered, and the request is sent again with that. `shown` are the files it saw of. */
  | { readonly kind: 'looked-up'; readonly calls: readonly string[]; readonly shown: readonly FileRef[] };

/**
 * One request to its end, with what the model wants to look up on the way. Where the road has no functions, the model
 * refuses them or makes a mess of them, it is a plain request. What ends, and how often, is as with `converse`;
 * `usage` is a running total over all turns.
 */
export async function* converseWithTools(
  client: ModelClient,
  request: ModelRequest,
  toolbox: Toolbox | undefined,
  clock: Clock,
  signal: AbortSignal,
  limits: ConverseLimits & Partial<ToolLimits> = {},
): AsyncGenerator<ToolConverseEvent, void, void> {
  const allowance = new ToolAllowance({ ...defaultToolLimits, ...limits });
  let tools = client.functions === true ? toolbox : undefined;
  let base = request;
  let turns: readonly FunctionTurn[] = [];
  let spent = noUsage;
  let textReceived = false;
  for (;;) {
    allowance.beginTurn();
    const over = allowance.isOver;
    const sent = tools === undefined ? base : withTools(base, tools, turns, over);
    let used = noUsage;
    let asked: { readonly calls: readonly FunctionCall[]; readonly echo: unknown } | undefined;
    let again = false;
    let toolsWereWhy = false;
    for await (const event of converse(client, sent, clock, signal, limits)) {
      switch (event.kind) {
        case 'calls':
          asked = event;
          continue;
        case 'usage':
          used = event.usage;
          yield { kind: 'usage', usage: addUsage(spent, used) };
          continue;
        case 'text':
          textReceived = true;
          break;
        case 'tools-dropped': {
          const { serviceTools: _, ...rest } = base;
          base = rest;
          if (event.tools.includes('functions')) tools = undefined;
          toolsWereWhy = true;
          break;
        }
        case 'retrying':
          // What was refused once would be refused in every turn.
          if (!toolsWereWhy && event.failure.kind === 'bad-request') base = withoutSchema(base);
          toolsWereWhy = false;
          break;
        case 'failed':
          again = tools !== undefined && !textReceived && failedByCalls(event, turns);
          if (again) continue;
          break;
        case 'finished':
          if (asked !== undefined && tools !== undefined && !over) continue;
          again = asked !== undefined && !textReceived;
          if (again) continue;
          break;
        default:
          break;
      }
      yield event;
    }
    spent = addUsage(spent, used);
    if (again) {
      yield { kind: 'tools-dropped', tools: ['functions'] };
      tools = undefined;
      turns = [];
      continue;
    }
    if (asked === undefined || tools === undefined || over) return;
    let answered;
    try {
      answered = await allowance.answer(asked.calls, tools, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      yield { kind: 'failed', failure: { kind: 'cancelled' } };
      return;
    }
    turns = [...turns, { echo: asked.echo, results: answered.results }];
    yield { kind: 'looked-up', calls: asked.calls.map(({ name }) => name), shown: answered.shown };
  }
}

function withTools(
  request: ModelRequest,
  { functions }: Toolbox,
  turns: readonly FunctionTurn[],
  over: boolean,
): ModelRequest {
  return { ...request, functions, turns, ...(over ? { callsOver: true } : {}) };
}

/** https://ai.google.dev/api/generate-content#FinishReason */
const ofCalls: ReadonlySet<string> = new Set([
  'MALFORMED_FUNCTION_CALL',
  'UNEXPECTED_TOOL_CALL',
  'TOO_MANY_TOOL_CALLS',
]);

/** The calls themselves went wrong: the same request may do without them. */
function failedByCalls(
  { failure }: Extract<ConverseEvent, { readonly kind: 'failed' }>,
  turns: readonly FunctionTurn[],
): boolean {
  if (failure.kind === 'cut-off') return ofCalls.has(failure.reason);
  return failure.kind === 'bad-request' && turns.length > 0;
}
