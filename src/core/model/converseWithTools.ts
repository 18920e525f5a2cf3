import type { FileRef } from '../finding.ts';
import {
  addUsage,
  noUsage,
  type FunctionCall,
  type FunctionTurn,
  type ModelClient,
  type ModelRequest,
  type Usage,
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
  const course: Course = {
    base: request,
    tools: client.functions === true ? toolbox : undefined,
    turns: [],
    spent: noUsage,
    textReceived: false,
  };
  for (;;) {
    allowance.beginTurn();
    const end = yield* oneTurn(course, allowance.isOver, client, clock, signal, limits);
    if (end.kind === 'over') return;
    if (end.kind === 'again-without-calls') {
      yield { kind: 'tools-dropped', tools: ['functions'] };
      course.tools = undefined;
      course.turns = [];
      continue;
    }
    let answered;
    try {
      answered = await allowance.answer(end.calls, end.tools, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      yield { kind: 'failed', failure: { kind: 'cancelled' } };
      return;
    }
    course.turns = [...course.turns, { echo: end.echo, results: answered.results }];
    yield { kind: 'looked-up', calls: end.calls.map(({ name }) => name), shown: answered.shown };
  }
}

/** What goes on from turn to turn. */
interface Course {
  /** Without what was refused. */
  base: ModelRequest;
  tools: Toolbox | undefined;
  turns: readonly FunctionTurn[];
  spent: Usage;
  textReceived: boolean;
}

type TurnEnd =
  /** The event that ends all was told. */
  | { readonly kind: 'over' }
  | { readonly kind: 'again-without-calls' }
  | {
      readonly kind: 'calls';
      readonly calls: readonly FunctionCall[];
      readonly echo: unknown;
      readonly tools: Toolbox;
    };

/** One request to where it ends or the model wants to look something up; `callsOver` when it may do so no more. */
async function* oneTurn(
  course: Course,
  callsOver: boolean,
  client: ModelClient,
  clock: Clock,
  signal: AbortSignal,
  limits: ConverseLimits,
): AsyncGenerator<ToolConverseEvent, TurnEnd, void> {
  const { base, tools, turns, spent } = course;
  const sent = tools === undefined ? base : withTools(base, tools, turns, callsOver);
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
        course.textReceived = true;
        break;
      case 'tools-dropped':
        course.base = withoutServiceTools(course.base);
        if (event.tools.includes('functions')) course.tools = undefined;
        toolsWereWhy = true;
        break;
      case 'retrying':
        // What was refused once would be refused in every turn.
        if (!toolsWereWhy && event.failure.kind === 'bad-request') course.base = withoutSchema(course.base);
        toolsWereWhy = false;
        break;
      case 'failed':
        again = course.tools !== undefined && !course.textReceived && failedByCalls(event, turns);
        if (again) continue;
        break;
      case 'finished':
        if (asked !== undefined && course.tools !== undefined && !callsOver) continue;
        again = asked !== undefined && !course.textReceived;
        if (again) continue;
        break;
      default:
        break;
    }
    yield event;
  }
  course.spent = addUsage(spent, used);
  if (again) return { kind: 'again-without-calls' };
  if (asked === undefined || course.tools === undefined || callsOver) return { kind: 'over' };
  return { kind: 'calls', calls: asked.calls, echo: asked.echo, tools: course.tools };
}

function withoutServiceTools(request: ModelRequest): ModelRequest {
  const { serviceTools: _, ...rest } = request;
  return rest;
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
