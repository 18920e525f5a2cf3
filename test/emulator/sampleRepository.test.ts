import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { createSampleRepository } from '../../scripts/sampleRepository.ts';

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CONFIG_GLOBAL: devNull },
  });

describe('the sample repository', () => {
  let scratch = '';
  beforeEach(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'flash-review-sample-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  it('has one commit on main, a staged file, unstaged files and an untracked one', async () => {
    const folder = path.join(scratch, 'new', 'shop');
    await createSampleRepository(folder);
    assert.equal(
      git(folder, 'log', '--format=%an <%ae> %s'),
      'Corner Shop <shop@example.org> Cart, orders and reports of the corner shop\n',
    );
    assert.equal(git(folder, 'branch', '--show-current'), 'main\n');
    assert.deepEqual(git(folder, 'status', '--porcelain').split('\n').slice(0, -1), [
      ' M README.md',
      ' M reports/archive.py',
      ' M reports/orders_db.py',
      ' M reports/sales_report.py',
      ' M src/cart.ts',
      ' M src/orders.ts',
      ' M src/server.ts',
      'M  src/session.ts',
      ' M test/cart.test.ts',
      '?? src/priceList.ts',
    ]);
  });

  it('is the same wherever it is made, whatever git is told by the user', async () => {
    const [plain, odd] = [path.join(scratch, 'plain'), path.join(scratch, 'odd')];
    await createSampleRepository(plain);
    const home = path.join(scratch, 'home');
    const hooks = path.join(home, 'hooks');
    mkdirSync(hooks, { recursive: true });
    writeFileSync(path.join(hooks, 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    writeFileSync(
      path.join(home, 'config'),
      `[user]\n name = Somebody\n email = s@example.org\n[core]\n hooksPath = ${hooks}\n[commit]\n gpgSign = true\n[init]\n defaultBranch = trunk\n`,
    );
    const before = { ...process.env };
    process.env['GIT_CONFIG_GLOBAL'] = path.join(home, 'config');
    process.env['GIT_DIR'] = path.join(scratch, 'elsewhere');
    try {
      await createSampleRepository(odd);
    } finally {
      for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_DIR']) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    }
    assert.equal(git(odd, 'rev-parse', 'HEAD'), git(plain, 'rev-parse', 'HEAD'));
    assert.equal(git(odd, 'branch', '--show-current'), 'main\n');
  });
});
