import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answer.ts';
import { batchRoutes, type BatchEnd } from './batches.ts';
import { cachedContents } from './cachedContents.ts';
import { createFiles } from './files.ts';
import { checkGenerateRequest, estimateTokens, promptText, systemText } from './generateRequest.ts';
import {
  badRequest,
  cachedContentNotFound,
  entityNotFound,
  modelNotFound,
  noIdentity,
} from './googleErrors.ts';
import { findModel, modelRoutes } from './models.ts';
import { checkCompletionRequest, openAiDialect, wrapError, type OpenAiDialect } from './openai.ts';
import { byteCut, playAnswer } from './playAnswer.ts';
import { recordRequest, type Outcome, type RecordedRequest } from './recordedRequest.ts';
import { findRoute, type Reply, type Route } from './route.ts';
import { sendJson, sendReply, sendSteps, type Transport } from './sendSteps.ts';
import type { Performance } from './step.ts';

export interface EmulatorOptions {
  /** 0, a free one, when not given. */
  readonly port?: number;
  /** What a generate request gets when no script is left; an empty list of findings when not given. */
  readonly answer?: Answer | ((request: RecordedRequest) => Answer);
  /** Listed for clients that speak OpenAI's protocol; none when not given. */
  readonly openAiModels?: readonly object[];
}

