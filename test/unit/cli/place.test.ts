import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { startEmulator } from '../../emulator/emulator.ts';
import { openPlace, refuseUnopened } from '../../../src/cli/place.ts';
import { temporaryFolder, temporaryRepository } from '../node/temporaryRepository.ts';
import { cartAfter, changedCart, main, runProgram, towards } from './program.ts';
import { runHere } from './runHere.ts';

describe('Where flash-review runs', function () {
  this.timeout(60_000);

  it('reads nothing of git’s own folders, and says where to go', async () => {
    using repository = changedCart();
    using bare = temporaryFolder();
    execFileSync('git', ['clone', '--quiet', '--bare', repository.root, `${bare.root}/b.git`], {
      stdio: 'ignore',
    });
    for (const cwd of [`${bare.root}/b.git`, `${repository.root}/.git`])
      for (const args of [[], ['--repo'], ['plan', '--commit', 'HEAD'], ['config']]) {
        const { code, out, err } = await runHere(args, { cwd });
        assert.equal(code, 2);
        assert.equal(out, '');
        assert.match(err, /belongs to git itself .* Go to a clone or a work tree of it/);
      }
  });

  it('does not take a repository that git cannot open for a plain folder', async () => {
    using repository = changedCart();
    repository.write('.git/config', '[broken\n');
    const { code, err } = await runHere(['plan', '--repo'], { cwd: repository.root });
    assert.equal(code, 2);
    assert.match(err, /Git cannot open the repository at .*: fatal: bad config line/);
  });

  it('says how to trust a repository of another user', () => {
    const stderr = "fatal: detected dubious ownership in repository at '/srv/shop'\nTo add an exception";
    const failure = { kind: 'git-failed', root: '/srv/shop/src', args: [], exitCode: 128, stderr } as const;
    assert.throws(() => refuseUnopened(failure, '/srv/shop/src'), {
      message:
        'Git does not open this repository, because it belongs to another user. If you trust it, run: git config --global --add safe.directory /srv/shop',
    });
  });

  it('says that git is missing, and reviews files without it', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    const call = { cwd: repository.root, env: { ...towards(model), PATH: '/nowhere' } };
    const without = await runProgram([], call);
    assert.equal(without.code, 2);
    assert.match(without.err, /^flash-review: Git was not found\. Install it/);
    const named = await runProgram(['src/cart.ts'], call);
    assert.equal(named.code, 0, named.err);
    assert.match(named.out, /reviewed {6}src\/cart\.ts/);
  });

  it('says that its folder is gone', () => {
    // Elsewhere a folder that a process is in cannot go.
    if (process.platform === 'win32') return;
    using folder = temporaryFolder();
    using home = temporaryFolder();
    folder.write('gone/a', '');
    const script = 'cd gone && rm -r ../gone && exec "$0" "$@"';
    let told = '';
    try {
      execFileSync('sh', ['-c', script, process.execPath, main, 'plan'], {
        cwd: folder.root,
        env: { PATH: process.env['PATH'], HOME: home.root },
        stdio: 'pipe',
      });
    } catch (error) {
      const { status, stderr } = error as { readonly status: number; readonly stderr: Buffer };
      told = `${status} ${stderr.toString()}`;
    }
    assert.equal(told, '2 flash-review: the working folder is gone. Go to another one.\n');
  });

  it('reviews in a work tree, a submodule, a shallow clone and on no branch', async () => {
    using repository = changedCart();
    repository.commitAll();
    using others = temporaryFolder();
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd: others.root, stdio: 'pipe' });
    repository.git('worktree', 'add', '--quiet', '--detach', `${others.root}/tree`);
    git('clone', '--quiet', '--depth', '1', `file://${repository.root}`, 'shallow');
    git('init', '--quiet', 'super');
    git('-C', 'super', 'submodule', '--quiet', 'add', repository.root, 'sub');
    await using model = await startEmulator();
    for (const folder of ['tree', 'shallow', 'super/sub']) {
      others.write(`${folder}/src/other.ts`, 'export const other = 3;\n');
      const { code, out, err } = await runHere([], { cwd: `${others.root}/${folder}`, env: towards(model) });
      assert.equal(code, 0, err);
      assert.match(out, /reviewed {6}src\/other\.ts\n\nNo findings\. 1 of 1 file reviewed\./, folder);
    }
    const cut = await runHere(['--range', 'HEAD~1..HEAD'], {
      cwd: `${others.root}/shallow`,
      env: towards(model),
    });
    assert.equal(cut.code, 3);
    assert.match(cut.out, /A shallow clone may need git fetch --unshallow\./);
  });

  it('reviews what is there before the first commit, and says that there is none', async () => {
    using repository = temporaryRepository();
    await using model = await startEmulator();
    const call = { cwd: repository.root, env: towards(model) };
    assert.match((await runHere([], call)).out, /There is nothing to review\./);
    repository.write('a b.ts', cartAfter);
    repository.git('add', '--all');
    assert.match((await runHere(['--staged'], call)).out, /reviewed {6}a b\.ts/);
    const committed = await runHere(['--commit', 'HEAD'], call);
    assert.equal(committed.code, 3);
    assert.match(committed.out, /Git knows no commit, branch or tag “HEAD” here\./);
  });
});

