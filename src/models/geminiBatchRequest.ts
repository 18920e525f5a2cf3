import type { InlinedRequest } from '@google/genai/web';
import type { ModelRequest } from '../core/modelClient.ts';
import { parameters } from './geminiStream.ts';

/** By this an answer is told from the others: the service may give them in another order. */
const keyOf = (index: number): string => `r${index}`;

/** The other way round; undefined for what is no key of ours. */
export function placeOf(key: string | undefined): number | undefined {
  const place = /^r(\d{1,6})$/.exec(key ?? '')?.[1];
  return place === undefined ? undefined : Number(place);
}

/** One request as the SDK takes it among others. */
export function inlineRequest(request: ModelRequest, index: number, signal: AbortSignal): InlinedRequest {
  const { contents, config } = parameters(request, signal);
  const { abortSignal: _abortSignal, automaticContinuation: _automatic, ...rest } = config;
  return { contents, config: rest, metadata: { key: keyOf(index) } };
}

/**
 * One request as a line of a file, which the SDK sends as it is: so in the words of the wire.
 * https://ai.google.dev/api/generate-content
 */
export function requestLine(request: ModelRequest, index: number, signal: AbortSignal): string {
  const { contents, config } = parameters(request, signal);
  const { responseMimeType, responseJsonSchema, thinkingConfig, maxOutputTokens, tools, toolConfig } = config;
  return JSON.stringify({
    key: keyOf(index),
    request: {
      contents,
      ...(request.system === '' ? {} : { systemInstruction: { parts: [{ text: request.system }] } }),
      ...(tools === undefined ? {} : { tools }),
      ...(toolConfig === undefined ? {} : { toolConfig }),
      generationConfig: { responseMimeType, responseJsonSchema, thinkingConfig, maxOutputTokens },
    },
  });
}
