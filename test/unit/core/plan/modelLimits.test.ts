import assert from 'node:assert/strict';
import {
  outputTokenLimit,
  requestLimits,
  reviewLimits,
  type TokenWishes,
} from '../../../../src/core/plan/modelLimits.ts';

const unset: TokenWishes = { effort: 'standard', maxInputTokens: null, maxOutputTokens: null };

describe('the output limit', () => {
  it('grows with the effort, so that thinking and findings both have room', () => {
    const limits = (['quick', 'standard', 'deep'] as const).map((effort) =>
      outputTokenLimit('gemini-3.5-flash', effort),
    );
    assert.deepEqual(limits, [16_384, 32_768, 65_536]);
    assert.equal(outputTokenLimit('google/gemini-2.5-pro', 'deep'), 65_536);
  });

  it('is left to models that may not write as much', () => {
    for (const model of ['gemini-2.0-flash', 'gemini-1.5-pro', 'qwen3:8b'])
      assert.equal(outputTokenLimit(model, 'deep'), undefined, model);
    assert.equal(requestLimits('qwen3:8b', {}, unset).maxOutputTokens, undefined);
  });

  it('is the one of the setting where it is set', () => {
    const set = { ...unset, maxOutputTokens: 4096 };
    assert.equal(requestLimits('gemini-3.5-flash', {}, set).maxOutputTokens, 4096);
    assert.equal(requestLimits('qwen3:8b', {}, set).maxOutputTokens, 4096);
  });

  it('is never more than the service says that the model writes', () => {
    const told = { outputTokenLimit: 8192 };
    assert.equal(requestLimits('gemini-3.5-flash', told, unset).maxOutputTokens, 8192);
  });
});

const held = (...asked: Parameters<typeof requestLimits>) => requestLimits(...asked).inputTokenLimit;

describe('the input limit', () => {
  it('is what the service says, else that of a table', () => {
    assert.equal(held('gemini-3.5-flash', { inputTokenLimit: 30_000 }, unset), 30_000);
    assert.equal(held('google/gemini-3.5-flash', {}, unset), 1_048_576);
    assert.equal(held('qwen3:8b', {}, unset), 131_072);
  });

  it('leaves a quarter of a window to the answer that shares it', () => {
    const told = { inputTokenLimit: 8192, sharedWindow: true } as const;
    assert.equal(held('qwen3:8b', told, unset), 6144);
    const wished = requestLimits('qwen3:8b', told, { ...unset, maxOutputTokens: 65_536 });
    assert.equal(wished.maxOutputTokens, 2048);
  });

  it('is the one of the setting where that is less', () => {
    assert.equal(held('qwen3:8b', {}, { ...unset, maxInputTokens: 4000 }), 4000);
    assert.equal(held('qwen3:8b', { inputTokenLimit: 3000 }, { ...unset, maxInputTokens: 4000 }), 3000);
  });

  it('fits the model that may stand in, while second looks go by their own', () => {
    const holds = new Map([
      ['large', 100_000],
      ['small', 10_000],
      ['tiny', 5_000],
    ]);
    const told = (model: string) => ({ inputTokenLimit: holds.get(model) ?? 0 });
    const models = { model: 'large', verificationModel: 'tiny', fallbackModel: 'small' };
    const limits = reviewLimits(models, told, unset);
    assert.equal(limits.inputTokenLimit, 10_000);
    assert.ok(limits.inputTokenBudget < 10_000 && limits.inputTokenBudget > 9_000);
    assert.ok(limits.verificationTokenBudget < 5_000);
  });

  it('asks for no longer an answer than the model that may stand in writes', () => {
    const writes = new Map([
      ['gemini-3.5-flash', 65_536],
      ['gemini-3.5-small', 8_192],
    ]);
    const told = (model: string) => ({ outputTokenLimit: writes.get(model) ?? 0 });
    const models = { model: 'gemini-3.5-flash', verificationModel: 'gemini-3.5-flash' };
    assert.equal(reviewLimits(models, told, unset).maxOutputTokens, 32_768);
    const both = { ...models, fallbackModel: 'gemini-3.5-small' };
    assert.equal(reviewLimits(both, told, unset).maxOutputTokens, 8_192);
  });
});
