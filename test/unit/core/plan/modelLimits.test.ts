import assert from 'node:assert/strict';
import { outputTokenLimit } from '../../../../src/core/plan/modelLimits.ts';
import { defaultSettings, outputLimitOf } from '../../../../src/vscode/settings.ts';

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
    assert.deepEqual(outputLimitOf('qwen3:8b', defaultSettings), {});
  });

  it('is the one of the setting where it is set', () => {
    const settings = { ...defaultSettings, maxOutputTokens: 4096 };
    assert.deepEqual(outputLimitOf('gemini-3.5-flash', settings), { maxOutputTokens: 4096 });
    assert.deepEqual(outputLimitOf('qwen3:8b', settings), { maxOutputTokens: 4096 });
  });
});
