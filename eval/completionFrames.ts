import { answer, refusal, type Decoded } from './decodeRecording.ts';
import type { Recording } from './recordings.ts';
import { payloadsOf } from './reframings.ts';

/**
 * A recorded answer as an OpenAI-compatible service would send it: calls in pieces, usage in every event, `[DONE]` at
 * the end. Undefined for what is no answer of Gemini's throughout.
 */
export function asCompletion(recording: Recording): Recording | undefined {
  const { status } = recording;
  if (status !== 200) {
    const body = `[${recording.body.toString('utf8').trim()}]`;
    return { ...recording, body: Buffer.from(body, 'utf8') };
  }
  const payloads = payloadsOf(recording.body)?.map(parse);
  if (payloads === undefined) return undefined;
  let events = '';
  let calls = 0;
  for (const payload of payloads) {
    const refused = refusal.safeParse(payload);
    if (refused.success) {
      events += `data: ${JSON.stringify([payload])}\n\n`;
      continue;
    }
    const parsed = answer.safeParse(payload);
    if (!parsed.success) return undefined;
    for (const chunk of chunksOf(parsed.data, () => calls++)) events += `data: ${JSON.stringify(chunk)}\n\n`;
  }
  const { length } = events;
  return { ...recording, body: Buffer.from(length === 0 ? '' : `${events}data: [DONE]\n\n`, 'utf8') };
}

/** What such an answer comes to: a refused prompt is a finish reason there. */
export function expectedOfCompletion(decoded: Decoded): Decoded {
  return decoded.end.startsWith('blocked: ') ? { ...decoded, end: 'finished: SAFETY' } : decoded;
}

type Answer = ReturnType<typeof answer.parse>;

function* chunksOf(chunk: Answer, nextCall: () => number): Generator<object> {
  const model = chunk.modelVersion === undefined ? {} : { model: chunk.modelVersion };
  const event = (delta: object, more: object = {}): object => ({
    object: 'chat.completion.chunk',
    ...model,
    choices: [{ index: 0, delta, ...more }],
  });
  const candidate = chunk.candidates?.[0];
  for (const { text, thought, functionCall } of candidate?.content?.parts ?? []) {
    if (text !== undefined) yield event(thought === true ? { reasoning_content: text } : { content: text });
    if (functionCall?.name === undefined) continue;
    const index = nextCall();
    const { name, args = {} } = functionCall;
    yield event({
      tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }],
    });
    for (const piece of JSON.stringify(args).match(/.{1,9}/gsu) ?? [])
      yield event({ tool_calls: [{ index, function: { arguments: piece } }] });
  }
  const blocked = chunk.promptFeedback?.blockReason !== undefined;
  const reason = blocked ? 'SAFETY' : candidate?.finishReason;
  if (reason !== undefined) yield event({}, { finish_reason: names[reason] ?? reason.toLowerCase() });
  else if (chunk.modelVersion !== undefined) yield event({});
  if (chunk.usageMetadata !== undefined) yield { ...model, choices: [], usage: usageOf(chunk.usageMetadata) };
}

const names: Readonly<Record<string, string>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
};

/** As OpenAI counts: thinking inside the completion. */
function usageOf(usage: Readonly<Record<string, unknown>>): object {
  const count = (name: string): number => Number(usage[name] ?? 0);
  const input = count('promptTokenCount') + count('toolUsePromptTokenCount');
  const thoughts = count('thoughtsTokenCount');
  const completion = count('candidatesTokenCount') + thoughts;
  return {
    prompt_tokens: input,
    prompt_tokens_details: { cached_tokens: count('cachedContentTokenCount') },
    completion_tokens: completion,
    completion_tokens_details: { reasoning_tokens: thoughts },
    total_tokens: input + completion,
  };
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return undefined;
  }
}
