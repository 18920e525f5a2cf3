/** One `GenerateContentResponse`: a chunk of a stream, or a whole answer. */
export interface GenerateResponse {
  readonly candidates?: readonly Candidate[];
  readonly promptFeedback?: { readonly blockReason: string };
  readonly usageMetadata: UsageMetadata;
  readonly modelVersion: string;
  readonly responseId: string;
}

interface TextPart {
  readonly text: string;
  readonly thought?: true;
  readonly thoughtSignature?: string;
}

export interface CallPart {
  readonly functionCall: { readonly id?: string; readonly name: string; readonly args: object | string };
  readonly thoughtSignature?: string;
}

export type Part = TextPart | CallPart;

interface Candidate {
  readonly content: { readonly parts?: readonly Part[]; readonly role: 'model' };
  readonly finishReason?: string;
  readonly citationMetadata?: object;
  readonly groundingMetadata?: object;
  readonly index: 0;
}

interface TokenDetail {
  readonly modality: 'TEXT';
  readonly tokenCount: number;
}

interface UsageMetadata {
  readonly promptTokenCount: number;
  readonly cachedContentTokenCount?: number;
  readonly candidatesTokenCount?: number;
  readonly totalTokenCount: number;
  readonly promptTokensDetails: readonly TokenDetail[];
  readonly thoughtsTokenCount?: number;
}

export interface Tokens {
  readonly prompt: number;
  readonly cached: number;
  readonly output: number;
  readonly thoughts: number;
}

/** The service leaves out a count that is zero. */
export function usageMetadata(tokens: Tokens): UsageMetadata {
  return {
    promptTokenCount: tokens.prompt,
    ...(tokens.cached > 0 ? { cachedContentTokenCount: tokens.cached } : {}),
    ...(tokens.output > 0 ? { candidatesTokenCount: tokens.output } : {}),
    totalTokenCount: tokens.prompt + tokens.output + tokens.thoughts,
    promptTokensDetails: [{ modality: 'TEXT', tokenCount: tokens.prompt }],
    ...(tokens.thoughts > 0 ? { thoughtsTokenCount: tokens.thoughts } : {}),
  };
}

/** What `generateContent` gives for what `streamGenerateContent` would have streamed. */
export function joinResponses(chunks: readonly GenerateResponse[]): GenerateResponse | undefined {
  const last = chunks.at(-1);
  const end = last?.candidates?.[0];
  if (last === undefined || end === undefined) return last;
  const parts: Part[] = [];
  for (const part of chunks.flatMap((chunk) => chunk.candidates?.[0]?.content.parts ?? [])) {
    const before = parts.at(-1);
    if (before !== undefined && 'text' in before && 'text' in part && before.thought === part.thought) {
      parts[parts.length - 1] = { ...before, ...part, text: before.text + part.text };
    } else {
      parts.push(part);
    }
  }
  return { ...last, candidates: [{ ...end, content: { ...end.content, parts } }] };
}
