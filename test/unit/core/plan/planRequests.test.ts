import assert from 'node:assert/strict';
import type { ChangedFile } from '../../../../src/core/change.ts';
import { planRequests } from '../../../../src/core/plan/planRequests.ts';

const file = (path: string): ChangedFile => ({
  ref: { root: '/w', path },
  label: path,
  status: 'modified',
  text: '',
  hunks: [],
});
const sizes: Record<string, number> = { a: 40, b: 50, c: 30, huge: 101 };
const measure = ({ label }: ChangedFile) => sizes[label] ?? 0;

const turn = async (): Promise<void> => {};

describe('planning requests', () => {
  it('packs files in their order and starts another request where the budget ends', async () => {
    const plan = await planRequests([file('a'), file('b'), file('c')], measure, 100, turn);
    assert.deepEqual(
      plan.requests.map(({ files, tokens }) => [files.map(({ label }) => label), tokens]),
      [
        [['a', 'b'], 90],
        [['c'], 30],
      ],
    );
    assert.deepEqual(plan.skipped, []);
  });

  it('skips a file that exceeds the budget and cannot be split, with its size, and keeps the rest', async () => {
    const plan = await planRequests([file('a'), file('huge'), file('c')], measure, 100, turn);
    assert.deepEqual(
      plan.requests.map(({ files }) => files.map(({ label }) => label)),
      [['a', 'c']],
    );
    assert.deepEqual(plan.skipped, [
      { ref: { root: '/w', path: 'huge' }, reason: { kind: 'over-budget', tokens: 101 } },
    ]);
  });

  it('plans nothing for nothing', async () => {
    assert.deepEqual(await planRequests([], measure, 100, turn), { requests: [], skipped: [] });
  });
});
