import { z } from 'zod';

/** What one answer comes to. `end` is `finished: REASON` or the kind of the failure, with the reason if blocked. */
export interface Decoded {
  readonly text: string;
  readonly thoughts: string;
  /** Functions the model asks for, as JSON, when it ended with them. */
  readonly calls: string;
  readonly modelVersion: string;
  readonly usage: string;
  readonly end: string;
}

export const part = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  functionCall: z.looseObject({ name: z.string().optional(), args: z.unknown().optional() }).optional(),
});
export const answer = z.looseObject({
  candidates: z
    .array(
      z.looseObject({
        content: z.looseObject({ parts: z.array(part).optional() }).optional(),
        finishReason: z.string().optional(),
      }),
    )
    .optional(),
  promptFeedback: z.looseObject({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.record(z.string(), z.unknown()).optional(),
  modelVersion: z.string().optional(),
  responseId: z.string().optional(),
});
export const refusal = z.object({
  error: z.looseObject({ status: z.string(), message: z.string(), details: z.unknown().optional() }),
});

/**
 * The whole of a recording, read the plain way, with nothing of the code that is measured: blocks between blank
 * lines, each a `data:` line or a bare refusal.
 */
export function decodeRecording(body: Buffer): Decoded {
  let text = '';
  let thoughts = '';
  let modelVersion = '';
  let usage = '';
  let finish: string | undefined;
  const asked: object[] = [];
  let known = 0;
  const blocks = body.toString('utf8').split(/\r?\n\r?\n/);
  const done = (end: string): Decoded => {
    const calls = end === 'finished: STOP' && asked.length > 0 ? JSON.stringify(asked) : '';
    return { text, thoughts, calls, modelVersion, usage, end };
  };
  for (const block of blocks) {
    const json = block.trim().replace(/^data:/, '');
    if (json === '') continue;
    const value: unknown = JSON.parse(json);
    const refused = refusal.safeParse(value);
    if (refused.success) return done(failureOf(refused.data.error));
    const chunk = answer.parse(value);
    if (['candidates', 'promptFeedback', 'usageMetadata', 'modelVersion'].some((key) => key in chunk))
      known++;
    const candidate = chunk.candidates?.[0];
    for (const one of candidate?.content?.parts ?? []) {
      if (one.thought === true) thoughts += one.text ?? '';
      else text += one.text ?? '';
      const { functionCall } = one;
      // Arguments that are streamed in parts, which nobody asks for, come without the name.
      if (functionCall?.name !== undefined) asked.push([functionCall.name, functionCall.args ?? {}]);
    }
    modelVersion = chunk.modelVersion ?? modelVersion;
    if (chunk.usageMetadata !== undefined) usage = usageOf(chunk.usageMetadata);
    finish = candidate?.finishReason ?? finish;
    if (chunk.promptFeedback?.blockReason !== undefined)
      return done(`blocked: ${chunk.promptFeedback.blockReason}`);
  }
  if (finish !== undefined) return done(`finished: ${finish}`);
  return done(known === 0 ? 'bad-answer' : 'no-finish');
}

function usageOf(usage: Readonly<Record<string, unknown>>): string {
  const count = (name: string): number => Number(usage[name] ?? 0);
  const input = count('promptTokenCount') + count('toolUsePromptTokenCount');
  return [
    input,
    count('cachedContentTokenCount'),
    count('candidatesTokenCount'),
    count('thoughtsTokenCount'),
  ].join('/');
}

/** The kinds that the recorded refusals must come to. */
function failureOf(error: z.infer<typeof refusal>['error']): string {
  if (JSON.stringify(error.details ?? '').includes('API_KEY_INVALID')) return 'bad-key';
  switch (error.status) {
    case 'INVALID_ARGUMENT':
      return 'bad-request';
    case 'FAILED_PRECONDITION':
      return 'precondition';
    case 'NOT_FOUND':
      return 'model-not-found';
    case 'CANCELLED':
    case 'UNAVAILABLE':
      return 'overloaded';
    default:
      return `no kind for ${error.status}`;
  }
}
