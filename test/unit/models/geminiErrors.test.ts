import assert from 'node:assert/strict';
import type { ModelFailure } from '../../../src/core/errors.ts';
import { readErrorBody } from '../../../src/models/geminiErrorBody.ts';
import { failureOfRefusal } from '../../../src/models/geminiErrors.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const key = 'AIzaSyTestTestTestTestTestTestTest12345';

function judge(httpStatus: number | undefined, body: unknown, retryAfter?: string): ModelFailure {
  return failureOfRefusal({
    ...(httpStatus === undefined ? {} : { httpStatus }),
    body: readErrorBody(typeof body === 'string' ? body : JSON.stringify(body)),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    model: 'gemini-3.5-flash',
    key,
    now,
  });
}

const google = (code: number, status: string, message: string, ...details: object[]): object => ({
  error: { code, message, status, details },
});
const quotaFailure = (...ids: string[]): object => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: ids.map((quotaId) => ({ quotaId })),
});
const retryInfo = (retryDelay: string): object => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
});
const exhausted = (...details: object[]): object => google(429, 'RESOURCE_EXHAUSTED', 'Quota.', ...details);

describe('a refusal of the service becomes', () => {
  const rows: readonly [string, number | undefined, unknown, ModelFailure['kind']][] = [
    [
      'bad-key by the reason',
      400,
      google(400, 'INVALID_ARGUMENT', 'No.', { reason: 'API_KEY_INVALID' }),
      'bad-key',
    ],
    ['bad-key by the message', 400, google(400, 'INVALID_ARGUMENT', 'API key not valid.'), 'bad-key'],
    ['bad-key for an expired key', 400, google(400, 'INVALID_ARGUMENT', 'API key expired.'), 'bad-key'],
    [
      'bad-key for a leaked key',
      403,
      google(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked. Please use another API key.'),
      'bad-key',
    ],
    ['bad-key at 401', 401, google(401, 'UNAUTHENTICATED', 'No.'), 'bad-key'],
    ['no-permission at 403', 403, google(403, 'PERMISSION_DENIED', 'No.'), 'no-permission'],
    ['no-permission at 403 without a body', 403, '', 'no-permission'],
    ['model-not-found at 404', 404, google(404, 'NOT_FOUND', 'No.'), 'model-not-found'],
    ['region', 400, google(400, 'FAILED_PRECONDITION', 'User location is not supported.'), 'region'],
    ['billing', 400, google(400, 'FAILED_PRECONDITION', 'Enable billing for this project.'), 'billing'],
    [
      'gateway-billing at 429',
      429,
      { error: { message: 'You exceeded your current quota.', type: 'insufficient_quota' } },
      'gateway-billing',
    ],
    ['gateway-billing at 402', 402, { error: { message: 'Insufficient balance' } }, 'gateway-billing'],
    [
      'bad-request',
      400,
      google(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
      'bad-request',
    ],
    ['bad-request at 413', 413, '', 'bad-request'],
    ['proxy at one that wants a login', 407, '<html><title>Login</title></html>', 'proxy'],
    ['overloaded at 500', 500, google(500, 'INTERNAL', 'No.'), 'overloaded'],
    ['overloaded at 502 from a proxy', 502, '<html><title>Bad gateway</title></html>', 'overloaded'],
    ['overloaded at 503', 503, google(503, 'UNAVAILABLE', 'No.'), 'overloaded'],
    ['overloaded at 504', 504, google(504, 'DEADLINE_EXCEEDED', 'No.'), 'overloaded'],
    ['overloaded at 408', 408, '', 'overloaded'],
    ['overloaded at 499', 499, google(499, 'CANCELLED', 'No.'), 'overloaded'],
    ['bad-answer at 404 of a page', 404, '<!DOCTYPE html><title>Error 404</title>', 'bad-answer'],
    ['bad-answer at 403 of a proxy', 403, '<html><title>Blocked by policy</title></html>', 'bad-answer'],
    ['bad-answer at a redirect', 302, '', 'bad-answer'],
    ['bad-answer at 501', 501, google(501, 'UNIMPLEMENTED', 'No.'), 'bad-answer'],
    ['by its body inside a stream', undefined, google(503, 'UNAVAILABLE', 'No.'), 'overloaded'],
    ['by its name inside a stream', undefined, { error: { code: 14, status: 'UNAVAILABLE' } }, 'overloaded'],
    ['bad-answer without either', undefined, { error: 'something' }, 'bad-answer'],
    ['the same in an array of one', 400, [google(400, 'FAILED_PRECONDITION', 'No.')], 'precondition'],
    [
      'the same inside the message of a gateway',
      500,
      { error: { message: JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'No.')), code: 500 } },
      'overloaded',
    ],
    [
      'what the inner body says when a stream has a gateway',
      undefined,
      { error: { message: JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'No.')), code: 500 } },
      'quota-minute',
    ],
    [
      'bad-key from a gateway with a body of another kind',
      401,
      { error: { message: 'Incorrect key', type: 'invalid_request_error', code: 'invalid_api_key' } },
      'bad-key',
    ],
  ];
  for (const [name, status, body, kind] of rows)
    it(name, () => {
      assert.equal(judge(status, body).kind, kind);
    });

  it('overloaded with its status', () => {
    assert.deepEqual(judge(503, google(503, 'UNAVAILABLE', 'The model is overloaded.')), {
      kind: 'overloaded',
      status: 503,
      detail: '503 UNAVAILABLE The model is overloaded.',
    });
  });

  it('model-not-found with the model that was asked', () => {
    const failure = judge(404, google(404, 'NOT_FOUND', 'No.'));
    assert.ok(failure.kind === 'model-not-found');
    assert.equal(failure.model, 'gemini-3.5-flash');
  });
});