describe('A named path', () => {
  it('that is nowhere is no clean review of nothing', async () => {
    using repository = changedCart();
    for (const [args, said] of [
      [
        ['--base', 'main', 'scr/cart.ts'],
        /no file or folder “scr\/cart\.ts”, in the work tree or in the change/,
      ],
      [['--commit', 'HEAD', 'src/crat.ts'], /no file or folder “src\/crat\.ts”/],
    ] as const) {
      const { code, err } = await runHere(['plan', ...args], { cwd: repository.root });
      assert.equal(code, 2, err);
      assert.match(err, said);
    }
    const unknown = await runHere(['plan', '--base', 'nope', 'src/crat.ts'], { cwd: repository.root });
    assert.match(unknown.err, /Git knows no commit, branch or tag “nope” here/);
  });

  it('may be of a file that the change deletes, with its folder', async () => {
    using repository = changedCart();
    repository.write('old/deep/gone.ts', cartAfter);
    repository.commitAll();
    rmSync(`${repository.root}/old`, { recursive: true });
    repository.git('add', '--all');
    await using model = await startEmulator();
    for (const [cwd, name] of [
      ['', 'old/deep/gone.ts'],
      ['/src', '../old/deep/gone.ts'],
    ] as const) {
      const { code, out, err } = await runHere(['--staged', name], {
        cwd: repository.root + cwd,
        env: towards(model),
      });
      assert.equal(code, 0, err);
      assert.match(out, /reviewed {6}old\/deep\/gone\.ts\n\nNo findings\. 1 of 1 file reviewed\./);
    }
  });

  it('that looks like a command makes one suggest it', async () => {
    using repository = changedCart();
    repository.write('plna', 'x\n');
    for (const [word, meant] of [
      ['mpc', 'mcp'],
      ['finding', 'findings'],
      ['Plan', 'plan'],
      ['dismis', 'dismiss'],
    ] as const) {
      const { code, err } = await runHere([word, 'fr2:0'], { cwd: repository.root });
      assert.equal(code, 2);
      assert.match(err, new RegExp(`no file or folder “${word}”\\. Did you mean the command ${meant}\\?`));
    }
    assert.equal((await runHere(['plan', 'plna'], { cwd: repository.root })).code, 0);
    const far = await runHere(['wholly-else'], { cwd: repository.root });
    assert.doesNotMatch(far.err, /Did you mean/);
  });

  it('may have spaces, quotes, marks, other scripts and line ends in it', async () => {
    using repository = temporaryRepository();
    const names = [
      'sp  ace.ts',
      `q'uo"te.ts`,
      'ünï-表.ts',
      'new\nline.ts',
      '-dash.ts',
      'a[1]*.ts',
      ':(glob)x.ts',
    ];
    for (const name of names) repository.write(name, cartAfter);
    for (const name of names) {
      const { code, out, err } = await runHere(['plan', '--', name], { cwd: repository.root });
      assert.equal(code, 0, err);
      const shown = name.replace('\n', String.raw`\n`);
      assert.ok(out.startsWith('To be reviewed') && out.split('\n')[1]?.endsWith(`  ${shown}`), out);
    }
  });

  it('is taken from the folder it is named in', async () => {
    using repository = changedCart();
    const place = await openPlace(`${repository.root}/src`, [], new AbortController().signal);
    assert.equal(place.root, repository.root);
  });
});
