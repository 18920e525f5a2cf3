import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { readCommandLine } from '../../src/cli/commandLine.ts';
import { startEmulator } from '../emulator/emulator.ts';
import { answerOf, cartAfter, cartBefore, key, main, offByOne, towards } from '../unit/cli/program.ts';
import { temporaryFolder, temporaryRepository } from '../unit/node/temporaryRepository.ts';
import { workflowProblems } from './workflowProblems.ts';

const run = promisify(execFile);

const recipes = readFileSync(new URL('../../docs/recipes.md', import.meta.url), 'utf8');

/** The first block of code under a heading. */
function blockOf(heading: string): string {
  const [, section = ''] = recipes.split(`\n## ${heading}\n`);
  const block = /\n```\w+\n([^]*?)```\n/.exec(section)?.[1];
  assert.ok(block !== undefined, heading);
  return block;
}

describe('The recipes', function () {
  this.timeout(60_000);

  it('for GitHub Actions is a workflow that GitHub takes', async () => {
    assert.deepEqual(await workflowProblems('review.yml', blockOf('GitHub Actions')), []);
    assert.notDeepEqual(await workflowProblems('wrong.yml', 'on: push\njobs: { a: { runs: x } }'), []);
  });

  it('for GitLab CI is YAML that keeps its report whatever the review says', () => {
    const { 'flash-review': job } = parse(blockOf('GitLab CI')) as {
      readonly 'flash-review': {
        readonly script: readonly string[];
        readonly artifacts: { readonly when: string; readonly reports: { readonly codequality: string } };
      };
    };
    assert.equal(job.artifacts.when, 'always');
    assert.ok(job.script.some((line) => line.includes(`--output ${job.artifacts.reports.codequality}`)));
  });

  it('call the command line by what it takes', () => {
    const calls = [...recipes.matchAll(/(?<!=)flash-review ((?:--?\w|findings|plan)[^\n|>;&`]*)/g)].map(
      ([, args = '']) => args.trim(),
    );
    assert.ok(calls.length >= 8, calls.join('\n'));
    for (const call of calls)
      readCommandLine(call.split(/\s+/).map((word) => word.replaceAll('"', '').replace(/\$\{?\w+\}?/g, 'x')));
  });

  it('before a push stops one that brings a mistake, and no other', async () => {
    // There, git has a shell of its own, and no npx in it.
    if (process.platform === 'win32') return;
    await pushing(async (push, answer) => {
      answer(offByOne);
      const stopped = await push('HEAD:main');
      assert.match(stopped, /HIGH src\/cart\.ts:3:3 [^]*Push anyway with: git push --no-verify/);
      assert.match(await push('HEAD:refs/heads/new'), /HIGH src\/cart\.ts:3:3 /, 'a new branch');
      answer();
      assert.doesNotMatch(await push('HEAD:main'), /failed to push|Push anyway/);
      answer(offByOne);
      const known = await push('HEAD:refs/heads/known');
      assert.doesNotMatch(known, /failed to push|Push anyway/, 'nothing that the remote does not have');
      assert.doesNotMatch(await push(':refs/heads/known'), /failed to push|Push anyway/, 'a deletion');
    });
  });
});

/** A clone with the hook of the recipe and a commit with a mistake, and what the model is to find. */
async function pushing(
  test: (
    push: (what: string) => Promise<string>,
    answer: (...findings: readonly object[]) => void,
  ) => Promise<void>,
): Promise<void> {
  using remote = temporaryRepository();
  using home = temporaryFolder();
  remote.write('src/cart.ts', cartBefore);
  remote.commitAll();
  remote.git('checkout', '--quiet', '--detach');
  let found: readonly object[] = [];
  await using model = await startEmulator({ answer: () => ({ kind: 'text', text: answerOf(...found) }) });
  const env = {
    HOME: home.root,
    FLASH_REVIEW_STATE: `${home.root}/state`,
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
    PATH: `${home.root}/bin:${process.env['PATH']}`,
    ...towards(model),
    GEMINI_API_KEY: key,
  };
  // What the recipe finds where the package is installed.
  home.write('bin/npx', `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(`${home.root}/bin/npx`, 0o755);
  const clone = `${home.root}/clone`;
  const git = async (...args: readonly string[]) => run('git', args, { cwd: home.root, env });
  await git('clone', '--quiet', remote.root, clone);
  await git('-C', clone, 'switch', '--quiet', 'main');
  writeFileSync(`${clone}/.git/hooks/pre-push`, blockOf('Before a push'), { mode: 0o755 });
  writeFileSync(`${clone}/src/cart.ts`, cartAfter);
  await git('-C', clone, 'commit', '--quiet', '--all', '--message=mistake');
  await test(
    async (what) => {
      const { stdout, stderr } = await git('-C', clone, 'push', 'origin', what).catch(
        (error: unknown) => error as { readonly stdout: string; readonly stderr: string },
      );
      return stdout + stderr;
    },
    (...findings) => {
      found = findings;
    },
  );
}