describe('a full quota', () => {
  const minute = 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier';
  const day = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';

  it('is of the day when its id says so, whatever wait is named', () => {
    assert.equal(judge(429, exhausted(quotaFailure(minute, day), retryInfo('34s'))).kind, 'quota-day');
    assert.equal(judge(429, exhausted(quotaFailure('RequestsDailyLimit'))).kind, 'quota-day');
  });

  it('is of the day when the plan allows nothing', () => {
    const body = google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for metric: x, limit: 0, model: y');
    assert.equal(judge(429, body).kind, 'quota-day');
    const some = google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded for metric: x, limit: 0.5');
    assert.equal(judge(429, some).kind, 'quota-minute');
  });

  it('is of the day when the wait is longer than five minutes', () => {
    assert.equal(judge(429, exhausted(retryInfo('300s'))).kind, 'quota-minute');
    assert.equal(judge(429, exhausted(retryInfo('301s'))).kind, 'quota-day');
    assert.equal(judge(429, '', '86400').kind, 'quota-day');
  });

  for (const [delay, ms] of [
    ['37s', 37_000],
    ['34.07s', 34_070],
    ['900ms', 900],
    ['0s', 0],
    ['34.074824224s', 34_075],
  ] as const)
    it(`of the minute asks for ${delay}`, () => {
      assert.equal(waitOf(judge(429, exhausted(quotaFailure(minute), retryInfo(delay)))), ms);
    });

  it('takes the wait from Retry-After in seconds or as a date', () => {
    assert.equal(waitOf(judge(429, '', '12')), 12_000);
    assert.equal(waitOf(judge(429, '', 'Fri, 20 Nov 2026 10:00:45 GMT')), 45_000);
    assert.equal(waitOf(judge(429, '', 'Fri, 20 Nov 2026 09:00:00 GMT')), 0);
    assert.equal(waitOf(judge(429, '', 'soon')), undefined);
    assert.equal(waitOf(judge(429, '', '-5')), undefined);
  });

  it('takes the wait from the message when nothing else names it', () => {
    const message = 'You exceeded your current quota.\nPlease retry in 37.2s.';
    assert.equal(waitOf(judge(429, google(429, 'RESOURCE_EXHAUSTED', message))), 37_200);
    const minutes = 'Please retry in 1m5.5s.';
    assert.equal(waitOf(judge(429, google(429, 'RESOURCE_EXHAUSTED', minutes))), 65_500);
  });

  it('may name no wait at all', () => {
    const body = google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).');
    assert.deepEqual(judge(429, body), {
      kind: 'quota-minute',
      detail: '429 RESOURCE_EXHAUSTED Resource has been exhausted (e.g. check quota).',
    });
  });
});

describe('the detail of a failure', () => {
  it('holds neither the key nor anything that looks like one', () => {
    for (const message of [
      `Invalid API key: ${key}`,
      `https://host/v1/x?key=${key}&alt=sse`,
      'Invalid API key: AIzaSyOtherOtherOtherOtherOtherOther678',
      'Token AQ.Ab8RN6Labcdefghijklmnop is expired',
      'Authorization: Bearer ya29.a0ARrdaM8abcdef',
      'x-goog-api-key: plain-secret-of-a-gateway',
    ])
      assert.doesNotMatch(detailOf(message), /Test12345|Other|Ab8RN6|a0ARr|plain-secret/);
  });

  it('is one line of at most 300 characters', () => {
    const detail = detailOf(`first line\n\n  second line ${'x'.repeat(1000)}`);
    assert.match(detail, /^400 INVALID_ARGUMENT first line second line x+…$/);
    assert.equal(detail.length, 300);
  });

  it('of a page is its title', () => {
    const failure = judge(502, '<html><head><title>\n Bad Gateway </title></head><body>secret</body></html>');
    assert.ok(failure.kind === 'overloaded');
    assert.equal(failure.detail, '502 Bad Gateway');
  });
});

const waitOf = (failure: ModelFailure): number | undefined =>
  failure.kind === 'quota-minute' ? failure.retryAfterMs : Number.NaN;

const detailOf = (message: string): string => {
  const failure = judge(400, google(400, 'INVALID_ARGUMENT', message));
  assert.ok('detail' in failure);
  return failure.detail;
};
