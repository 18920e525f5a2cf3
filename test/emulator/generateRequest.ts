import { z } from 'zod';
import { findTurnConflict } from './functionTurns.ts';
import { badRequest, unknownField, type GoogleErrorBody } from './googleErrors.ts';

// Only the names matter here: the service refuses a name it does not know, so the emulator does too.
const content = z.strictObject({
  role: z.string().optional(),
  parts: z.array(z.looseObject({ text: z.string().optional() })),
});

const generationConfig = z.strictObject({
  candidateCount: z.number().optional(),
  stopSequences: z.array(z.string()).optional(),
  maxOutputTokens: z.number().int().optional(),
  temperature: z.number().optional(),
  topP: z.number().optional(),
  topK: z.number().optional(),
  seed: z.number().int().optional(),
  presencePenalty: z.number().optional(),
  frequencyPenalty: z.number().optional(),
  responseMimeType: z.string().optional(),
  responseSchema: z.unknown().optional(),
  responseJsonSchema: z.unknown().optional(),
  responseModalities: z.array(z.string()).optional(),
  responseLogprobs: z.boolean().optional(),
  logprobs: z.number().optional(),
  mediaResolution: z.string().optional(),
  thinkingConfig: z
    .strictObject({
      thinkingLevel: z.string().optional(),
      thinkingBudget: z.number().int().optional(),
      includeThoughts: z.boolean().optional(),
    })
    .optional(),
});

const generateRequest = z.strictObject({
  model: z.string().optional(),
  contents: z.array(content).optional(),
  systemInstruction: content.optional(),
  tools: z.array(z.unknown()).optional(),
  toolConfig: z.unknown().optional(),
  safetySettings: z.array(z.unknown()).optional(),
  generationConfig: generationConfig.optional(),
  cachedContent: z.string().optional(),
  serviceTier: z.string().optional(),
  store: z.boolean().optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

export type GenerateRequest = z.infer<typeof generateRequest>;

export type CheckedRequest =
  | { readonly ok: true; readonly request: GenerateRequest }
  | { readonly ok: false; readonly error: GoogleErrorBody };

/** Refuses what the service refuses: unknown names, settings that exclude each other, nothing to answer. */
export function checkGenerateRequest(body: unknown): CheckedRequest {
  const parsed = generateRequest.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const at = (issue?.path ?? []).map(snakeCase).join('.');
    const error =
      issue?.code === 'unrecognized_keys'
        ? unknownField(issue.keys[0] ?? '', at)
        : badRequest(`Invalid value at '${at}': ${issue?.message ?? 'not an object'}`);
    return { ok: false, error };
  }
  const request = parsed.data;
  const conflict = findConflict(request);
  return conflict === undefined ? { ok: true, request } : { ok: false, error: badRequest(conflict) };
}

function findConflict(request: GenerateRequest): string | undefined {
  if ((request.contents ?? []).length === 0)
    return '* GenerateContentRequest.contents: contents is not specified\n';
  const config = request.generationConfig;
  if (config?.responseSchema !== undefined && config.responseJsonSchema !== undefined)
    return 'Only one of response_schema and response_json_schema can be set.';
  if (
    config?.thinkingConfig?.thinkingLevel !== undefined &&
    config.thinkingConfig.thinkingBudget !== undefined
  )
    return 'You can only set only one of thinking budget and thinking level.';
  const fixedByCache = [request.systemInstruction, request.tools, request.toolConfig];
  if (request.cachedContent !== undefined && fixedByCache.some((field) => field !== undefined))
    return 'CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.';
  return findTurnConflict(request.contents ?? []);
}

const snakeCase = (key: PropertyKey): string =>
  String(key).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The user's part of the prompt, all text parts in order. */
export const promptText = (request: GenerateRequest): string =>
  (request.contents ?? []).map(textOf).join('\n');

export const systemText = (request: GenerateRequest): string =>
  request.systemInstruction === undefined ? '' : textOf(request.systemInstruction);

const textOf = (one: z.infer<typeof content>): string => one.parts.map((part) => part.text ?? '').join('');

/** A rough count from the length, so that usage moves as the real one does. */
export const estimateTokens = (text: string): number => Math.ceil(text.length / 3.5);
