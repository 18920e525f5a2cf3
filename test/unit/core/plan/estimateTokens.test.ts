import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/plan/estimateTokens.ts';
import { countedTexts } from './countedTexts.ts';

/** How far the estimate of so short a text may be off, in parts of the true count. */
const tolerances = {
  TypeScript: 0.1,
  Python: 0.1,
  diff: 0.1,
  prompt: 0.1,
  JSON: 0.1,
  Cyrillic: 0.25,
  Japanese: 0.3,
  emoji: 0.4,
  base64: 0.25,
  'a long name': 0.1,
} satisfies Readonly<Record<keyof typeof countedTexts, number>>;

describe('the token estimate', () => {
  for (const [kind, { text, tokens }] of Object.entries(countedTexts)) {
    const tolerance = tolerances[kind as keyof typeof tolerances];
    it(`of ${kind} is within ${tolerance * 100} % of what the tokenizer makes of it`, () => {
      const estimate = estimateTokens(text);
      assert.ok(Math.abs(estimate / tokens - 1) <= tolerance, `${estimate} for ${tokens}`);
    });
  }

  it('does not run over in a text of many megabytes', () => {
    const { text } = countedTexts.TypeScript;
    const many = 16_000_000 / text.length;
    const ratio = estimateTokens(text.repeat(many)) / (estimateTokens(text) * Math.floor(many));
    assert.ok(ratio > 0.98 && ratio < 1.02, String(ratio));
  });

  it('takes every code unit there is, halves of pairs included', () => {
    for (let code = 0; code <= 0xffff; code++) {
      const tokens = estimateTokens(`${String.fromCharCode(code)}a`.repeat(10));
      assert.ok(tokens > 0 && tokens < 100, `${tokens} for ${code.toString(16)}`);
    }
  });

  it('is nearly the same for a text and for its two halves', () => {
    const { text } = countedTexts.Python;
    const whole = estimateTokens(text);
    for (let cut = 0; cut <= text.length; cut += 7) {
      const halves = estimateTokens(text.slice(0, cut)) + estimateTokens(text.slice(cut));
      assert.ok(Math.abs(halves - whole) <= 3, `cut at ${cut}: ${halves} for ${whole}`);
    }
  });

  it('counts words, digits and punctuation runs as the tokenizer does', () => {
    // const | total | = | items | . | length | ;  and one line end: the tokenizer's own count is 8 to 9.
    const tokens = estimateTokens('const total = items.length;\n');
    assert.ok(tokens >= 8 && tokens <= 10, String(tokens));
  });

  it('counts the humps of a camel-case name', () => {
    assert.equal(estimateTokens('parse') + 1, estimateTokens('parseDiff'));
  });

  it('is nothing for an empty text', () => {
    assert.equal(estimateTokens(''), 0);
  });
});
