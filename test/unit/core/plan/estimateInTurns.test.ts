import assert from 'node:assert/strict';
import { takeTurns } from '../../../../src/core/turns.ts';
import { estimateInTurns } from '../../../../src/core/plan/estimateInTurns.ts';
import { estimateTokens } from '../../../../src/core/plan/estimateTokens.ts';

describe('The estimate of a long text', () => {
  const text = 'export const answer = (question: string) => question.length * 42; // naïve\n'.repeat(40_000);

  it('is the estimate of the text, but for a token at each cut', async () => {
    const whole = estimateTokens(text);
    assert.ok(Math.abs((await estimateInTurns(text, takeTurns())) - whole) < 100, `${whole}`);
  });

  it('lets others have their turn', async () => {
    let turns = 0;
    const others = setInterval(() => turns++, 0);
    await estimateInTurns(text.repeat(10), takeTurns());
    clearInterval(others);
    assert.ok(turns > 1);
  });
});
