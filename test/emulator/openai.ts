import { z } from 'zod';
import type { GenerateRequest } from './generateRequest.ts';
import { findTurnConflict } from './functionTurns.ts';
import type { CallPart, GenerateResponse } from './generateResponse.ts';
import { badRequest, unknownField, type GoogleErrorBody } from './googleErrors.ts';

/** Google's own endpoint wraps its errors in an array; gateways send an object of OpenAI's form. */
export type OpenAiDialect = 'google' | 'gateway';

/** The dialect spoken at a path; undefined where no chat completions are. */
export function openAiDialect(path: string): OpenAiDialect | undefined {
  if (path === '/v1beta/openai/chat/completions') return 'google';
  return path === '/gateway/v1/chat/completions' ? 'gateway' : undefined;
}

const part = z.looseObject({ type: z.string(), text: z.string().optional() });
const toolCall = z.strictObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
  extra_content: z.object({ google: z.object({ thought_signature: z.string() }) }).optional(),
});
const chatMessage = z.strictObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part)]).nullable(),
  tool_calls: z.array(toolCall).optional(),
  tool_call_id: z.string().optional(),
});
// Google refuses a name it does not know, so the emulator does too.
const completionRequest = z.strictObject({
  model: z.string(),
  messages: z.array(chatMessage),
  tools: z
    .array(z.strictObject({ type: z.literal('function'), function: z.looseObject({ name: z.string() }) }))
    .optional(),
  tool_choice: z.string().optional(),
  stream: z.boolean().optional(),
  stream_options: z.strictObject({ include_usage: z.boolean().optional() }).optional(),
  response_format: z.unknown().optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high']).optional(),
  max_tokens: z.number().int().optional(),
});

export type CheckedCompletion =
  | { readonly ok: true; readonly model: string; readonly asked: GenerateRequest }
  | { readonly ok: false; readonly error: GoogleErrorBody };

/** The same request in the words of Gemini. */
export function checkCompletionRequest(body: unknown): CheckedCompletion {
  const parsed = completionRequest.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const error =
      issue?.code === 'unrecognized_keys'
        ? unknownField(issue.keys[0] ?? '', '')
        : badRequest(`Invalid value at '${issue?.path.join('.') ?? ''}'`);
    return { ok: false, error };
  }
  const { model, messages } = parsed.data;
  const conflict = findTurnConflict(messages.flatMap(contentOfTurn));
  if (conflict !== undefined) return { ok: false, error: badRequest(conflict) };
  const textOf = (role: string) =>
    messages
      .filter((message) => message.role === role)
      .flatMap(({ content }) =>
        typeof content === 'string'
          ? [{ text: content }]
          : (content ?? []).map(({ text = '' }) => ({ text })),
      );
  const system = textOf('system');
  const asked = {
    contents: [{ role: 'user', parts: textOf('user') }, ...messages.flatMap(contentOfTurn)],
    ...(system.length === 0 ? {} : { systemInstruction: { parts: system } }),
    generationConfig: { thinkingConfig: { includeThoughts: true } },
  };
  return { ok: true, model: model.replace(/^models\//, ''), asked };
}

/** A chunk of Gemini's as the chunk of a chat completion; finish and usage come apart, as OpenAI sends them. */
export function completionChunks(chunk: GenerateResponse, dialect: OpenAiDialect): readonly object[] {
  const head = {
    id: chunk.responseId,
    object: 'chat.completion.chunk',
    created: 0,
    model: chunk.modelVersion,
  };
  const candidate = chunk.candidates?.[0];
  const parts = candidate?.content.parts ?? [];
  const reason = chunk.promptFeedback === undefined ? candidate?.finishReason : 'SAFETY';
  const calls = parts.filter((one) => 'functionCall' in one);
  const deltas: object[] = parts
    .filter((one) => 'text' in one)
    .map((one) => (one.thought === true ? { reasoning_content: one.text } : { content: one.text }));
  for (const [index, call] of calls.entries()) deltas.push(...callDeltas(call, index, dialect));
  const chunks: object[] = deltas.map((delta) => ({
    ...head,
    choices: [{ index: 0, delta: { role: 'assistant', ...delta } }],
  }));
  if (reason === undefined) return chunks;
  const usage = chunk.usageMetadata;
  chunks.push({
    ...head,
    choices: [{ index: 0, delta: {}, finish_reason: finishReasons[reason] ?? reason }],
  });
  chunks.push({
    ...head,
    choices: [],
    usage: {
      prompt_tokens: usage.promptTokenCount,
      completion_tokens: usage.candidatesTokenCount ?? 0,
      total_tokens: usage.totalTokenCount,
    },
  });
  return chunks;
}

const finishReasons: Readonly<Record<string, string>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
};

/** Google sends a call whole, every one as the first; gateways send it in pieces. */
function callDeltas(
  { functionCall, thoughtSignature }: CallPart,
  index: number,
  dialect: OpenAiDialect,
): readonly object[] {
  const { id, name, args } = functionCall;
  const text = typeof args === 'string' ? args : JSON.stringify(args);
  const extra =
    thoughtSignature === undefined
      ? {}
      : { extra_content: { google: { thought_signature: thoughtSignature } } };
  if (dialect === 'google')
    return [
      { tool_calls: [{ index: 0, id, type: 'function', function: { name, arguments: text }, ...extra }] },
    ];
  const pieces = text.match(/.{1,7}/gs) ?? [''];
  return [
    { tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' }, ...extra }] },
    ...pieces.map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ];
}

/** Calls and their results in the words of Gemini, signatures included. */
function contentOfTurn(one: z.infer<typeof chatMessage>): {
  role: string;
  parts: Record<string, unknown>[];
}[] {
  if (one.role === 'tool') return [{ role: 'user', parts: [{ functionResponse: { id: one.tool_call_id } }] }];
  if (one.role !== 'assistant') return [];
  const parts = (one.tool_calls ?? []).map((call) => ({
    functionCall: { id: call.id, name: call.function.name },
    ...(call.extra_content === undefined
      ? {}
      : { thoughtSignature: call.extra_content.google.thought_signature }),
  }));
  return [{ role: 'model', parts }];
}

/** A refusal in the dialect's own wrapping. */
export function wrapError(body: GoogleErrorBody, dialect: OpenAiDialect): object {
  if (dialect === 'google') return [body];
  const { code, message, status } = body.error;
  return { error: { message, type: status.toLowerCase(), param: null, code } };
}
