import type { Batches, BatchJob, Files, ListBatchJobsParameters } from '@google/genai/web';
import { fail, succeed, type ModelFailure, type Result } from '../core/errors.ts';
import type { BatchService, BatchStatus } from '../core/modelClient.ts';
import { readAnswerLines, readAnswers } from './geminiBatchAnswer.ts';
import { inlineRequest, requestLine } from './geminiBatchRequest.ts';
import { settled, type GeminiAccess } from './geminiStream.ts';

/** Of the SDK. */
interface GeminiBatchModules {
  readonly batches: Pick<Batches, 'create' | 'get' | 'cancel' | 'delete'> & {
    list(parameters: ListBatchJobsParameters): Promise<AsyncIterable<BatchJob>>;
  };
  readonly files: Pick<Files, 'upload' | 'delete'>;
}

export interface BatchesRoad extends GeminiAccess {
  /** A fresh connection. */
  readonly connect: (model: string) => GeminiBatchModules;
  /** The content of a file of the service; `name` is as in `files/abc`. */
  readonly download: (name: string, signal: AbortSignal) => Promise<string>;
}

/** Bytes of all requests together, above which they go through a file; the service’s limit is 20 MB. */
const mostInline = 19_000_000;

const mostListed = 1_000;

/** https://ai.google.dev/gemini-api/docs/batch-api; Vertex AI takes batches from its own storage only. */
export function createGeminiBatches(road: BatchesRoad): BatchService {
  const ask = async <T>(
    model: string,
    call: (modules: GeminiBatchModules) => Promise<T>,
    signal: AbortSignal,
  ): Promise<Result<T, ModelFailure>> => {
    const refusal = signal.aborted ? ({ kind: 'cancelled' } as const) : road.refuse();
    return refusal === undefined ? settled(call(road.connect(model)), road, signal) : fail(refusal);
  };
  const get = async (name: string, signal: AbortSignal): Promise<Result<BatchJob, ModelFailure>> =>
    ask('batches', async ({ batches }) => batches.get({ name, config: { abortSignal: signal } }), signal);

  const download = async (name: string, signal: AbortSignal): Promise<Result<string, ModelFailure>> =>
    settled(road.download(name, signal), road, signal);

  return {
    submit: async (requests, displayName, signal) => {
      const model = requests[0]?.model ?? '';
      const lines = requests.map((request, index) => requestLine(request, index, signal));
      const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
      const config = { displayName, abortSignal: signal };
      let uploaded: string | undefined;
      const made = await ask(
        model,
        async ({ batches, files }) => {
          if (bytes <= mostInline) {
            const src = requests.map((request, index) => inlineRequest(request, index, signal));
            return batches.create({ model, src, config });
          }
          const file = new Blob(lines.map((line) => `${line}\n`));
          const { name = '' } = await files.upload({
            file,
            config: { displayName, mimeType: 'application/jsonl', abortSignal: signal },
          });
          uploaded = name;
          try {
            return await batches.create({ model, src: { fileName: name }, config });
          } catch (error) {
            // Nobody else knows of it.
            await files.delete({ name }).catch(() => undefined);
            throw error;
          }
        },
        signal,
      );
      if (!made.ok) return made;
      const { name } = made.value;
      return name === undefined
        ? fail({ kind: 'bad-answer', detail: 'a batch without a name' })
        : succeed({ name, ...(uploaded === undefined ? {} : { file: uploaded }) });
    },

    look: async (name, signal) => {
      const job = await get(name, signal);
      if (!job.ok) return job;
      const status = statusOf(job.value);
      if (status !== 'done') return succeed(status);
      const { inlinedResponses, fileName } = job.value.dest ?? {};
      if (inlinedResponses !== undefined)
        return succeed({ kind: 'done', answers: readAnswers(inlinedResponses) });
      if (fileName === undefined) return succeed({ kind: 'done', answers: [] });
      const text = await download(fileName, signal);
      return text.ok ? succeed({ kind: 'done', answers: readAnswerLines(text.value) }) : text;
    },

    cancel: async (name, signal) =>
      ask(
        'batches',
        async ({ batches }) => batches.cancel({ name, config: { abortSignal: signal } }),
        signal,
      ),

    delete: async ({ name, file }, signal) => {
      const job = await get(name, signal);
      const written = job.ok ? job.value.dest?.fileName : undefined;
      const gone = await ask(
        'batches',
        async ({ batches, files }) => {
          // Files that stay behind are deleted by the service after two days.
          for (const one of [file, written])
            if (one !== undefined) await files.delete({ name: one }).catch(() => undefined);
          await batches.delete({ name, config: { abortSignal: signal } });
        },
        signal,
      );
      return gone.ok || gone.failure.kind === 'model-not-found' ? succeed(undefined) : gone;
    },

    find: async (displayName, signal) => {
      const pager = await ask(
        'batches',
        async ({ batches }) => batches.list({ config: { pageSize: 100, abortSignal: signal } }),
        signal,
      );
      if (!pager.ok) return pager;
      const pages = pager.value[Symbol.asyncIterator]();
      for (let seen = 0; seen < mostListed; seen++) {
        const step = await settled(pages.next(), road, signal);
        if (!step.ok) return step;
        if (step.value.done === true) break;
        if (step.value.value.displayName === displayName) return succeed(step.value.value.name);
      }
      return succeed(undefined);
    },
  };
}

/** `done`: there may be answers. */
function statusOf({ state, error }: BatchJob): 'done' | Exclude<BatchStatus, { kind: 'done' }> {
  const name: string = state ?? '';
  switch (name) {
    case 'JOB_STATE_SUCCEEDED':
    case 'JOB_STATE_PARTIALLY_SUCCEEDED':
      return 'done';
    case 'JOB_STATE_FAILED':
      return { kind: 'failed', detail: error?.message ?? '' };
    case 'JOB_STATE_CANCELLING':
    case 'JOB_STATE_CANCELLED':
      return { kind: 'cancelled' };
    case 'JOB_STATE_EXPIRED':
      return { kind: 'expired' };
    case 'JOB_STATE_RUNNING':
      return { kind: 'running' };
    default:
      return { kind: 'waiting' };
  }
}
