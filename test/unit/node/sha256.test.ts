import assert from 'node:assert/strict';
import { sha256InTurns } from '../../../src/node/sha256.ts';

const unitsAtATime = 1 << 17;

describe('sha256InTurns', () => {
  it('tells apart lists that are one text when put together', async () => {
    const lists = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], ['1:a', 'bc'], []];
    const hashes = await Promise.all(lists.map(sha256InTurns));
    assert.equal(new Set(hashes).size, lists.length);
    for (const hash of hashes) assert.match(hash, /^[0-9a-f]{64}$/);
  });

  it('gives the same for the same', async () => {
    const text = 'x'.repeat(3 * unitsAtATime + 7);
    assert.equal(await sha256InTurns([text, 'y']), await sha256InTurns([text, 'y']));
  });

  it('tells characters apart that stand across a cut', async () => {
    const before = 'x'.repeat(unitsAtATime - 1);
    assert.notEqual(await sha256InTurns([`${before}😀`]), await sha256InTurns([`${before}😁`]));
    assert.notEqual(await sha256InTurns([`${before}😀`]), await sha256InTurns([`${before}🀀`]));
  });

  it('lets others have their turn', async () => {
    let rounds = 0;
    const counting = setInterval(() => rounds++);
    await sha256InTurns(['x'.repeat(400 * unitsAtATime)]);
    clearInterval(counting);
    assert.ok(rounds > 3, `${rounds} rounds`);
  });
});
