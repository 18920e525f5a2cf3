import assert from 'node:assert/strict';
import type { ChangedFile } from '../../../../src/core/change.ts';
import { estimateTokens } from '../../../../src/core/plan/estimateTokens.ts';
import { folderTree } from '../../../../src/core/plan/folderTree.ts';
import { repositoryMap } from '../../../../src/core/plan/repositoryMap.ts';

const files = (...paths: readonly string[]): readonly ChangedFile[] =>
  paths.map((path) => ({ ref: { root: '/w', path }, label: path, status: 'whole', text: '', hunks: [] }));
const mapOf = (all: readonly ChangedFile[], maxTokens: number): string =>
  result(repositoryMap(result(folderTree(all)), maxTokens));

function result<T>(steps: Generator<void, T, void>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const lines = (map: string) => map.split('\n').slice(0, -1);

const many = files(
  'package.json',
  'README.md',
  'src/a.ts',
  'src/b.ts',
  ...Array.from({ length: 20 }, (_, i) => `src/deep/inner/file${i}.ts`),
  'src/deep/one.ts',
  'test/x.test.ts',
);

describe('the map of a repository', () => {
  it('has one line a folder, with the names of its files', () => {
    assert.deepEqual(lines(mapOf(files('src/b.ts', 'README.md', 'src/core/x.ts', 'src/a.ts'), 1_000)), [
      './ README.md',
      'src/ a.ts, b.ts',
      'src/core/ x.ts',
    ]);
  });

  it('leaves out folders without files of their own', () => {
    assert.deepEqual(lines(mapOf(files('a/b/c/x.ts'), 1_000)), ['a/b/c/ x.ts']);
  });

  it('counts the files of the deepest folders first when there is no room for names', () => {
    assert.deepEqual(lines(mapOf(many, 80)), [
      './ README.md, package.json',
      'src/ a.ts, b.ts',
      'src/deep/ one.ts',
      'src/deep/inner/ (20 files)',
      'test/ x.test.ts',
    ]);
  });

  it('takes deep folders into those above when there is no room for their counts', () => {
    assert.deepEqual(lines(mapOf(many, 50)), [
      './ README.md, package.json',
      'src/ (23 files in 2 folders)',
      'test/ x.test.ts',
    ]);
  });

  it('says how much more lies below a folder whose names are shown', () => {
    assert.deepEqual(lines(mapOf(many, 28)), ['./ README.md, package.json, (24 more files in 4 folders)']);
  });

  it('ends at a count of everything', () => {
    assert.deepEqual(lines(mapOf(many, 1)), ['./ (26 files in 4 folders)']);
  });

  it('keeps to its limit for a large repository', () => {
    const large = files(
      ...Array.from({ length: 20_000 }, (_, i) => `d${i % 13}/e${i % 301}/f${i % 997}/g${i}.ts`),
    );
    for (const limit of [20_000, 2_000, 200]) {
      const map = mapOf(large, limit);
      assert.ok(estimateTokens(map) <= limit);
      assert.ok(estimateTokens(map) > limit / 4, `${estimateTokens(map)} of ${limit}`);
    }
  });

  it('gives a name no way to begin a line', () => {
    assert.equal(lines(mapOf(files('a\nsrc/ b.ts', 'c\u2028d'), 1_000)).length, 2);
    assert.equal(mapOf(files('e\nf'), 1_000), './ e?f\n');
  });
});
