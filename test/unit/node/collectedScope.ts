import assert from 'node:assert/strict';
import type { CollectedChange } from '../../../src/core/change.ts';
import { collectScope, type CollectOptions } from '../../../src/core/collect/collectScope.ts';
import type { SourceTree } from '../../../src/core/ports.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { textLine } from './collectedOutline.ts';
import {
  temporaryRepository,
  type TemporaryFolder,
  type TemporaryRepository,
} from './temporaryRepository.ts';

export const live = new AbortController().signal;

interface Asked extends CollectOptions {
  readonly unsaved?: Readonly<Record<string, string>>;
  readonly source?: SourceTree;
}

export async function attempt({ root }: Pick<TemporaryFolder, 'root'>, scope: Scope, asked: Asked = {}) {
  const { unsaved = {}, source = createGitRepository({ root, gitPath: 'git' }), ...options } = asked;
  const texts = new Map(Object.entries(unsaved).map(([path, text]) => [`${root}/${path}`, text]));
  return collectScope(scope, [source], { texts }, live, options);
}

/** As it must succeed; lines are where the hunks say. */
export async function collect(
  repository: Pick<TemporaryFolder, 'root'>,
  scope: Scope = working,
  asked: Asked = {},
): Promise<CollectedChange> {
  const result = await attempt(repository, scope, asked);
  assert.ok(result.ok, JSON.stringify(result));
  for (const { ref, text, hunks } of result.value.files) {
    for (const line of hunks.flatMap(({ lines }) => lines)) {
      if (line.kind !== 'removed') assert.equal(textLine(text, line.newLine), line.text, ref.path);
    }
  }
  return result.value;
}

export const staged: Scope = { kind: 'staged', roots: [] };
export const unstaged: Scope = { kind: 'unstaged', roots: [] };
export const working: Scope = { kind: 'working-changes', roots: [] };
export const branch = ({ root }: Pick<TemporaryFolder, 'root'>, base: string): Scope => ({
  kind: 'branch',
  root,
  base,
});
export const commit = ({ root }: Pick<TemporaryFolder, 'root'>, revision: string): Scope => ({
  kind: 'commit',
  root,
  revision,
});
export const range = ({ root }: Pick<TemporaryFolder, 'root'>, from: string, to: string): Scope => ({
  kind: 'range',
  root,
  from,
  to,
});
export const files = ({ root }: Pick<TemporaryFolder, 'root'>, ...paths: readonly string[]): Scope => ({
  kind: 'files',
  files: paths.map((path) => ({ root, path })),
});
export const saved = ({ root }: Pick<TemporaryFolder, 'root'>, path: string, since?: string): Scope => ({
  kind: 'saved-file',
  file: { root, path },
  ...(since === undefined ? {} : { since }),
});
export const everything: Scope = { kind: 'repository', roots: [] };

/** `main` went on after `work` left it; `work` is checked out with one commit and one change on disk. */
export function branched(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.write('a.txt', 'one\ntwo\nthree\n');
  repository.commitAll();
  repository.git('branch', 'work');
  repository.write('main-only.txt', 'x\n');
  repository.commitAll();
  repository.git('checkout', '--quiet', 'work');
  repository.write('a.txt', 'one\ntwo\nTHREE\n');
  repository.commitAll();
  repository.write('a.txt', 'ONE\ntwo\nTHREE\n');
  repository.write('new.txt', 'new\n');
  return repository;
}

/** `a.txt` is three lines: one is staged, one is changed on disk, one in the editor. */
export function layered(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.write('a.txt', '1\n2\n3\n4\n5\n6\n7\n8\n9\n');
  repository.write('same.txt', 'same\n');
  repository.commitAll();
  repository.write('a.txt', 'index\n2\n3\n4\n5\n6\n7\n8\n9\n');
  repository.git('add', 'a.txt');
  repository.write('a.txt', 'index\n2\n3\n4\ndisk\n6\n7\n8\n9\n');
  repository.write('new.txt', 'new\n');
  return repository;
}

export const editorText = 'index\n2\n3\n4\ndisk\n6\n7\n8\neditor\n';