/** A running server that speaks the Gemini wire protocol on the loopback interface. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`, to be used as the base address of a client. */
  readonly url: string;
  /** Every request so far, in order of arrival, but for lookups. */
  readonly requests: readonly RecordedRequest[];
  /** Requests for what a model can hold: one is made when nobody has asked for a day. */
  readonly lookups: readonly RecordedRequest[];
  /** Answers for the next requests to a generate path, in order; then the default answer. */
  script(...answers: Answer[]): void;
  /** How batches end from now on; well, when not said. */
  endBatches(end: BatchEnd): void;
  /** Names of the files that are kept. */
  files(): readonly string[];
  /** Generate requests being answered right now. */
  readonly openStreams: number;
  /** Ends every connection and every wait. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const generatePath =
  /^\/(v1|v1beta|v1beta1)\/(?:projects\/[^/]+\/locations\/[^/]+\/)?(?:publishers\/google\/)?models\/([^/:]+):(generateContent|streamGenerateContent|countTokens)$/;

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { answer: fallback = { kind: 'text', text: '{"findings":[]}' } } = options;
  const requests: RecordedRequest[] = [];
  const lookups: RecordedRequest[] = [];
  const scripted: Answer[] = [];
  const shutdown = new AbortController();
  let openStreams = 0;

  const nextAnswer = (request: RecordedRequest): Answer =>
    scripted.shift() ?? (typeof fallback === 'function' ? fallback(request) : fallback);

  const contents = cachedContents();
  let batchEnd: BatchEnd = 'SUCCEEDED';
  let url = '';
  const files = createFiles(() => url);
  const routes: readonly Route[] = [
    ...modelRoutes(),
    {
      method: 'GET',
      path: /^\/openai\/models$/,
      reply: () => ({ status: 200, body: { object: 'list', data: options.openAiModels ?? [] } }),
    },
    ...contents.routes,
    ...files.routes,
    ...batchRoutes(
      (performance) => playAnswer(nextAnswer(performance.request), performance),
      files,
      () => batchEnd,
    ),
  ];

  async function generate(
    request: RecordedRequest,
    match: RegExpExecArray,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> {
    const [, version = '', model = '', method = ''] = match;
    if (findModel(model, version) === undefined) {
      sendJson(response, 404, modelNotFound(model, version));
      return;
    }
    const checked = checkGenerateRequest(request.body);
    if (!checked.ok) {
      sendJson(response, checked.error.error.code, checked.error);
      return;
    }
    const { cachedContent } = checked.request;
    const cachedTokens = cachedContent === undefined ? 0 : contents.tokensOf(cachedContent);
    if (cachedTokens === undefined) {
      sendJson(response, 403, cachedContentNotFound());
      return;
    }
    const promptTokens =
      cachedTokens + estimateTokens(systemText(checked.request) + promptText(checked.request));
    if (method === 'countTokens') {
      const promptTokensDetails = [{ modality: 'TEXT', tokenCount: promptTokens }];
      sendJson(response, 200, { totalTokens: promptTokens, promptTokensDetails });
      return;
    }
    const show = { model, version, asked: checked.request, promptTokens, cachedTokens, request, signal };
    await play(show, response, transportOf(method, request));
  }

  async function play(show: Performance, response: ServerResponse, transport: Transport): Promise<void> {
    const answer = nextAnswer(show.request);
    openStreams++;
    try {
      await sendSteps(playAnswer(answer, show), response, transport, byteCut(answer), show.signal);
    } finally {
      openStreams--;
    }
  }

  async function complete(
    request: RecordedRequest,
    dialect: OpenAiDialect,
    response: ServerResponse,
    signal: AbortSignal,
  ): Promise<void> {
    const checked = checkCompletionRequest(request.body);
    if (!checked.ok) {
      sendJson(response, checked.error.error.code, wrapError(checked.error, dialect));
      return;
    }
    const { model, asked } = checked;
    if (findModel(model, 'v1beta') === undefined) {
      sendJson(response, 404, wrapError(modelNotFound(model, 'v1beta'), dialect));
      return;
    }
    const promptTokens = estimateTokens(systemText(asked) + promptText(asked));
    const show = { model, version: 'v1beta', asked, promptTokens, request, signal };
    await play(show, response, `openai-${dialect}`);
  }

  async function answerRequest(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await recordRequest(message);
    (isLookup(request) ? lookups : requests).push(request);
    const gone = new AbortController();
    response.once('close', () => {
      request.outcome = outcomeOf(response, request);
      gone.abort();
    });
    // A client may have left while its request was still read, and says so only once.
    if (response.closed) gone.abort();
    const signal = AbortSignal.any([gone.signal, shutdown.signal]);
    if (!hasIdentity(request)) {
      sendJson(response, 403, noIdentity());
      return;
    }
    if (typeof request.body === 'string' && !request.path.startsWith('/upload/')) {
      sendJson(response, 400, badRequest('Invalid JSON payload received. Unexpected token.'));
      return;
    }
    const dialect = request.method === 'POST' ? openAiDialect(request.path) : undefined;
    if (dialect !== undefined) {
      await complete(request, dialect, response, signal);
      return;
    }
    const match = request.method === 'POST' ? generatePath.exec(request.path) : null;
    if (match !== null) {
      await generate(request, match, response, signal);
      return;
    }
    const reply: Reply = (await findRoute(routes, request, signal)) ?? {
      status: 404,
      body: entityNotFound(),
    };
    sendReply(response, reply);
  }

  const server = createServer((message, response) => {
    message.socket.setNoDelay(true);
    answerRequest(message, response).catch((error: unknown) => {
      // A client that leaves and an emulator that closes both end a wait by an abort.
      if (response.destroyed || shutdown.signal.aborted) return;
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  const close = async (): Promise<void> => {
    if (shutdown.signal.aborted) return;
    shutdown.abort();
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await ended;
  };

  url = `http://127.0.0.1:${port}`;
  return {
    url,
    endBatches: (end) => void (batchEnd = end),
    files: () => files.names(),
    requests,
    lookups,
    script: (...answers) => void scripted.push(...answers),
    get openStreams() {
      return openStreams;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function isLookup({ method, path }: RecordedRequest): boolean {
  return method === 'GET' && /\/models\/[^/:]+$|\/openai\/models$/.test(path);
}

function transportOf(method: string, request: RecordedRequest): Transport {
  if (method === 'generateContent') return 'single';
  return request.query['alt'] === 'sse' ? 'sse' : 'array';
}

function outcomeOf(response: ServerResponse, request: RecordedRequest): Outcome {
  const afterMs = Date.now() - request.arrivedAt;
  return { kind: response.writableFinished ? 'answered' : 'left', afterMs };
}

function hasIdentity(request: RecordedRequest): boolean {
  const { headers, query } = request;
  return [headers['x-goog-api-key'], headers.authorization, query['key']].some(
    (one) => typeof one === 'string' && one !== '',
  );
}
