import assert from 'node:assert/strict';
import {
  decideCaching,
  decideKeeping,
  leastCachedTokens,
  storageCost,
  type CacheQuestion,
} from '../../../../src/core/caching/cacheDecision.ts';

const minute = 60_000;
const now = 1_000_000_000;

/** A million tokens at the prices of 3.5 Flash, sent `minutesAgo`. */
function asked(minutesAgo: readonly number[], other: Partial<CacheQuestion> = {}): CacheQuestion {
  return {
    tokens: 1_000_000,
    price: { input: 1.5, cachedInput: 0.15, storagePerHour: 1 },
    uses: minutesAgo.map((ago) => now - ago * minute),
    nowMs: now,
    implicitShare: 0,
    ...other,
  };
}

function ttl(minutesAgo: readonly number[]): number | undefined {
  const decision = decideCaching(asked(minutesAgo));
  return decision.kind === 'store' ? decision.ttlMs / minute : undefined;
}

describe('storing a front', () => {
  it('does not pay the first time: nothing says that it will be sent again', () => {
    assert.deepEqual(decideCaching(asked([])), { kind: 'send' });
  });

  it('pays at the second time within minutes', () => {
    const decision = decideCaching(asked([10]));
    // One repeat saves 1.35; the writing costs 0.15 more, 25 minutes of storage 0.4167.
    assert.ok(decision.kind === 'store');
    assert.equal(decision.ttlMs, 15 * minute);
    assert.equal(decision.gain.toFixed(4), '0.7833');
  });

  it('does not pay where the storage until the next use costs more than it saves', () => {
    // 2.5 times the gap is stored: 1.35 - 0.15 dollars buy 72 minutes of it.
    assert.equal(decideCaching(asked([28])).kind, 'store');
    assert.equal(decideCaching(asked([29])).kind, 'send');
  });

  it('pays with longer gaps when there are more of them', () => {
    assert.equal(decideCaching(asked([60, 30])).kind, 'store');
    assert.equal(decideCaching(asked([60])).kind, 'send');
  });

  it('forgets uses that are older than an hour', () => {
    assert.equal(decideCaching(asked([61, 62, 63])).kind, 'send');
  });

  it('does not pay where the service gives no discount, or gives it anyway', () => {
    const noDiscount = { input: 1.5, cachedInput: 1.5, storagePerHour: 1 };
    assert.equal(decideCaching(asked([5, 3, 1], { price: noDiscount })).kind, 'send');
    assert.equal(decideCaching(asked([10], { implicitShare: 0.5 })).kind, 'send');
    assert.equal(decideCaching(asked([10], { implicitShare: 0.25 })).kind, 'store');
    assert.equal(decideCaching(asked([5, 3, 1], { implicitShare: 1 })).kind, 'send');
  });

  it('does not pay for a few tokens', () => {
    const costly = { input: 1500, cachedInput: 150, storagePerHour: 1 };
    const uses = [2, 1];
    assert.equal(decideCaching(asked(uses, { tokens: leastCachedTokens, price: costly })).kind, 'store');
    assert.equal(decideCaching(asked(uses, { tokens: leastCachedTokens - 1, price: costly })).kind, 'send');
    // It gains 1.10 dollars a million: a cent is 9,091 tokens.
    assert.equal(decideCaching(asked([1], { tokens: 9_100 })).kind, 'store');
    assert.equal(decideCaching(asked([1], { tokens: 9_080 })).kind, 'send');
  });

  it('stores for five minutes at least and an hour at most', () => {
    assert.equal(ttl([1]), 5);
    assert.equal(ttl([59, 4, 3, 2, 1]), 60);
  });
});

describe('a stored front', () => {
  it('stays for another use while that saves more than the wait for it costs', () => {
    assert.equal(decideKeeping(asked([10])), 15 * minute);
    const dear = { input: 1.5, cachedInput: 0.15, storagePerHour: 5.4 };
    // 1.35 dollars buy a quarter of an hour.
    assert.equal(decideKeeping(asked([9.9], { price: dear })), 891_000);
    assert.equal(decideKeeping(asked([10], { price: dear })), undefined);
  });

  it('does not stay when it was not used for an hour', () => {
    assert.equal(decideKeeping(asked([61])), undefined);
  });

  it('costs by tokens and time', () => {
    assert.equal(storageCost(500_000, 30 * minute, 1), 0.25);
    assert.equal(storageCost(500_000, -1, 1), 0);
  });
});
