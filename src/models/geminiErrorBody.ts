/**
 * What a refusal says, whatever its wrapping.
 * Shape of the service's own: https://cloud.google.com/apis/design/errors
 */
export interface ErrorBody {
  /** `google`: an `error` object; `text`: anything else that can be read; `html`: a page of somebody in between. */
  readonly form: 'google' | 'text' | 'html' | 'nothing';
  /** HTTP status as the body gives it. */
  readonly code?: number;
  /** Canonical name, as `RESOURCE_EXHAUSTED`. */
  readonly status?: string;
  readonly message: string;
  /** `reason` of every ErrorInfo, as `API_KEY_INVALID`; OpenAI's `type` and `code`, as `insufficient_quota`. */
  readonly reasons: readonly string[];
  readonly quotaIds: readonly string[];
  /** RetryInfo's, as `37s`. */
  readonly retryDelay?: string;
}

/** Takes an object, an array of one, a string, a page, or nothing; gateways send each of them. */
export function readErrorBody(text: string): ErrorBody {
  const trimmed = text.trim();
  const none = { reasons: [], quotaIds: [] };
  if (trimmed === '') return { form: 'nothing', message: '', ...none };
  if (trimmed.startsWith('<')) return { form: 'html', message: pageTitle(trimmed), ...none };
  return readErrorValue(parse(trimmed)) ?? { form: 'text', message: trimmed, ...none };
}

/** As `readErrorBody`, for JSON that was parsed already; undefined when it holds no error. */
export function readErrorValue(value: unknown): ErrorBody | undefined {
  const whole = asRecord(Array.isArray(value) ? value[0] : value);
  const error = whole?.['error'];
  if (typeof error === 'string') return { form: 'google', message: error, reasons: [], quotaIds: [] };
  const fields = asRecord(error);
  if (fields === undefined) return undefined;
  const message = asString(fields['message']) ?? '';
  // Gateways and older SDKs put the service's whole body into their own message.
  const inner = message.trimStart().startsWith('{') ? readErrorValue(parse(message)) : undefined;
  if (inner !== undefined) return inner;

  const given: readonly unknown[] = Array.isArray(fields['details']) ? fields['details'] : [];
  const details = given.map(asRecord).filter((detail) => detail !== undefined);
  const code = asNumber(fields['code']);
  const status = asString(fields['status']);
  const retryDelay = details
    .map((detail) => asString(detail['retryDelay']))
    .find((delay) => delay !== undefined);
  return {
    form: 'google',
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    message,
    reasons: [
      ...details.flatMap((detail) => asString(detail['reason']) ?? []),
      ...[fields['type'], fields['code']].flatMap((word) => asString(word) ?? []),
    ],
    quotaIds: details.flatMap(quotaIdsOf),
    ...(retryDelay === undefined ? {} : { retryDelay }),
  };
}

function quotaIdsOf(detail: Readonly<Record<string, unknown>>): string[] {
  const violations: unknown = detail['violations'];
  if (!Array.isArray(violations)) return [];
  return violations.flatMap((violation) => asString(asRecord(violation)?.['quotaId']) ?? []);
}

/** The title stands near the front; looking for it in what is no page takes time that grows with the square. */
const longestPage = 4_096;

/** A page's title, else its first words; the rest may hold anything. */
function pageTitle(whole: string): string {
  const page = whole.slice(0, longestPage);
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1] ?? page.replace(/<[^>]*>/g, ' ');
  return title.replace(/\s+/g, ' ').trim().slice(0, 120);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

const asString = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
