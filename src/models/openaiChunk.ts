import type { ModelEvent, ModelInfo, Usage } from '../core/modelClient.ts';
import { serviceName } from './serviceName.ts';

/** What one event of a chat completion brings. Only the first choice is read: no more are asked for. */
export interface CompletionChunk {
  readonly model?: string;
  /** Thoughts and text in their order, then usage. */
  readonly events: readonly ModelEvent[];
  /** `tool_calls` as they stand in the event: pieces of calls. */
  readonly callPieces: unknown;
  /** In the words of Gemini, so that all roads speak of an end in the same way. */
  readonly finishReason?: string;
  /** Whether it has anything of a chat completion. */
  readonly recognised: boolean;
}

/** https://platform.openai.com/docs/api-reference/chat-streaming; every field is looked at before it is believed. */
export function readCompletionChunk(event: string): CompletionChunk {
  const chunk = asRecord(JSON.parse(event));
  const choices: unknown = chunk?.['choices'];
  const choice = asRecord(Array.isArray(choices) ? choices[0] : undefined);
  const delta = asRecord(choice?.['delta']) ?? asRecord(choice?.['message']);
  const events: ModelEvent[] = [];
  // Gateways give a thinking model's thoughts under either name.
  const thought = asText(delta?.['reasoning_content']) ?? asText(delta?.['reasoning']);
  if (thought !== undefined) events.push({ kind: 'thought', text: thought });
  const text = asText(delta?.['content']);
  if (text !== undefined) events.push({ kind: 'text', text });
  const usage = asRecord(chunk?.['usage']);
  if (usage !== undefined) events.push({ kind: 'usage', usage: readUsage(usage) });
  const reason = serviceName(choice?.['finish_reason']);
  const model = serviceName(chunk?.['model']);
  return {
    events,
    callPieces: delta?.['tool_calls'],
    ...(model === undefined ? {} : { model }),
    ...(reason === undefined ? {} : { finishReason: finishReasons[reason] ?? reason.toUpperCase() }),
    recognised: Array.isArray(choices) || usage !== undefined,
  };
}

/** The answer of `GET /models`; what is no model in it is left out. */
export function readModelList(event: string): readonly ModelInfo[] {
  const list: unknown = asRecord(JSON.parse(event))?.['data'];
  const models: readonly unknown[] = Array.isArray(list) ? list : [];
  return models.flatMap((one): ModelInfo[] => {
    const model = asRecord(one);
    const name = serviceName(model?.['id'])?.replace(/^models\//, '');
    if (name === undefined) return [];
    const inputTokenLimit = windowNames.map((field) => asCount(model?.[field])).find((tokens) => tokens > 0);
    return [{ name, ...(inputTokenLimit === undefined ? {} : { inputTokenLimit, sharedWindow: true }) }];
  });
}

/** What is loaded before what could be: LM Studio, OpenRouter and most gateways, vLLM, Groq. */
const windowNames = [
  'loaded_context_length',
  'context_length',
  'max_model_len',
  'context_window',
  'max_context_length',
] as const;

const finishReasons: Readonly<Record<string, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
  tool_calls: 'STOP',
  function_call: 'STOP',
};

/**
 * OpenAI counts thinking inside `completion_tokens`; Google leaves it out and shows it only in the total. The
 * total tells which.
 */
function readUsage(usage: Readonly<Record<string, unknown>>): Usage {
  const input = asCount(usage['prompt_tokens']);
  const completion = asCount(usage['completion_tokens']);
  const beside = Math.max(0, asCount(usage['total_tokens']) - input - completion);
  const within = Math.min(
    completion,
    asCount(asRecord(usage['completion_tokens_details'])?.['reasoning_tokens']),
  );
  return {
    input,
    cachedInput: asCount(asRecord(usage['prompt_tokens_details'])?.['cached_tokens']),
    output: beside > 0 ? completion : completion - within,
    thoughts: beside > 0 ? beside : within,
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const asCount = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : 0;
