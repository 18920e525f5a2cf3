import assert from 'node:assert/strict';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Scope } from '../../../src/core/scope.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { runProgram, towards } from '../cli/program.ts';
import { temporaryRepository, type TemporaryRepository } from '../node/temporaryRepository.ts';
import { reviewHostile } from './hostileReview.ts';
import { grammarSyntax } from '../review/arrangedReview.ts';

const hooks = [
  'post-index-change',
  'fsmonitor-watchman',
  'post-checkout',
  'pre-auto-gc',
  'reference-transaction',
  'pre-commit',
];

/** A repository that runs `touch ran` wherever git lets it; `ran` is made nowhere else. */
function hostileRepository(): TemporaryRepository & { readonly marker: string } {
  const repository = temporaryRepository();
  const { root } = repository;
  const marker = join(root, '.git', 'ran');
  repository.write('.gitattributes', '*.ts diff=evil filter=evil merge=evil\n*.md filter=evil2\n');
  repository.write('src/a.ts', 'const one = 1;\n');
  repository.write('b.md', 'one\n');
  repository.commitAll();
  repository.git('branch', 'base');
  repository.write('src/a.ts', 'const one = 2;\n');
  repository.commitAll();
  const touch = `touch '${marker}'; cat`;
  for (const [key, value] of [
    ['diff.external', touch],
    ['diff.evil.command', touch],
    ['diff.evil.textconv', touch],
    ['diff.evil.cachetextconv', 'true'],
    ['filter.evil.clean', touch],
    ['filter.evil.smudge', touch],
    ['filter.evil.required', 'true'],
    ['filter.evil2.process', touch],
    ['merge.evil.driver', touch],
    ['core.fsmonitor', touch],
    ['core.pager', touch],
    ['core.editor', touch],
    ['core.sshCommand', touch],
    ['core.askPass', touch],
    ['core.gitProxy', touch],
    ['core.alternateRefsCommand', touch],
    ['core.hooksPath', join(root, '.git/evil-hooks')],
    ['gpg.program', touch],
    ['log.showSignature', 'true'],
    ['credential.helper', `!${touch}`],
    ['interactive.diffFilter', touch],
    ['uploadpack.packObjectsHook', touch],
    ['alias.diff', `!${touch}`],
    ['alias.ls-files', `!${touch}`],
    ['pager.diff', touch],
    ['diff.orderFile', '/nonexistent'],
    ['status.submoduleSummary', 'true'],
  ] as const)
    repository.git('config', key, value);
  for (const folder of ['hooks', 'evil-hooks'])
    for (const hook of hooks) {
      repository.write(`.git/${folder}/${hook}`, `#!/bin/sh\n${touch}\n`);
      chmodSync(join(root, '.git', folder, hook), 0o755);
    }
  // A bare repository that is committed like any folder: git takes its configuration when it runs inside.
  repository.write('vendored/HEAD', 'ref: refs/heads/main\n');
  repository.write(
    'vendored/config',
    `[core]\n\tbare = true\n\tfsmonitor = "${touch}"\n\tpager = "${touch}"\n`,
  );
  repository.write('vendored/objects/info/x', '');
  repository.write('vendored/refs/heads/x', '');
  repository.write('src/a.ts', 'const one = 3;\n');
  repository.write('b.md', 'two\n');
  repository.write('src/new.ts', 'const two = 2;\n');
  return { ...repository, marker };
}

describe('a repository with a malicious git configuration', function () {
  this.timeout(60_000);
  before(function () {
    // The programs are shell scripts.
    if (process.platform === 'win32') this.skip();
  });
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  it('does start its programs when git is asked without care, or these tests prove nothing', () => {
    using repository = hostileRepository();
    // Git fails over some of them, when they have run.
    assert.throws(() => repository.git('diff', '--ext-diff'));
    assert.equal(existsSync(repository.marker), true);
  });

  const scopes: Readonly<Record<string, (root: string) => Scope>> = {
    'working changes': () => ({ kind: 'working-changes', roots: [] }),
    'staged changes': () => ({ kind: 'staged', roots: [] }),
    'unstaged changes': () => ({ kind: 'unstaged', roots: [] }),
    'a branch': (root) => ({ kind: 'branch', root, base: 'base' }),
    'a commit': (root) => ({ kind: 'commit', root, revision: 'HEAD' }),
    'a range': (root) => ({ kind: 'range', root, from: 'base', to: 'HEAD' }),
    'a file': (root) => ({ kind: 'files', files: [{ root, path: 'src/a.ts' }] }),
    'a folder': (root) => ({ kind: 'folder', root, path: 'vendored' }),
    'a saved file': (root) => ({ kind: 'saved-file', file: { root, path: 'src/a.ts' } }),
    'the repository': (root) => ({ kind: 'repository', roots: [root] }),
  };
  for (const [name, scope] of Object.entries(scopes))
    it(`starts nothing when ${name} ${name.endsWith('s') ? 'are' : 'is'} reviewed`, async () => {
      using repository = hostileRepository();
      await using service = await startEmulator();
      const { outcome } = await reviewHostile(repository.root, service.url, syntax, {
        scope: scope(repository.root),
      });
      const expected = name === 'staged changes' ? 'nothing-to-review' : 'completed';
      assert.deepEqual(outcome, { kind: expected });
      assert.equal(existsSync(repository.marker), false);
    });

  it('starts nothing from the command line, in the repository or in a bare one within', async () => {
    using repository = hostileRepository();
    await using service = await startEmulator();
    const env = towards(service);
    for (const cwd of [repository.root, `${repository.root}/vendored`]) {
      await runProgram(['--format', 'json'], { cwd, env });
      await runProgram(['plan', '--repo'], { cwd, env });
      assert.equal(existsSync(repository.marker), false, cwd);
    }
  });

  for (const revision of [
    '--output=/tmp/x',
    '-O/dev/null',
    '--upload-pack=touch ran',
    'HEAD;touch ran',
    '$(touch ran)',
  ])
    it(`takes ${revision} for a revision that does not exist`, async () => {
      using repository = hostileRepository();
      await using service = await startEmulator();
      const { outcome } = await reviewHostile(repository.root, service.url, syntax, {
        scope: { kind: 'commit', root: repository.root, revision },
      });
      assert.deepEqual(outcome, { kind: 'failed', failure: { kind: 'no-such-revision', revision } });
    });
});
