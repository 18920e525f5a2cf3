import { z } from 'zod';
import { estimateTokens } from './generateRequest.ts';
import { badRequest, entityNotFound } from './googleErrors.ts';
import { ok, type Reply, type Route } from './route.ts';

const createRequest = z.looseObject({
  model: z.string(),
  ttl: z.string().optional(),
  expireTime: z.string().optional(),
  displayName: z.string().optional(),
});

const updateRequest = z.looseObject({ ttl: z.string().optional(), expireTime: z.string().optional() });

interface CachedContent {
  readonly name: string;
  readonly model: string;
  readonly displayName: string;
  readonly createTime: string;
  readonly updateTime: string;
  readonly expireTime: string;
  readonly usageMetadata: { readonly totalTokenCount: number };
}

/** Cached contents as they are asked for by requests, and the paths to manage them. */
export interface CachedContents {
  readonly routes: readonly Route[];
  /** Its tokens; undefined when there is none of that name. */
  tokensOf(name: string): number | undefined;
}

/** Keeps what was created for as long as the emulator runs; a time to live is shown, not obeyed. */
export function cachedContents(): CachedContents {
  const kept = new Map<string, CachedContent>();
  return {
    routes: cachedContentRoutes(kept),
    tokensOf: (name) => kept.get(one(name.slice(name.lastIndexOf('/') + 1)))?.usageMetadata.totalTokenCount,
  };
}

function cachedContentRoutes(kept: Map<string, CachedContent>): readonly Route[] {
  let created = 0;
  const notFound: Reply = { status: 404, body: entityNotFound() };
  return [
    {
      method: 'POST',
      path: /^\/cachedContents$/,
      reply: ({ request }) => {
        const wanted = createRequest.safeParse(request.body);
        if (!wanted.success)
          return { status: 400, body: badRequest('* CreateCachedContentRequest.model: model is required\n') };
        const now = new Date();
        const content: CachedContent = {
          name: one(`c${++created}`),
          model: wanted.data.model,
          displayName: wanted.data.displayName ?? '',
          createTime: now.toISOString(),
          updateTime: now.toISOString(),
          expireTime: expiry(wanted.data, now),
          usageMetadata: { totalTokenCount: estimateTokens(JSON.stringify(request.body)) },
        };
        kept.set(content.name, content);
        return ok(content);
      },
    },
    {
      method: 'GET',
      path: /^\/cachedContents$/,
      reply: () => ok(kept.size === 0 ? {} : { cachedContents: [...kept.values()] }),
    },
    {
      method: 'GET',
      path: /^\/cachedContents\/([^/]+)$/,
      reply: ({ name }) => {
        const content = kept.get(one(name));
        return content === undefined ? notFound : ok(content);
      },
    },
    {
      method: 'PATCH',
      path: /^\/cachedContents\/([^/]+)$/,
      reply: ({ name, request }) => {
        const content = kept.get(one(name));
        const wanted = updateRequest.safeParse(request.body);
        if (content === undefined || !wanted.success) return notFound;
        const now = new Date();
        const updated = { ...content, updateTime: now.toISOString(), expireTime: expiry(wanted.data, now) };
        kept.set(content.name, updated);
        return ok(updated);
      },
    },
    {
      method: 'DELETE',
      path: /^\/cachedContents\/([^/]+)$/,
      reply: ({ name }) => (kept.delete(one(name)) ? ok({}) : notFound),
    },
  ];
}

const one = (name: string): string => `cachedContents/${name}`;

/** One hour when nothing is asked for. */
function expiry(wanted: z.infer<typeof updateRequest>, now: Date): string {
  if (wanted.expireTime !== undefined) return wanted.expireTime;
  const seconds = Number.parseFloat(wanted.ttl ?? '3600s');
  return new Date(now.getTime() + seconds * 1000).toISOString();
}
