import type { GenerateContentResponse, GenerateContentResponseUsageMetadata } from '@google/genai/web';
import type { FunctionCall, ModelEvent, Usage, WebSource } from '../core/modelClient.ts';
import { serviceName } from './serviceName.ts';

/** What one chunk of an answer brings. Only the first candidate is read: no more are asked for. */
export interface Chunk {
  readonly modelVersion?: string;
  /** Thoughts and text in the order of their parts, then usage. */
  readonly events: readonly ModelEvent[];
  /** As they came: a turn that ends in calls goes back with all of them, thought signatures included. */
  readonly parts: readonly unknown[];
  readonly calls: readonly FunctionCall[];
  /** Queries to a search engine so far. */
  readonly searches: number;
  readonly finishReason?: string;
  /** The prompt was refused, and this is all that comes. */
  readonly blockReason?: string;
  /** Whether it has anything of an answer of this service. */
  readonly recognised: boolean;
}

/** The SDK's types promise more than the wire keeps: every field is looked at before it is believed. */
export function readChunk(response: GenerateContentResponse): Chunk {
  const candidate = response.candidates?.[0];
  const given: unknown = candidate?.content?.parts;
  const parts: readonly unknown[] = Array.isArray(given) ? given : [];
  const events: ModelEvent[] = parts.flatMap(readPart);
  const sources = readSources(candidate);
  if (sources.length > 0) events.push({ kind: 'sources', sources });
  const usage = response.usageMetadata;
  if (asRecord(usage) !== undefined) events.push({ kind: 'usage', usage: readUsage(usage ?? {}) });
  const finishReason = serviceName(candidate?.finishReason);
  const blockReason = serviceName(response.promptFeedback?.blockReason);
  const modelVersion = serviceName(response.modelVersion);
  return {
    events,
    parts,
    calls: parts.flatMap(readCall),
    searches: listOf(recordIn(candidate, 'groundingMetadata')?.['webSearchQueries']).length,
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

function readCall(part: unknown): FunctionCall[] {
  const call = recordIn(part, 'functionCall');
  const { id, name, args } = call ?? {};
  if (typeof name !== 'string') return [];
  return [{ ...(typeof id === 'string' && id !== '' ? { id } : {}), name, args: args ?? {} }];
}

/** Pages that a search found, and pages that were read. */
function readSources(candidate: unknown): WebSource[] {
  const found = listOf(recordIn(candidate, 'groundingMetadata')?.['groundingChunks']).map((chunk) =>
    recordIn(chunk, 'web'),
  );
  const read = listOf(recordIn(candidate, 'urlContextMetadata')?.['urlMetadata']).map(asRecord);
  return [
    ...found.flatMap((page) => sourceOf(page?.['uri'], page?.['title'])),
    ...read.flatMap((page) => sourceOf(page?.['retrievedUrl'], '')),
  ];
}

function sourceOf(address: unknown, title: unknown): WebSource[] {
  if (typeof address !== 'string' || address === '') return [];
  return [{ address, title: typeof title === 'string' ? title : '' }];
}

function recordIn(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  return asRecord(asRecord(value)?.[key]);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function readUsage(usage: GenerateContentResponseUsageMetadata): Usage {
  return {
    input: countOf(usage.promptTokenCount) + countOf(usage.toolUsePromptTokenCount),
    cachedInput: countOf(usage.cachedContentTokenCount),
    output: countOf(usage.candidatesTokenCount),
    thoughts: countOf(usage.thoughtsTokenCount),
  };
}

/** Gateways write numbers as texts, as JSON of protocol buffers does with large ones. */
function countOf(value: unknown): number {
  const count = typeof value === 'string' ? Number(value) : value;
  return typeof count === 'number' && Number.isFinite(count) && count > 0 ? Math.floor(count) : 0;
}
