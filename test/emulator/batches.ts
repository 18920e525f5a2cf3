import { z } from 'zod';
import { checkGenerateRequest, estimateTokens, promptText } from './generateRequest.ts';
import { joinResponses, type GenerateResponse } from './generateResponse.ts';
import type { Files } from './files.ts';
import { badRequest, entityNotFound, modelNotFound } from './googleErrors.ts';
import { findModel } from './models.ts';
import type { Performance, Step } from './step.ts';
import { ok, type Call, type Reply, type Route } from './route.ts';

const inlineRequest = z.looseObject({ request: z.unknown(), metadata: z.unknown().optional() });

const createRequest = z.looseObject({
  batch: z.looseObject({
    displayName: z.string().optional(),
    inputConfig: z.looseObject({
      requests: z.looseObject({ requests: z.array(inlineRequest) }).optional(),
      fileName: z.string().optional(),
    }),
  }),
});

interface Batch {
  readonly name: string;
  readonly model: string;
  readonly displayName: string;
  readonly createTime: string;
  readonly requests: readonly z.infer<typeof inlineRequest>[];
  /** The requests came in a file, and the answers go into one. */
  readonly inFile: boolean;
  state: 'PENDING' | 'RUNNING' | 'CANCELLED' | BatchEnd;
  results: readonly object[];
  /** Of a batch from a file, once it is done. */
  responsesFile?: string;
}

export type BatchEnd = 'SUCCEEDED' | 'FAILED' | 'EXPIRED';

const fileLine = z.looseObject({ key: z.string().optional(), request: z.unknown() });

/**
 * Batches move on when they are looked at: pending when created, running at the first look, done at the
 * second. Each request gets its answer from `play`, as a generate request would.
 */
export function batchRoutes(
  play: (performance: Performance) => AsyncIterable<Step>,
  files: Pick<Files, 'read' | 'write'>,
  end: () => BatchEnd,
): readonly Route[] {
  const batches = new Map<string, Batch>();
  let created = 0;
  const notFound: Reply = { status: 404, body: entityNotFound() };

  const create = ({ request, name: model, version }: Call): Reply => {
    if (findModel(model, version) === undefined) return { status: 404, body: modelNotFound(model, version) };
    const wanted = createRequest.safeParse(request.body);
    if (!wanted.success)
      return { status: 400, body: badRequest('* BatchGenerateContentRequest.batch: batch is required\n') };
    const { batch } = wanted.data;
    const { fileName, requests } = batch.inputConfig;
    const file = fileName === undefined ? undefined : files.read(fileName);
    const lines = (file ?? '').split('\n').filter((line) => line !== '');
    const fromFile = lines.map((line) => {
      const { key, request: one } = fileLine.parse(JSON.parse(line));
      return { request: one, ...(key === undefined ? {} : { key }) };
    });
    const made: Batch = {
      name: `batches/b${++created}`,
      model: `models/${model}`,
      displayName: batch.displayName ?? '',
      createTime: new Date().toISOString(),
      requests: requests?.requests ?? fromFile,
      inFile: fileName !== undefined,
      state: 'PENDING',
      results: [],
    };
    batches.set(made.name, made);
    return ok(operation(made));
  };

  const look = async (call: Call): Promise<Reply> => {
    const batch = batches.get(`batches/${call.name}`);
    if (batch === undefined) return notFound;
    if (batch.state === 'RUNNING') {
      batch.state = end();
      if (batch.state === 'SUCCEEDED') batch.results = await runBatch(batch, call, play);
      if (batch.inFile && batch.state === 'SUCCEEDED')
        batch.responsesFile = files.write(
          batch.results.map((result) => `${JSON.stringify(result)}\n`).join(''),
        );
    } else if (batch.state === 'PENDING') {
      batch.state = 'RUNNING';
    }
    return ok(operation(batch));
  };

  return [
    { method: 'POST', path: /^\/models\/([^/:]+):batchGenerateContent$/, reply: create },
    {
      method: 'GET',
      path: /^\/batches$/,
      reply: () => ok(batches.size === 0 ? {} : { operations: [...batches.values()].map(operation) }),
    },
    { method: 'GET', path: /^\/batches\/([^/:]+)$/, reply: look },
    {
      method: 'POST',
      path: /^\/batches\/([^/:]+):cancel$/,
      reply: ({ name }) => {
        const batch = batches.get(`batches/${name}`);
        if (batch === undefined) return notFound;
        if (batch.state !== 'SUCCEEDED') batch.state = 'CANCELLED';
        return ok({});
      },
    },
    {
      method: 'DELETE',
      path: /^\/batches\/([^/:]+)$/,
      reply: ({ name }) => (batches.delete(`batches/${name}`) ? ok({}) : notFound),
    },
  ];
}

async function runBatch(
  batch: Batch,
  call: Call,
  play: (performance: Performance) => AsyncIterable<Step>,
): Promise<readonly object[]> {
  const results: object[] = [];
  for (const { request: body, metadata, key } of batch.requests) {
    const checked = checkGenerateRequest(body);
    const outcome = checked.ok
      ? await collect(
          play({
            model: batch.model.replace('models/', ''),
            version: call.version,
            asked: checked.request,
            promptTokens: estimateTokens(promptText(checked.request)),
            request: { ...call.request, body },
            signal: call.signal,
          }),
        )
      : { error: rpcStatus(checked.error.error) };
    results.push({
      ...outcome,
      ...(metadata === undefined ? {} : { metadata }),
      ...(key === undefined ? {} : { key }),
    });
  }
  return results;
}

async function collect(steps: AsyncIterable<Step>): Promise<object> {
  const chunks: GenerateResponse[] = [];
  for await (const step of steps) {
    if (step.kind === 'chunk') chunks.push(step.body);
    else if (step.kind === 'error') return { error: rpcStatus(step.body.error) };
    else if (step.kind !== 'open') return { error: { code: 13, message: 'Internal error encountered.' } };
  }
  return { response: joinResponses(chunks) };
}

/** An error inside an answer is a `google.rpc.Status`: a code of gRPC, no status text. */
function rpcStatus(error: { readonly code: number; readonly message: string }): object {
  return { code: error.code === 400 ? 3 : error.code === 503 ? 14 : 13, message: error.message };
}

function operation(batch: Batch): object {
  const total = String(batch.requests.length);
  const done = batch.state !== 'PENDING' && batch.state !== 'RUNNING';
  const output =
    batch.responsesFile === undefined
      ? { inlinedResponses: { inlinedResponses: batch.results } }
      : { responsesFile: batch.responsesFile };
  return {
    name: batch.name,
    metadata: {
      '@type': 'type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch',
      name: batch.name,
      model: batch.model,
      displayName: batch.displayName,
      state: `BATCH_STATE_${batch.state}`,
      createTime: batch.createTime,
      updateTime: new Date().toISOString(),
      batchStats: { requestCount: total, ...(done ? {} : { pendingRequestCount: total }) },
      ...(batch.state === 'SUCCEEDED' ? { output } : {}),
    },
    ...(done ? { done } : {}),
    ...(batch.state === 'FAILED' ? { error: { code: 13, message: 'The batch could not be run.' } } : {}),
    ...(batch.state === 'SUCCEEDED' ? { response: output } : {}),
  };
}
