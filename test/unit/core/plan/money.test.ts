import assert from 'node:assert/strict';
import { checkBudget, estimateCost } from '../../../../src/core/plan/cost.ts';
import { costOf, priceOf } from '../../../../src/core/plan/prices.ts';

const flash = { input: 1.5, cachedInput: 0.15, output: 9, storagePerHour: 1 };

describe('what a review costs', () => {
  it('goes by the model that answered, its maker’s name in front or not', () => {
    assert.deepEqual(priceOf('gemini-3.5-flash-001'), flash);
    assert.deepEqual(priceOf('google/gemini-3.5-flash'), flash);
    assert.deepEqual(priceOf('gemini-3.5-flash-preview-05-20'), flash);
    assert.equal(priceOf('gemini-3.5-flash-lite'), undefined);
    assert.equal(priceOf('gemini-9-nova'), undefined);
    assert.equal(priceOf('my-gemini-3.5-flash'), undefined);
  });

  it('goes by the user’s price first, and by the longest name', () => {
    const own = {
      gemini: { input: 2, output: 4 },
      'gemini-3.5-flash': { input: 1, cachedInput: 0.5, output: 3 },
    };
    assert.deepEqual(priceOf('gemini-3.5-flash', own), { input: 1, cachedInput: 0.5, output: 3 });
    assert.deepEqual(priceOf('gemini-9-nova', own), { input: 2, cachedInput: 2, output: 4 });
  });

  it('is input, cached input, and output with thinking, each at its price', () => {
    const usage = { input: 1_000_000, cachedInput: 400_000, output: 10_000, thoughts: 90_000 };
    assert.equal(costOf(usage, flash).toFixed(4), (0.9 + 0.06 + 0.9).toFixed(4));
  });

  it('is never less for what a gateway counts apart as cached', () => {
    const usage = { input: 1_000_000, cachedInput: 2_000_000, output: 0, thoughts: 0 };
    assert.equal(costOf(usage, flash).toFixed(4), (1.5 + 0.3).toFixed(4));
  });

  it('has no discount for cached input where none is known of', () => {
    assert.equal(priceOf('gemini-3.8-flash')?.cachedInput, priceOf('gemini-3.8-flash')?.input);
  });

  it('is a range beforehand that grows with requests and thinking', () => {
    const one = estimateCost({ tokens: 100_000, requests: 1 }, 'low', flash);
    const two = estimateCost({ tokens: 100_000, requests: 2 }, 'low', flash);
    const deep = estimateCost({ tokens: 100_000, requests: 1 }, 'high', flash);
    assert.ok(one.low > 0.15 && one.low < one.high);
    assert.ok(two.high > one.high && deep.high > one.high);
  });
});

describe('a price of one provider', () => {
  it('counts for that provider only', () => {
    const own = {
      'openai/gemini-3.5-flash': { input: 1, output: 5 },
      'gemini-3.5-flash': { input: 2, output: 6 },
    };
    assert.equal(priceOf('gemini-3.5-flash', own, 'openai')?.input, 1);
    assert.equal(priceOf('gemini-3.5-flash', own, 'vertex')?.input, 2);
    assert.equal(priceOf('gemini-3.5-flash', own)?.input, 2);
  });
});

describe('the question before sending', () => {
  const question = { estimate: { low: 0.2, high: 0.6 }, spent: 0, dailyBudget: null, confirmAbove: 0.5 };

  it('is asked when a review may cost more than the limit', () => {
    assert.equal(checkBudget(question), 'ask');
    assert.equal(checkBudget({ ...question, confirmAbove: 0.7 }), 'go');
    assert.equal(checkBudget({ ...question, confirmAbove: null }), 'go');
    assert.equal(checkBudget({ ...question, confirmAbove: 0, estimate: { low: 0, high: 0.001 } }), 'ask');
  });

  it('is no question when the day’s budget is spent, or cannot hold the review', () => {
    assert.equal(checkBudget({ ...question, dailyBudget: 1, spent: 1 }), 'stop');
    assert.equal(checkBudget({ ...question, dailyBudget: 1, spent: 0.9 }), 'stop');
    assert.equal(checkBudget({ ...question, dailyBudget: 1, spent: 0.5, confirmAbove: null }), 'ask');
    assert.equal(checkBudget({ ...question, dailyBudget: 1, spent: 0.3, confirmAbove: null }), 'go');
    assert.equal(checkBudget({ ...question, dailyBudget: 0 }), 'stop');
  });

  it('is asked with a budget when nobody knows the price, and without one not', () => {
    const unknown = { ...question, estimate: undefined };
    assert.equal(checkBudget(unknown), 'go');
    assert.equal(checkBudget({ ...unknown, confirmAbove: 0 }), 'ask');
    assert.equal(checkBudget({ ...unknown, dailyBudget: 1 }), 'ask');
  });
});
