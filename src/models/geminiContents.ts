import type { CachedContent, Caches, ListCachedContentsParameters } from '@google/genai/web';
import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { ContentStore, StoredContent, ModelRequest } from '../core/modelClient.ts';
import { settled, type GeminiAccess } from './geminiStream.ts';
import { partOf } from './geminiTools.ts';

/** What the SDK's two builds have in common: their pagers are different types. */
interface GeminiCaches extends Pick<Caches, 'create' | 'update' | 'delete'> {
  list(parameters: ListCachedContentsParameters): Promise<AsyncIterable<CachedContent>>;
}

export interface ContentsRoad extends GeminiAccess {
  /** A fresh connection. */
  readonly connect: () => GeminiCaches;
}

/** Nobody has more of them by our doing; a service that never ends its list is not asked for ever. */
const mostListed = 1_000;

/** Cached contents of the Gemini API and of Vertex AI: https://ai.google.dev/api/caching */
export function storeGeminiContents(road: ContentsRoad): ContentStore {
  const ask = async <T>(
    call: (caches: GeminiCaches) => Promise<T>,
    signal: AbortSignal,
  ): Promise<Result<T, ModelFailure>> => {
    const refusal = signal.aborted ? ({ kind: 'cancelled' } as const) : road.refuse();
    return refusal === undefined ? settled(call(road.connect()), road, signal) : fail(refusal);
  };
  return {
    create: async (request, { ttlMs, displayName }, signal) => {
      const config = { ...frontOf(request), ttl: secondsOf(ttlMs), displayName, abortSignal: signal };
      const made = await ask(async (caches) => caches.create({ model: request.model, config }), signal);
      return made.ok ? readContent(made.value) : made;
    },
    extend: async (name, ttlMs, signal) => {
      const config = { ttl: secondsOf(ttlMs), abortSignal: signal };
      const updated = await ask(async (caches) => caches.update({ name, config }), signal);
      return updated.ok ? readContent(updated.value) : updated;
    },
    delete: async (name, signal) => {
      const gone = await ask(
        async (caches) => caches.delete({ name, config: { abortSignal: signal } }),
        signal,
      );
      return gone.ok || isMissing(gone.failure) ? succeed(undefined) : gone;
    },
    list: async (signal) => {
      const pager = await ask(
        async (caches) => caches.list({ config: { pageSize: 100, abortSignal: signal } }),
        signal,
      );
      if (!pager.ok) return pager;
      const found: StoredContent[] = [];
      const pages = pager.value[Symbol.asyncIterator]();
      while (found.length < mostListed) {
        const step = await settled(pages.next(), road, signal);
        if (!step.ok) return step;
        if (step.value.done === true) break;
        const content = readContent(step.value.value);
        if (content.ok) found.push(content.value);
      }
      return succeed(found);
    },
  };
}

function frontOf({ system, contents, stableContents = 0 }: ModelRequest): object {
  const parts = contents.slice(0, stableContents).map(partOf);
  return {
    contents: [{ role: 'user', parts }],
    ...(system === '' ? {} : { systemInstruction: system }),
  };
}

const secondsOf = (ms: number): string => `${Math.ceil(ms / 1000)}s`;

/**
 * A content that is not there is told by 404, and by the Gemini API with a 403 that leaves open which it is:
 * “CachedContent not found (or permission denied)”.
 */
function isMissing(failure: ModelFailure): boolean {
  if (failure.kind === 'model-not-found') return true;
  return failure.kind === 'no-permission' && /\bnot found\b/i.test(failure.detail);
}

function readContent(content: CachedContent): Result<StoredContent, ModelFailure> {
  const { name, displayName = '', usageMetadata } = content;
  if (name === undefined) return fail({ kind: 'bad-answer', detail: 'a stored content without a name' });
  const tokens = usageMetadata?.totalTokenCount;
  return succeed({ name, displayName, ...(tokens === undefined ? {} : { tokens }) });
}
