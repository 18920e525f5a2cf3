import assert from 'node:assert/strict';
import { HunkCache } from '../../../../src/core/onSave/hunkCache.ts';
import { rememberReviewed, settledBySeen } from '../../../../src/core/onSave/saveMemory.ts';
import { unseenHunks } from '../../../../src/core/onSave/unseenHunks.ts';
import { block, changeOf, findingAt, hash, judge, wholeOf } from './changes.ts';

const head = block('one', '1') + block('two', '2');
const oneChanged = block('one', '10') + block('two', '2');
const bothChanged = block('one', '10') + block('two', '20');

function look(cache: HunkCache, before: string, after: string, by = judge) {
  return unseenHunks(changeOf(before, after), (key) => cache.get(key), by, hash);
}

describe('the hunks of a save', () => {
  it('are all sent the first time', () => {
    const { file, sent, seen } = look(new HunkCache(), head, bothChanged);
    assert.deepEqual(
      sent.map(({ lines }) => lines),
      [
        { start: 1, end: 7 },
        { start: 9, end: 15 },
      ],
    );
    assert.equal(file?.hunks.length, 2);
    assert.deepEqual(seen, []);
  });

  it('are sent without those that were reviewed before', () => {
    const cache = new HunkCache();
    rememberReviewed(cache, look(cache, head, oneChanged).sent, []);
    const { file, seen } = look(cache, head, bothChanged);
    const added = file?.hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'added'));
    assert.deepEqual(added, [{ kind: 'added', text: '  return 20;', newLine: 12 }]);
    assert.deepEqual(seen, [{ lines: { start: 1, end: 7 }, findings: [] }]);
  });

  it('are known again when lines were put in above them', () => {
    const cache = new HunkCache();
    rememberReviewed(cache, look(cache, head, oneChanged).sent, []);
    const { file } = look(cache, `// top\n${head}`, `// top\n${oneChanged}`);
    assert.equal(file, undefined);
  });

  it('are nothing new when a change is taken back', () => {
    const cache = new HunkCache();
    rememberReviewed(cache, look(cache, head, oneChanged).sent, []);
    rememberReviewed(cache, look(cache, oneChanged, bothChanged).sent, []);
    assert.equal(look(cache, bothChanged, oneChanged).file, undefined);
    assert.equal(look(cache, bothChanged, head).file, undefined);
  });

  it('are new to another model, another effort, other instructions and in another file', () => {
    const cache = new HunkCache();
    rememberReviewed(cache, look(cache, head, oneChanged).sent, []);
    for (const by of [
      { ...judge, model: 'gemini-4' },
      { ...judge, effort: 'deep' },
      { ...judge, prompt: '2' },
    ])
      assert.equal(look(cache, head, oneChanged, by).sent.length, 1);
    const elsewhere = changeOf(head, oneChanged, 'b.ts');
    assert.equal(unseenHunks(elsewhere, (key) => cache.get(key), judge, hash).sent.length, 1);
  });

  it('are new when the definition around the same lines is another', () => {
    const cache = new HunkCache();
    rememberReviewed(cache, look(cache, head, oneChanged).sent, []);
    const other = head.replace('const a = 1', 'const a = 7');
    assert.equal(look(cache, other, other.replace('return 1', 'return 10')).sent.length, 1);
  });

  it('of a file reviewed whole are the file, once', () => {
    const cache = new HunkCache();
    const first = unseenHunks(wholeOf(head), (key) => cache.get(key), judge, hash);
    assert.equal(first.file?.text, head);
    rememberReviewed(cache, first.sent, [findingAt('f', 3)]);
    const again = unseenHunks(wholeOf(head), (key) => cache.get(key), judge, hash);
    assert.equal(again.file, undefined);
    assert.deepEqual(again.seen, [{ lines: { start: 1, end: 17 }, findings: ['f'] }]);
  });
});

describe('what a review on save found', () => {
  it('is remembered with its own hunk', () => {
    const cache = new HunkCache();
    const { sent } = look(cache, head, bothChanged);
    rememberReviewed(cache, sent, [findingAt('in one', 4), findingAt('in two', 12)]);
    const { seen } = look(cache, head, bothChanged);
    assert.deepEqual(
      seen.map(({ findings }) => findings),
      [['in one'], ['in two']],
    );
  });

  it('is not forgotten because a later change began there', () => {
    const cache = new HunkCache();
    rememberReviewed(cache, look(cache, head, oneChanged).sent, [findingAt('f', 4)]);
    rememberReviewed(cache, look(cache, oneChanged, block('one', '11') + block('two', '2')).sent, []);
    const { seen } = look(cache, head, oneChanged);
    assert.deepEqual(seen[0]?.findings, ['f']);
  });

  it('settles a finding whose code became what was seen without it', () => {
    const seen = [{ lines: { start: 1, end: 7 }, findings: ['known'] }];
    const settled = settledBySeen(
      [
        findingAt('gone with its code', 4, 'changed'),
        findingAt('known', 4, 'changed'),
        findingAt('open', 4),
        findingAt('elsewhere', 12, 'changed'),
      ],
      seen,
    );
    assert.deepEqual(
      settled.map(({ id }) => id),
      ['gone with its code'],
    );
  });
});

describe('the cache of hunks', () => {
  it('forgets what was not asked for the longest', () => {
    const cache = new HunkCache(2);
    cache.add('a', []);
    cache.add('b', ['f']);
    cache.get('a');
    cache.add('c', []);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c'), cache.size], [[], undefined, [], 2]);
  });
});
