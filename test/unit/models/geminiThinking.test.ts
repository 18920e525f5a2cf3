import assert from 'node:assert/strict';
import { thinkingConfigFor } from '../../../src/models/geminiThinking.ts';

describe('thinkingConfigFor', () => {
  it('asks for the level and for the thoughts', () => {
    assert.deepEqual(thinkingConfigFor('gemini-3.5-flash', 'medium'), {
      thinkingLevel: 'MEDIUM',
      includeThoughts: true,
    });
  });

  it('asks for MINIMAL only where it is known', () => {
    const levels = ['gemini-3.5-flash', 'gemini-3.6-flash', 'gemini-3.8-flash', 'gemini-flash-latest'].map(
      (model) => thinkingConfigFor(model, 'minimal')?.thinkingLevel,
    );
    assert.deepEqual(levels, ['MINIMAL', 'MINIMAL', 'LOW', 'LOW']);
  });

  it('names no level to a model that counts a budget, and nothing to one that cannot think', () => {
    assert.deepEqual(thinkingConfigFor('gemini-2.5-flash', 'high'), { includeThoughts: true });
    assert.equal(thinkingConfigFor('gemini-2.0-flash', 'high'), undefined);
  });
});
