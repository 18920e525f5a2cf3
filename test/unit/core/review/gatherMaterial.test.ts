import assert from 'node:assert/strict';
import { gatherMaterial, type Material } from '../../../../src/core/review/gatherMaterial.ts';
import type { Scope } from '../../../../src/core/scope.ts';
import { createGitRepository } from '../../../../src/node/gitRepository.ts';
import { createImageReader } from '../../../../src/node/imageFile.ts';
import { createRepositoryReader } from '../../../../src/node/repositoryReader.ts';
import { temporaryRepository, type TemporaryRepository } from '../../node/temporaryRepository.ts';

/** A picture of one pixel, told from others by what comes after it. */
const picture = (mark: string): Buffer =>
  Buffer.concat([
    Buffer.from('89504e470d0a1a0a0000000d494844520000000100000001080600000000', 'hex'),
    Buffer.from(mark),
  ]);

/** Three versions of a picture, each in its place: two commits, the index and the disk. */
function repositoryWithPictures(): TemporaryRepository {
  const repository = temporaryRepository();
  const write = (mark: string): void => {
    repository.write('logo.png', picture(mark));
    repository.write('a.ts', `export const mark = '${mark}';\n`);
  };
  write('first');
  repository.commitAll();
  write('second');
  repository.commitAll();
  write('staged');
  repository.git('add', '--all');
  write('on disk');
  return repository;
}

/** What of a repository is read when only some of it is wanted. */
async function pathsRead({ root }: TemporaryRepository, only: readonly string[]): Promise<readonly string[]> {
  const read: string[] = [];
  const reader = createRepositoryReader({ gitPath: 'git', maxFileBytes: 1_000_000 });
  const result = await gatherMaterial(
    {
      scope: { kind: 'repository', roots: [] },
      selection: { exclude: {}, maxBytes: 1_000_000, allow: new Set(), only: new Set(only) },
      instructions: '',
    },
    {
      sources: [createGitRepository({ root, gitPath: 'git' })],
      overlay: { texts: new Map() },
      syntax: { outline: () => Promise.resolve(undefined) },
      readRepository: (task, signal) => {
        read.push(...task.paths);
        return reader(task, signal);
      },
      readImage: createImageReader('git'),
    },
    new AbortController().signal,
  );
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.files.map(({ label }) => label),
    read,
  );
  return read;
}

async function gather(
  repository: TemporaryRepository,
  scope: Scope,
  includeImages = true,
): Promise<Material> {
  const result = await gatherMaterial(
    {
      scope,
      selection: { exclude: {}, maxBytes: 1_000_000, allow: new Set() },
      includeImages,
      instructions: '',
    },
    {
      sources: [createGitRepository({ root: repository.root, gitPath: 'git' })],
      overlay: { texts: new Map() },
      syntax: { outline: () => Promise.resolve(undefined) },
      readRepository: createRepositoryReader({ gitPath: 'git', maxFileBytes: 1_000_000 }),
      readImage: createImageReader('git'),
    },
    new AbortController().signal,
  );
  assert.ok(result.ok);
  return result.value;
}

describe('the material of a review', () => {
  it('reads of a repository only what is wanted', async () => {
    using repository = temporaryRepository();
    for (const path of ['a.ts', 'in/b.ts', 'in/deep/c.ts', 'inner.ts']) repository.write(path, 'one\n');
    repository.commitAll();
    const { root } = repository;
    assert.deepEqual(await pathsRead(repository, [`${root}/in/`]), ['in/b.ts', 'in/deep/c.ts']);
    assert.deepEqual(await pathsRead(repository, [`${root}/inner.ts`]), ['inner.ts']);
  });

  it('has changed pictures as they are in what is reviewed', async () => {
    using repository = repositoryWithPictures();
    const { root } = repository;
    const expected: readonly (readonly [Scope, string])[] = [
      [{ kind: 'working-changes', roots: [] }, 'on disk'],
      [{ kind: 'unstaged', roots: [] }, 'on disk'],
      [{ kind: 'staged', roots: [] }, 'staged'],
      [{ kind: 'branch', root, base: 'main~1' }, 'on disk'],
      [{ kind: 'commit', root, revision: 'main' }, 'second'],
      [{ kind: 'commit', root, revision: 'main~1' }, 'first'],
      [{ kind: 'range', root, from: 'main', to: 'main~1' }, 'first'],
      [{ kind: 'repository', roots: [] }, 'on disk'],
    ];
    for (const [scope, mark] of expected) {
      const { attachments, skipped } = await gather(repository, scope);
      assert.deepEqual(
        attachments.map(({ label, base64 }) => [label, base64]),
        [['logo.png', picture(mark).toString('base64')]],
        scope.kind,
      );
      assert.deepEqual(skipped, []);
    }
  });

  it('leaves pictures out, and says so, unless they are asked for', async () => {
    using repository = repositoryWithPictures();
    const { attachments, skipped } = await gather(repository, { kind: 'staged', roots: [] }, false);
    assert.deepEqual(attachments, []);
    assert.deepEqual(
      skipped.map(({ ref, reason }) => [ref.path, reason.kind]),
      [['logo.png', 'binary']],
    );
  });
});
