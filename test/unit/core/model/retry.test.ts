import assert from 'node:assert/strict';
import { decideRetry, defaultRetryLimits, type Attempts } from '../../../../src/core/model/retry.ts';
import type { ModelFailure } from '../../../../src/core/errors.ts';

const limits = { ...defaultRetryLimits, random: () => 0.5 };
const first: Attempts = { transient: 1, quota: 0, textReceived: false, schemaSent: false, toolsSent: false };
const overloaded: ModelFailure = { kind: 'overloaded', status: 503, detail: '' };
const quota = (retryAfterMs?: number): ModelFailure => ({
  kind: 'quota-minute',
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  detail: '',
});

describe('decideRetry', () => {
  it('waits a random part of one second, then of two, and then gives up', () => {
    assert.deepEqual(
      [1, 2, 3].map((transient) => decideRetry(overloaded, { ...first, transient }, limits)),
      [{ kind: 'retry', delayMs: 500 }, { kind: 'retry', delayMs: 1000 }, { kind: 'give-up' }],
    );
  });

  for (const failure of [
    overloaded,
    { kind: 'network', code: 'UND_ERR_SOCKET', detail: '' },
    { kind: 'network', detail: '' },
    { kind: 'no-finish' },
    { kind: 'silent', ms: 90_000 },
  ] satisfies ModelFailure[])
    it(`tries ${failure.kind} ${'code' in failure ? failure.code : ''} again unless text came`, () => {
      assert.equal(decideRetry(failure, first, limits).kind, 'retry');
      assert.equal(decideRetry(failure, { ...first, textReceived: true }, limits).kind, 'give-up');
    });

  for (const failure of [
    { kind: 'bad-key', detail: '' },
    { kind: 'no-permission', detail: '' },
    { kind: 'model-not-found', model: 'm', detail: '' },
    { kind: 'bad-request', detail: '' },
    { kind: 'precondition', detail: '' },
    { kind: 'quota-day', detail: '' },
    { kind: 'blocked', reason: 'SAFETY' },
    { kind: 'cut-off', reason: 'MAX_TOKENS' },
    { kind: 'empty' },
    { kind: 'cancelled' },
    { kind: 'bad-answer', detail: '' },
    { kind: 'region', detail: '' },
    { kind: 'billing', detail: '' },
    { kind: 'gateway-billing', detail: '' },
    { kind: 'timeout', ms: 1 },
    { kind: 'tls', code: 'CERT_HAS_EXPIRED', detail: '' },
    { kind: 'proxy', code: 'HTTP_407', detail: '' },
    { kind: 'network', code: 'ERR_INVALID_URL', detail: '' },
  ] satisfies ModelFailure[])
    it(`gives up at ${failure.kind} ${'code' in failure ? failure.code : ''}`, () => {
      assert.deepEqual(decideRetry(failure, first, limits), { kind: 'give-up' });
    });

  it('sends a request once more without its schema when that may be what was refused', () => {
    const other: ModelFailure = { kind: 'bad-request', detail: '' };
    assert.deepEqual(decideRetry(other, { ...first, schemaSent: true }, limits), { kind: 'give-up' });
    const refused: ModelFailure = { kind: 'bad-request', schema: true, detail: '' };
    assert.deepEqual(decideRetry(refused, { ...first, schemaSent: true }, limits), {
      kind: 'retry-without-schema',
    });
  });

  it('waits as long as a minute quota asks, and a little longer', () => {
    const refused: Attempts = { ...first, transient: 0, quota: 1 };
    assert.deepEqual(decideRetry(quota(37_000), refused, limits), { kind: 'retry', delayMs: 37_500 });
  });

  it('never waits more than 90 seconds for a quota', () => {
    const refused: Attempts = { ...first, transient: 0, quota: 1 };
    assert.deepEqual(decideRetry(quota(90_000), refused, limits), { kind: 'retry', delayMs: 90_000 });
    assert.deepEqual(decideRetry(quota(90_001), refused, limits), { kind: 'give-up' });
  });

  it('waits twice for a quota that names no wait, and then gives up', () => {
    assert.deepEqual(
      [1, 2, 3].map((refusals) => decideRetry(quota(), { ...first, transient: 0, quota: refusals }, limits)),
      [{ kind: 'retry', delayMs: 30_500 }, { kind: 'retry', delayMs: 60_500 }, { kind: 'give-up' }],
    );
  });
});
