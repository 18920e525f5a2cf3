import assert from 'node:assert/strict';
import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { collectScope } from '../../../src/core/collect/collectScope.ts';
import { repositoryLabels } from '../../../src/core/collect/repositoryLabels.ts';
import { createGitRepository } from '../../../src/node/gitRepository.ts';
import { outline, reasons } from './collectedOutline.ts';
import { collect, live, working } from './collectedScope.ts';
import { temporaryRepository } from './temporaryRepository.ts';

const ignore = () => undefined;

describe('collecting working changes', () => {
  it('takes staged, unstaged and untracked changes together, in order of path', async () => {
    using repository = temporaryRepository();
    repository.write('b.txt', 'one\ntwo\n');
    repository.commitAll();
    repository.write('b.txt', 'one\nTWO\n');
    repository.git('add', 'b.txt');
    repository.write('b.txt', 'one\nTWO\nthree\n');
    repository.write('a/new.txt', 'x\n');
    repository.write('.gitignore', 'ignored.txt\n');
    repository.write('ignored.txt', 'no\n');
    assert.deepEqual(outline(await collect(repository)), [
      'added .gitignore +1:ignored.txt',
      'added a/new.txt +1:x',
      'modified b.txt -2:two +2:TWO +3:three',
    ]);
  });

  it('works before the first commit', async () => {
    using repository = temporaryRepository();
    repository.write('staged.txt', 'a\n');
    repository.git('add', '.');
    repository.write('loose.txt', 'b\n');
    assert.deepEqual(outline(await collect(repository)), ['added loose.txt +1:b', 'added staged.txt +1:a']);
  });

  it('follows a rename with an edit, and names files with quotes, spaces and letters beyond ASCII', async () => {
    using repository = temporaryRepository();
    const text = Array.from({ length: 20 }, (_, n) => `line ${n}`).join('\n');
    repository.write('old name.txt', `${text}\n`);
    repository.commitAll();
    repository.git('mv', 'old name.txt', 'ünï "q".txt');
    repository.write('ünï "q".txt', `${text}\nlast\n`);
    repository.git('add', '--all');
    assert.deepEqual(outline(await collect(repository)), ['renamed old name.txt > ünï "q".txt +21:last']);
  });

  it('keeps offsets right with CRLF, a byte-order mark, and no line end at the end', async () => {
    using repository = temporaryRepository();
    repository.write('crlf.txt', 'one\r\ntwo\r\n');
    repository.write('bare.txt', 'one\ntwo');
    repository.write('bom.txt', '\ufeffone\n');
    repository.commitAll();
    repository.write('crlf.txt', 'one\r\nTWO\r\n');
    repository.write('bare.txt', 'one\nTWO');
    repository.write('bom.txt', '\ufeffONE\n');
    const change = await collect(repository);
    assert.deepEqual(outline(change), [
      'modified bare.txt -2:two +2:TWO',
      'modified bom.txt -1:one +1:ONE',
      'modified crlf.txt -2:two +2:TWO',
    ]);
    assert.equal(change.files[2]?.text, 'one\r\nTWO\r\n');
    assert.equal(change.files[1]?.text, 'ONE\n');
  });

  it('reads UTF-16 and Latin-1', async () => {
    using repository = temporaryRepository();
    repository.write('utf16.txt', Buffer.from('\ufeffgrüße\n', 'utf16le'));
    repository.write('latin1.txt', Buffer.from('grüße\n', 'latin1'));
    assert.deepEqual(outline(await collect(repository)), [
      'added latin1.txt +1:grüße',
      'added utf16.txt +1:grüße',
    ]);
  });

  it('names what it leaves out, with the reason', async () => {
    using repository = temporaryRepository();
    repository.write('bin', Buffer.from([0, 1, 2]));
    repository.write('big.txt', 'x'.repeat(1_048_577));
    repository.write('mode.sh', 'x\n');
    repository.write('target.txt', 'x\n');
    repository.commitAll();
    repository.write('bin', Buffer.from([0, 1, 3]));
    repository.write('big.txt', 'y'.repeat(1_048_577));
    chmodSync(join(repository.root, 'mode.sh'), 0o755);
    symlinkSync('/etc/hostname', join(repository.root, 'link'));
    const change = await collect(repository);
    assert.deepEqual(outline(change), []);
    assert.deepEqual(reasons(change), [
      'big.txt too-large',
      'bin binary',
      'link symlink',
      'mode.sh no-text-change',
    ]);
  });

  it('never follows a folder link out of the repository', async () => {
    using outside = temporaryRepository();
    outside.write('secret.txt', 'secret\n');
    using repository = temporaryRepository();
    repository.write('sub/secret.txt', 'public\n');
    repository.commitAll();
    rmSync(join(repository.root, 'sub'), { recursive: true });
    symlinkSync(outside.root, join(repository.root, 'sub'));
    const change = await collect(repository);
    assert.doesNotMatch(JSON.stringify(change), /secret\\n/);
  });

  it('keeps a deleted file with its removed lines and no text', async () => {
    using repository = temporaryRepository();
    repository.write('gone.txt', 'one\n');
    repository.commitAll();
    rmSync(join(repository.root, 'gone.txt'));
    const change = await collect(repository);
    assert.deepEqual(outline(change), ['deleted gone.txt -1:one']);
    assert.equal(change.files[0]?.text, undefined);
  });

  it('shows a merge in progress with its conflict marks', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'base\n');
    repository.commitAll();
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.write('a.txt', 'theirs\n');
    repository.commitAll();
    repository.git('checkout', '--quiet', 'main');
    repository.write('a.txt', 'ours\n');
    repository.commitAll();
    assert.throws(() => repository.git('merge', 'other'));
    const [file] = outline(await collect(repository));
    assert.match(file ?? '', /^modified a\.txt .*<<<<<<< HEAD.*theirs/);
  });

  it('lists a submodule, and does not look into it', async () => {
    using inner = temporaryRepository();
    inner.write('x.txt', 'x\n');
    inner.commitAll();
    using repository = temporaryRepository();
    repository.write('a.txt', 'a\n');
    repository.commitAll();
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'inner');
    assert.deepEqual(reasons(await collect(repository)), ['inner submodule']);
  });

  describe('with unsaved editors', () => {
    it('takes their text in place of the disk, also where the disk has no change', async () => {
      using repository = temporaryRepository();
      repository.write('clean.txt', 'one\n');
      repository.write('dirty.txt', 'one\n');
      repository.commitAll();
      repository.write('dirty.txt', 'disk\n');
      repository.write('new.txt', 'disk\n');
      const change = await collect(repository, working, {
        unsaved: {
          'clean.txt': 'one\ntwo\n',
          'dirty.txt': 'editor\n',
          'new.txt': 'editor\n',
        },
      });
      assert.deepEqual(outline(change), [
        'modified clean.txt +2:two',
        'modified dirty.txt -1:one +1:editor',
        'added new.txt +1:editor',
      ]);
    });

    it('drops a file whose editor is back at HEAD, and never takes an ignored one', async () => {
      using repository = temporaryRepository();
      repository.write('.gitignore', '.env\n');
      repository.write('a.txt', 'one\n');
      repository.commitAll();
      repository.write('.env', 'KEY=1\n');
      const change = await collect(repository, working, { unsaved: { 'a.txt': 'one\n', '.env': 'KEY=2\n' } });
      assert.deepEqual(change, { files: [], skipped: [] });
    });
  });

  it('takes several repositories together, each path with its repository in front', async () => {
    using one = temporaryRepository();
    using two = temporaryRepository();
    one.write('same.txt', 'one\n');
    two.write('same.txt', 'two\n');
    const repositories = [one, two].map(({ root }) => createGitRepository({ root, gitPath: 'git' }));
    const texts = new Map([[`${two.root}/same.txt`, 'editor\n']]);
    const result = await collectScope(working, repositories, { texts }, live);
    assert.ok(result.ok);
    assert.deepEqual(outline(result.value), [
      `added ${repositories[0]?.name}/same.txt +1:one`,
      `added ${repositories[1]?.name}/same.txt +1:editor`,
    ]);
    assert.deepEqual(
      result.value.files.map(({ ref }) => ref.root),
      [one.root, two.root],
    );
  });

  it('runs nothing that the repository configures', async () => {
    using repository = temporaryRepository();
    const marker = join(repository.root, 'ran');
    const touch = `touch ${marker}; cat`;
    repository.write(
      '.gitattributes',
      '*.txt diff=evil filter=evil\n*.bin diff=evil filter=evil2\n*.eq filter=a=b\n',
    );
    repository.write('a.txt', 'one\n');
    repository.write('b.bin', 'one\n');
    repository.write('c.eq', 'one\n');
    repository.commitAll();
    for (const [key, value] of [
      ['diff.external', touch],
      ['diff.evil.command', touch],
      ['diff.evil.textconv', touch],
      ['filter.evil.clean', touch],
      ['filter.evil.smudge', touch],
      ['filter.evil.required', 'true'],
      ['filter.evil2.process', touch],
      ['filter.a=b.clean', touch],
      ['core.fsmonitor', touch],
      ['core.pager', touch],
      ['core.sshCommand', touch],
    ] as const) {
      repository.git('config', key, value);
    }
    repository.write('.git/hooks/post-index-change', `#!/bin/sh\n${touch}\n`);
    chmodSync(join(repository.root, '.git/hooks/post-index-change'), 0o755);
    repository.write('a.txt', 'two\n');
    repository.write('b.bin', 'two\n');
    repository.write('c.eq', 'two\n');
    const change = await collect(repository);
    assert.equal(existsSync(marker), false);
    assert.deepEqual(outline(change), [
      'modified a.txt -1:one +1:two',
      'modified b.bin -1:one +1:two',
      'modified c.eq -1:one +1:two',
    ]);
  });

  it('reads the same whatever the user has configured for diff', async () => {
    using repository = temporaryRepository();
    repository.write('a.txt', 'one\n\nthree\n');
    repository.commitAll();
    for (const [key, value] of [
      ['diff.noprefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['diff.renames', 'false'],
      ['diff.suppressBlankEmpty', 'true'],
      ['color.ui', 'always'],
      ['diff.context', '0'],
      ['core.quotePath', 'true'],
      ['diff.orderFile', '/nonexistent'],
    ] as const) {
      repository.git('config', key, value);
    }
    repository.write('a.txt', 'one\n\nTHREE\n');
    const change = await collect(repository);
    assert.deepEqual(outline(change), ['modified a.txt -3:three +3:THREE']);
    assert.equal(change.files[0]?.hunks[0]?.lines.length, 4);
  });

  it('says that git is missing, or what git said', async () => {
    using repository = temporaryRepository();
    const none = createGitRepository({ root: repository.root, gitPath: '/nonexistent/git' });
    assert.deepEqual(await none.diff({ kind: 'head-to-work-tree' }, ignore, live), {
      ok: false,
      failure: { kind: 'git-missing', command: '/nonexistent/git' },
    });
    rmSync(join(repository.root, '.git'), { recursive: true });
    const broken = await createGitRepository({ root: repository.root, gitPath: 'git' }).diff(
      { kind: 'head-to-work-tree' },
      ignore,
      live,
    );
    assert.ok(!broken.ok && broken.failure.kind === 'git-failed');
    assert.match(broken.failure.stderr, /not a git repository/);
  });

  it('ends as cancelled on abort', async () => {
    using repository = temporaryRepository();
    const abort = new AbortController();
    const running = collectScope(
      working,
      [createGitRepository({ root: repository.root, gitPath: 'git' })],
      { texts: new Map() },
      abort.signal,
    );
    abort.abort();
    assert.deepEqual(await running, { ok: false, failure: { kind: 'cancelled' } });
  });
});

describe('labels of several repositories', () => {
  it('are as short as tells them apart', () => {
    assert.deepEqual(repositoryLabels(['/w/shop']), ['']);
    assert.deepEqual(repositoryLabels(['/w/shop', '/w/site']), ['shop/', 'site/']);
    assert.deepEqual(repositoryLabels(['/a/app', '/b/app', '/b/lib']), ['a/app/', 'b/app/', 'lib/']);
  });
});
