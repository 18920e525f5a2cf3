/** The JSON body of every refusal of a Google API: https://cloud.google.com/apis/design/errors */
export interface GoogleErrorBody {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly status: string;
    readonly details?: readonly object[];
  };
}

function googleError(
  code: number,
  status: string,
  message: string,
  details?: readonly object[],
): GoogleErrorBody {
  return { error: { code, message, status, ...(details === undefined ? {} : { details }) } };
}

const detail = (type: string, fields: object): object => ({
  '@type': `type.googleapis.com/google.rpc.${type}`,
  ...fields,
});

const service = 'generativelanguage.googleapis.com';

export const badKey = (): GoogleErrorBody =>
  googleError(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
    detail('ErrorInfo', { reason: 'API_KEY_INVALID', domain: 'googleapis.com', metadata: { service } }),
    detail('LocalizedMessage', {
      locale: 'en-US',
      message: 'API key not valid. Please pass a valid API key.',
    }),
  ]);

/** `at` is the path of the object that holds the unknown name, in snake case; empty for the top. */
export function unknownField(name: string, at: string): GoogleErrorBody {
  const place = at === '' ? '' : ` at '${at}'`;
  const description = `Invalid JSON payload received. Unknown name "${name}"${place}: Cannot find field.`;
  const violation = at === '' ? { description } : { field: at, description };
  return badRequest(description, [detail('BadRequest', { fieldViolations: [violation] })]);
}

export const badRequest = (message: string, details?: readonly object[]): GoogleErrorBody =>
  googleError(400, 'INVALID_ARGUMENT', message, details);

export const tooManyStates = (): GoogleErrorBody =>
  badRequest(
    'The specified schema produces a constraint that has too many states for serving. Typical causes of this error are schemas with lots of text (for example, very long property or enum names), schemas with long array length limits (especially when nested), or schemas using complex value matchers (for example, integers or numbers with minimum/maximum bounds or strings with complex formats like date-time)',
  );

export const wrongRegion = (): GoogleErrorBody =>
  googleError(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.');

export const unauthenticated = (): GoogleErrorBody =>
  googleError(
    401,
    'UNAUTHENTICATED',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    [detail('ErrorInfo', { reason: 'ACCESS_TOKEN_TYPE_UNSUPPORTED', domain: 'googleapis.com' })],
  );

export const noIdentity = (): GoogleErrorBody =>
  googleError(
    403,
    'PERMISSION_DENIED',
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  );

export const permissionDenied = (): GoogleErrorBody =>
  googleError(
    403,
    'PERMISSION_DENIED',
    `Generative Language API has not been used in project 1234567890 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${service}/overview?project=1234567890 then retry.`,
    [detail('ErrorInfo', { reason: 'SERVICE_DISABLED', domain: 'googleapis.com', metadata: { service } })],
  );

export const modelNotFound = (model: string, version: string): GoogleErrorBody =>
  googleError(
    404,
    'NOT_FOUND',
    `models/${model} is not found for API version ${version}, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
  );

/** What a request hears that names a cached content which has run out: the service does not tell the two apart. */
export const cachedContentNotFound = (): GoogleErrorBody =>
  googleError(403, 'PERMISSION_DENIED', 'CachedContent not found (or permission denied)');

export const entityNotFound = (): GoogleErrorBody =>
  googleError(404, 'NOT_FOUND', 'Requested entity was not found.');

/** Seconds with the fraction only when there is one, as protobuf writes a Duration: `37s`, `0.9s`. */
const duration = (ms: number): string => `${ms / 1000}s`;

export function rateLimitedMinute(model: string, retryAfterMs: number): GoogleErrorBody {
  return exhausted(model, 'Minute', '10', retryAfterMs, 'RATE_LIMIT_EXCEEDED');
}

/** The daily quota also comes with a RetryInfo, of some seconds: it must not be believed. */
export function quotaDay(model: string, retryAfterMs: number): GoogleErrorBody {
  return exhausted(model, 'Day', '250', retryAfterMs, 'QUOTA_EXHAUSTED');
}

function exhausted(model: string, per: string, limit: string, retryAfterMs: number, reason: string) {
  const metric = `${service}/generate_content_free_tier_requests`;
  const wait = duration(retryAfterMs);
  return googleError(
    429,
    'RESOURCE_EXHAUSTED',
    `You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.\n* Quota exceeded for metric: ${metric}, limit: ${limit}, model: ${model}\nPlease retry in ${wait}.`,
    [
      detail('QuotaFailure', {
        violations: [
          {
            quotaMetric: metric,
            quotaId: `GenerateRequestsPer${per}PerProjectPerModel-FreeTier`,
            quotaDimensions: { location: 'global', model },
            quotaValue: limit,
          },
        ],
      }),
      detail('Help', {
        links: [
          {
            description: 'Learn more about Gemini API quotas',
            url: 'https://ai.google.dev/gemini-api/docs/rate-limits',
          },
        ],
      }),
      detail('ErrorInfo', { reason, domain: 'googleapis.com', metadata: { service } }),
      detail('RetryInfo', { retryDelay: wait }),
    ],
  );
}

export const internalError = (): GoogleErrorBody =>
  googleError(
    500,
    'INTERNAL',
    'An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting',
  );

export const overloaded = (retryAfterMs?: number): GoogleErrorBody =>
  googleError(
    503,
    'UNAVAILABLE',
    'The model is overloaded. Please try again later.',
    retryAfterMs === undefined ? undefined : [detail('RetryInfo', { retryDelay: duration(retryAfterMs) })],
  );

export const deadlineExceeded = (): GoogleErrorBody =>
  googleError(504, 'DEADLINE_EXCEEDED', 'Deadline expired before operation could complete.');
