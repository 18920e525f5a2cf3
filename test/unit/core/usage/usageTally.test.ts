import assert from 'node:assert/strict';
import { UsageTally } from '../../../../src/core/usage/usageTally.ts';

const used = (input: number) => ({ input, cachedInput: 0, output: 1, thoughts: 0 });
const cent = (model: string, { input }: { readonly input: number }) =>
  model === 'unknown' ? undefined : input / 100;

describe('what a review uses', () => {
  it('knows nothing before a service has counted', () => {
    const tally = new UsageTally();
    assert.equal(tally.total, undefined);
    assert.equal(tally.dollars(cent), undefined);
    assert.deepEqual(tally.byModel, []);
  });

  it('counts the last total of each request, and each model for itself', () => {
    const tally = new UsageTally();
    tally.take(0, used(10), undefined);
    tally.take(0, used(100), 'strong');
    tally.take(1, used(30), 'cheap');
    tally.take(2, used(20), 'cheap');
    tally.take(2, used(25), undefined);
    assert.equal(tally.requests, 3);
    assert.equal(tally.total?.input, 155);
    assert.deepEqual(
      tally.byModel.map(({ model, requests, usage }) => [model, requests, usage.input]),
      [
        ['strong', 1, 100],
        ['cheap', 2, 55],
      ],
    );
    assert.equal(tally.dollars(cent), 1.55);
  });

  it('has no price when one of the models has none', () => {
    const tally = new UsageTally();
    tally.take(0, used(10), 'strong');
    tally.take(1, used(10), 'unknown');
    assert.equal(tally.dollars(cent), undefined);
  });
});
