import { estimateTokens } from './generateRequest.ts';
import { usageMetadata, type Part } from './generateResponse.ts';
import type { Performance, Step } from './step.ts';

/** Writes the chunks of one answer: usage is a running total, as the service sends it. */
export function chunkWriter(
  show: Performance,
  answer: {
    readonly modelVersion?: string;
    readonly cachedTokens?: number;
    readonly groundingMetadata?: object;
  },
): (parts: readonly Part[] | undefined, finishReason?: string | null) => Step {
  let output = '';
  let thoughts = '';
  return (parts, finishReason = null) => {
    for (const part of parts ?? []) {
      if ('functionCall' in part) output += JSON.stringify(part.functionCall);
      else if (part.thought === true) thoughts += part.text;
      else output += part.text;
    }
    const tokens = {
      prompt: show.promptTokens,
      cached: answer.cachedTokens ?? show.cachedTokens ?? 0,
      output: estimateTokens(output),
      thoughts: estimateTokens(thoughts),
    };
    const grounding =
      answer.groundingMetadata === undefined ? {} : { groundingMetadata: answer.groundingMetadata };
    const content = { ...(parts === undefined ? {} : { parts }), role: 'model' as const };
    return {
      kind: 'chunk',
      body: {
        candidates: [{ content, ...(finishReason === null ? {} : { finishReason, ...grounding }), index: 0 }],
        usageMetadata: usageMetadata(tokens),
        modelVersion: answer.modelVersion ?? show.model,
        responseId: responseId(show),
      },
    };
  };
}

export const responseId = (show: Performance): string =>
  Buffer.from(`${show.request.arrivedAt}`).toString('base64url');
