import assert from 'node:assert/strict';
import type { ChangedFile } from '../../../../src/core/change.ts';
import { estimateTokens } from '../../../../src/core/plan/estimateTokens.ts';
import { planRepository, type Measures } from '../../../../src/core/plan/planRepository.ts';
import { buildPrompt } from '../../../../src/core/prompt/buildPrompt.ts';
import { numberLines } from '../../../../src/core/prompt/numberLines.ts';

const file = (path: string, text = ''): ChangedFile => ({
  ref: { root: '/w', path },
  label: path,
  status: 'whole',
  text,
  hunks: [],
});

/** Files whose text is as many characters as they are to have tokens. */
const sized = (sizes: Record<string, number>): readonly ChangedFile[] =>
  Object.entries(sizes).map(([path, tokens]) => file(path, 'x'.repeat(tokens)));
const byLength = { file: ({ text = '' }: ChangedFile) => text.length, map: () => 0 };

const labels = (files: readonly ChangedFile[]) => files.map(({ label }) => label);
const planOf = async (files: readonly ChangedFile[], budget: number, measures: Measures = byLength) =>
  planRepository(files, measures, budget, async () => {});
const groupsOf = async (files: readonly ChangedFile[], budget: number) =>
  (await planOf(files, budget)).requests.map((request) => labels(request.files));

