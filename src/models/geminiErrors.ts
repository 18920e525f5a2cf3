import type { ModelFailure } from '../core/errors.ts';
import type { ErrorBody } from './geminiErrorBody.ts';
import { findRetryDelay, parseDuration, parseRetryAfter } from './retryDelay.ts';
import { scrubDetail } from './scrubSecrets.ts';

/** One refusal: an answer that is not 2xx, or an error event inside a stream. */
export interface Refusal {
  /** HTTP status; undefined inside a stream, where only the body can tell. */
  readonly httpStatus?: number;
  readonly body: ErrorBody;
  /** The `Retry-After` header. */
  readonly retryAfter?: string;
  /** The model that was asked. */
  readonly model: string;
  /** Kept out of every detail. */
  readonly key: string;
  /** Milliseconds since 1970, for a `Retry-After` that is a date. */
  readonly now: number;
}

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const httpStatusOf: Readonly<Record<string, number>> = {
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  PERMISSION_DENIED: 403,
  UNAUTHENTICATED: 401,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** A wait longer than this is not a limit per minute (the threshold of Google's own gemini-cli). */
const longestMinuteWaitMs = 300_000;

export function failureOfRefusal(refusal: Refusal): ModelFailure {
  const { body, httpStatus } = refusal;
  const status = httpStatus ?? statusInBody(body);
  const detail = scrubDetail(
    [httpStatus, body.status, body.message].filter((part) => part !== undefined && part !== '').join(' '),
    refusal.key,
  );
  if (status === undefined) return { kind: 'bad-answer', detail };
  // Gateways and local servers have their own numbers for it: 404, 422, 500, 501.
  if (status >= 404 && status !== 429 && lacksTools.test(body.message))
    return { kind: 'bad-request', tools: true, detail };
  if (isOverload(status)) return { kind: 'overloaded', status, detail };
  if (status === 429) return failureOfQuota(refusal, detail);
  if (status === 407) return { kind: 'proxy', code: 'HTTP_407', detail };
  // A page is from somebody in between or from a wrong address: it says nothing of key, rights or model.
  if (body.form === 'html') return { kind: 'bad-answer', status, detail };
  if (isBadKey(body)) return { kind: 'bad-key', detail };
  switch (status) {
    case 400:
      return body.status === 'FAILED_PRECONDITION' || /\blocation is not supported\b/i.test(body.message)
        ? failureOfPrecondition(body, detail)
        : badRequest(body, detail);
    case 401:
      return { kind: 'bad-key', detail };
    case 402:
      return { kind: 'gateway-billing', detail };
    case 403:
      return { kind: 'no-permission', detail };
    case 404:
      return { kind: 'model-not-found', model: refusal.model, detail };
    case 413:
      return { kind: 'bad-request', detail };
    case 422:
      return badRequest(body, detail);
    default:
      return { kind: 'bad-answer', status, detail };
  }
}

/** Some gateways give a gRPC number or nothing as `code`; the name is then the better witness. */
function statusInBody(body: ErrorBody): number | undefined {
  if (body.code !== undefined && body.code >= 400 && body.code < 600) return body.code;
  return httpStatusOf[body.status ?? ''];
}

const isOverload = (status: number): boolean =>
  status === 408 || status === 499 || (status >= 500 && status !== 501 && status !== 505);

function failureOfPrecondition(body: ErrorBody, detail: string): ModelFailure {
  if (/\blocation\b|\bregion\b|\bcountry\b/i.test(body.message)) return { kind: 'region', detail };
  return { kind: /\bbilling\b/i.test(body.message) ? 'billing' : 'precondition', detail };
}

function badRequest(body: ErrorBody, detail: string): ModelFailure {
  return {
    kind: 'bad-request',
    ...(mayMeanSchema(body) ? { schema: true } : {}),
    ...(mayMeanTools(body) ? { tools: true } : {}),
    detail,
  };
}

/** In the words of Ollama, vLLM, llama.cpp and OpenRouter. */
const lacksTools =
  /\b(does not|doesn't|not) support(ed)? (tools?|function)|\bsupports? tool use\b|\btools? param\b/i;

/** Older models refuse tools beside a schema; a 400 that names no reason may mean anything. */
function mayMeanTools({ message }: ErrorBody): boolean {
  return /\btools?\b|\btool_|function.?call|function.?declaration|google.?search|url.?context|code.?execution|grounding|^\s*$|^Request contains an invalid argument/i.test(
    message,
  );
}

/** A schema too complex is refused by words about it, or with a 400 that names no reason at all. */
function mayMeanSchema({ message }: ErrorBody): boolean {
  return /schema|constraint|response_?format|json_schema|^\s*$|^Request contains an invalid argument/i.test(
    message,
  );
}

function isBadKey(body: ErrorBody): boolean {
  if (body.reasons.includes('API_KEY_INVALID')) return true;
  return /\bAPI[ _]key (not valid|not found|expired|was reported as leaked)/i.test(body.message);
}

function failureOfQuota(refusal: Refusal, detail: string): ModelFailure {
  const { body } = refusal;
  // OpenAI's word for an account without credit: https://platform.openai.com/docs/guides/error-codes
  if (body.reasons.includes('insufficient_quota')) return { kind: 'gateway-billing', detail };
  const retryAfterMs = askedDelay(refusal);
  const perDay =
    body.quotaIds.some((id) => /PerDay|Daily/i.test(id)) ||
    // A quota of nothing: the model is not part of the plan, and no wait will change that.
    /\blimit: 0(?![.\d])/.test(body.message) ||
    (retryAfterMs ?? 0) > longestMinuteWaitMs;
  if (perDay) return { kind: 'quota-day', detail };
  return { kind: 'quota-minute', ...(retryAfterMs === undefined ? {} : { retryAfterMs }), detail };
}

function askedDelay(refusal: Refusal): number | undefined {
  const { body, retryAfter } = refusal;
  return (
    (body.retryDelay === undefined ? undefined : parseDuration(body.retryDelay)) ??
    (retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, refusal.now)) ??
    findRetryDelay(body.message)
  );
}
