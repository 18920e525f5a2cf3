import type { GenerateContentResponse, GenerateContentResponseUsageMetadata } from '@google/genai/web';
import type { ModelEvent, Usage } from '../core/ports.ts';
import { serviceName } from './serviceName.ts';

/** What one chunk of an answer brings. Only the first candidate is read: no more are asked for. */
export interface Chunk {
  readonly modelVersion?: string;
  /** Thoughts and text in the order of their parts, then usage. */
  readonly events: readonly ModelEvent[];
  readonly finishReason?: string;
  /** The prompt was refused, and this is all that comes. */
  readonly blockReason?: string;
  /** Whether it has anything of an answer of this service. */
  readonly recognised: boolean;
}

/** The SDK's types promise more than the wire keeps: every field is looked at before it is believed. */
export function readChunk(response: GenerateContentResponse): Chunk {
  const candidate = response.candidates?.[0];
  const parts: unknown = candidate?.content?.parts;
  const events: ModelEvent[] = Array.isArray(parts) ? parts.flatMap(readPart) : [];
  const usage = response.usageMetadata;
  if (usage !== undefined) events.push({ kind: 'usage', usage: readUsage(usage) });
  const finishReason = serviceName(candidate?.finishReason);
  const blockReason = serviceName(response.promptFeedback?.blockReason);
  const modelVersion = serviceName(response.modelVersion);
  return {
    events,
    ...(modelVersion === undefined ? {} : { modelVersion }),
    ...(finishReason === undefined ? {} : { finishReason }),
    ...(blockReason === undefined ? {} : { blockReason }),
    recognised: [candidate, usage, response.promptFeedback, response.modelVersion, response.responseId].some(
      (field) => field !== undefined,
    ),
  };
}

/** A thought signature comes in a part with empty text, function calls in parts without. */
function readPart(part: unknown): ModelEvent[] {
  if (typeof part !== 'object' || part === null || !('text' in part)) return [];
  const { text } = part;
  if (typeof text !== 'string' || text === '') return [];
  return [{ kind: 'thought' in part && part.thought === true ? 'thought' : 'text', text }];
}

function readUsage(usage: GenerateContentResponseUsageMetadata): Usage {
  return {
    input: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    cachedInput: usage.cachedContentTokenCount ?? 0,
    output: usage.candidatesTokenCount ?? 0,
    thoughts: usage.thoughtsTokenCount ?? 0,
  };
}