function shuffled<T>(values: readonly T[]): readonly T[] {
  return values
    .map((value, index) => ({ value, key: (index * 7919) % 104_729 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

describe('planning a whole repository', () => {
  it('puts the files of a folder before its sub-folders, and each test behind its subject', async () => {
    const files = [
      'src/view/list.tsx',
      'src/view/list.module.css',
      'src/view/list.test.tsx',
      'src/view/listItem.tsx',
      'src/cartTotals.go',
      'src/cart_test.go',
      'src/cart.go',
      'py/test_orders.py',
      'py/orders.py',
      'py/reports.py',
      'README.md',
      'java/CartTest.java',
      'java/Cart.java',
      'java/Latest.java',
      'package.json',
    ].map((path) => file(path));
    const { requests } = await planOf(files, 1_000);
    assert.deepEqual(labels(requests[0]?.files ?? []), [
      'README.md',
      'package.json',
      'java/Cart.java',
      'java/CartTest.java',
      'java/Latest.java',
      'py/orders.py',
      'py/test_orders.py',
      'py/reports.py',
      'src/cart.go',
      'src/cart_test.go',
      'src/cartTotals.go',
      'src/view/list.module.css',
      'src/view/list.tsx',
      'src/view/list.test.tsx',
      'src/view/listItem.tsx',
    ]);
  });

  it('is one request without a map when all fits', async () => {
    const plan = await planOf(sized({ 'a/x': 40, 'b/y': 60 }), 100);
    assert.equal(plan.requests.length, 1);
    assert.equal(plan.requests[0]?.tokens, 100);
    assert.equal(plan.map, '');
  });

  it('plans nothing for nothing', async () => {
    assert.deepEqual(await planOf([], 100), { requests: [], skipped: [], map: '' });
  });

  it('splits between folders and keeps those whole that fit', async () => {
    const files = sized({ 'a/1': 300, 'a/2': 300, 'b/1': 300, 'b/2': 300, 'c/1': 300, 'c/2': 300 });
    assert.deepEqual(await groupsOf(files, 1_000), [
      ['a/1', 'a/2'],
      ['b/1', 'b/2'],
      ['c/1', 'c/2'],
    ]);
  });

  it('splits a folder that does not fit between its sub-folders', async () => {
    const files = sized({ 'src/a/1': 400, 'src/a/2': 300, 'src/b/1': 300, 'src/b/2': 300, z: 10 });
    assert.deepEqual(await groupsOf(files, 1_000), [
      ['z', 'src/a/1', 'src/a/2'],
      ['src/b/1', 'src/b/2'],
    ]);
  });

  it('fills requests evenly instead of leaving a tiny last one', async () => {
    const files = sized(
      Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${String(i).padStart(2, '0')}`, 100])),
    );
    const fills = (await planOf(files, 2_000)).requests.map(({ tokens }) => tokens);
    assert.equal(fills.length, 2);
    assert.ok(Math.min(...fills) >= 900, fills.join());
  });

  it('holds every file exactly once, within the budget, in a repository of many requests', async () => {
    const files = Array.from({ length: 5_000 }, (_, i) =>
      file(`d${i % 7}/e${i % 41}/f${i % 211}/g${i}.ts`, 'x'.repeat(1 + ((i * 7919) % 900))),
    );
    const { requests, skipped } = await planOf(files, 100_000);
    const placed = requests.flatMap((request) => labels(request.files));
    assert.deepEqual(placed.toSorted(), labels(files).toSorted());
    assert.deepEqual(skipped, []);
    const total = files.reduce((sum, { text = '' }) => sum + text.length, 0);
    assert.ok(requests.every(({ tokens }) => tokens <= 100_000));
    assert.ok(requests.length <= Math.ceil(total / 100_000) + 2, `${requests.length} requests for ${total}`);
  });

  it('skips a file that alone exceeds the budget, with its size as the reason', async () => {
    const plan = await planOf(sized({ 'a/1': 90, 'a/huge': 101, 'b/1': 90 }), 100);
    assert.deepEqual(plan.skipped, [
      { ref: { root: '/w', path: 'a/huge' }, reason: { kind: 'over-budget', tokens: 101 } },
    ]);
    assert.deepEqual(
      plan.requests.map((request) => labels(request.files)),
      [['a/1'], ['b/1']],
    );
  });

  it('counts the map to every request', async () => {
    const files = sized({ 'a/1': 60, 'b/1': 60 });
    const plan = await planOf(files, 100, { ...byLength, map: () => 30 });
    assert.notEqual(plan.map, '');
    assert.deepEqual(
      plan.requests.map(({ tokens }) => tokens),
      [90, 90],
    );
  });
});

const code = (i: number) => `export const value${i} = ${i};\n`.repeat(20 + (i % 50));

describe('planning a whole repository in turns', () => {
  it('lets others have their turn on the way', async () => {
    const files = Array.from({ length: 3_000 }, (_, i) =>
      file(`d${i % 7}/e${i % 41}/g${i}.ts`, 'x'.repeat(i % 900)),
    );
    let turns = 0;
    const turn = async (): Promise<void> => {
      turns++;
    };
    await planRepository(files, byLength, 100_000, turn);
    assert.ok(turns > 10, String(turns));
  });
});

describe('the bytes of a repository review', () => {
  const measures = { file: (one: ChangedFile) => estimateTokens(numberLines(one)), map: estimateTokens };
  const prompts = async (files: readonly ChangedFile[]): Promise<readonly string[]> => {
    const plan = await planOf(files, 20_000, measures);
    return plan.requests.map((request) => {
      const { system, contents } = buildPrompt(request.files, { map: plan.map });
      return [system, ...contents.map(String)].join('\n');
    });
  };
  const files = Array.from({ length: 200 }, (_, i) => file(`part${i % 9}/deep${i % 4}/file${i}.ts`, code(i)));

  it('are the same from run to run, in whatever order the files were read', async () => {
    assert.ok((await prompts(files)).length > 2);
    assert.deepEqual(await prompts(shuffled(files)), await prompts(files));
  });

  it('change from an edited file on, and nowhere before it', async () => {
    const edited = files.map((one, i) =>
      i === 100
        ? { ...one, text: one.text?.replace('value100 = 100', 'value100 = 101, other = 2') ?? '' }
        : one,
    );
    const [before, after] = [await prompts(files), await prompts(edited)];
    assert.equal(after.length, before.length);
    const changed = after.flatMap((prompt, index) => (prompt === before[index] ? [] : [index]));
    assert.equal(changed.length, 1, 'only the request with the edited file');
    const [old = '', now = ''] = changed.flatMap((index) => [before[index], after[index]]);
    const header = now.indexOf('=== file "part1/deep0/file100.ts"');
    assert.ok(header > 0);
    assert.equal(now.slice(0, header), old.slice(0, header));
  });
});
