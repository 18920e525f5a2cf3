import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryRepository } from '../node/temporaryRepository.ts';
import { grammarSyntax } from './arrangedReview.ts';
import { reviewChanges } from './changedRepository.ts';

describe('what the model thinks in a review', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  it('is told piece by piece, with the request it is of', async () => {
    using repository = temporaryRepository();
    repository.write('cart.ts', 'export const sum = 1;\n');
    repository.commitAll();
    repository.write('cart.ts', 'export const sum = 2;\n');
    const thoughts = ['**Weighing', ' the Sum**\n\nIt grew.\n'];
    await using service = await startEmulator({
      answer: { kind: 'text', text: '{"findings":[]}', thoughts },
    });
    const events = await reviewChanges(repository.root, service, syntax, { effort: 'deep' });
    const told = events.filter((event) => event.kind === 'thought');
    const byRequest = Map.groupBy(told, ({ request }) => request);
    assert.equal(byRequest.size, 3, 'each pass is a request of its own');
    for (const pieces of byRequest.values())
      assert.equal(pieces.map(({ text }) => text).join(''), thoughts.join(''));
  });
});
