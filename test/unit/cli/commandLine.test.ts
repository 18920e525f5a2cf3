import assert from 'node:assert/strict';
import { readCommandLine } from '../../../src/cli/commandLine.ts';
import { configure } from '../../../src/cli/configuration.ts';
import { environmentKey } from '../../../src/cli/environmentKey.ts';
import { WrongUse } from '../../../src/cli/wrongUse.ts';
import { temporaryFolder } from '../node/temporaryRepository.ts';
import { changedCart, runProgram } from './program.ts';

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof WrongUse) return error.message;
    throw error;
  }
  return 'taken';
}

describe('The command line', () => {
  it('is a review when no command is named', () => {
    const command = readCommandLine(['src', '--effort', 'deep', '--fail-on=low']);
    assert.ok(command.kind === 'review');
    assert.deepEqual(command.paths, ['src']);
    assert.deepEqual(command.settings, { effort: 'deep', failOn: 'low' });
    assert.deepEqual(command.scope, { kind: 'default' });
  });

  it('takes everything behind -- as a path', () => {
    const command = readCommandLine(['--staged', '--', '--odd-name']);
    assert.ok(command.kind === 'review');
    assert.deepEqual(command.paths, ['--odd-name']);
  });

  it('takes -h for help, unless it is a path', () => {
    assert.equal(readCommandLine(['src', '-h']).kind, 'help');
    assert.equal(readCommandLine(['--', '-h']).kind, 'review');
  });

  it('takes - and /dev/stdout for the standard output', () => {
    for (const output of ['-', '/dev/stdout'])
      for (const args of [[], ['plan'], ['findings']]) {
        const command = readCommandLine([...args, '--output', output]);
        assert.ok(command.kind === 'review' || command.kind === 'findings');
        assert.equal(command.output, undefined);
      }
  });

  const refused: readonly (readonly [readonly string[], RegExp])[] = [
    [['--stagd'], /^review has no flag --stagd\. Did you mean --staged\?/],
    [['--wholly-unknown'], /^review has no flag --wholly-unknown\. See: flash-review help review$/],
    [['--base'], /^--base needs a value\.$/],
    [['--base', '--fix'], /^--base needs a value; the next word is the flag --fix\.$/],
    [['--base', '-x'], /^--base takes a revision, not “-x”\.$/],
    [['--staged=yes'], /^--staged takes no value\.$/],
    [['--base', 'a', '--base', 'b'], /^--base is given twice\.$/],
    [['--staged', '--repo'], /^Give one of --staged, --base/],
    [['--range', 'main'], /^--range takes two revisions, as --range main\.\.HEAD; “main” is not that/],
    [['--range', 'a...b'], /^--range takes two revisions/],
    [['--range', 'a..-b'], /^--range takes a revision/],
    [['--format', 'xml'], /^--format has to be one of text, json, .*gitlab, not “xml”\.$/],
    [['plan', '--fix'], /^--fix cannot go with a plan/],
    [['plan', '--format', 'sarif'], /^A plan is shown as text or json/],
    [['dismiss'], /^dismiss takes the fingerprint/],
    [['dismiss', 'fr1:0', '--until', 'soon'], /^--until takes a day/],
    [['models', 'x'], /^models takes no “x”\.$/],
    [['help', 'mpc'], /^There is no command “mpc”\. Did you mean mcp\?$/],
    [['help', 'nothing-like-it'], /^There is no command “nothing-like-it”\. There are: review, plan, /],
    [[''], /^A path is empty: a variable may have nothing in it\. For the working folder write \.$/],
    [['--api-key=abc'], /^There is no --api-key: a key on the command line can be read by others/],
  ];
  for (const [args, message] of refused)
    it(`refuses ${args.join(' ')} and says what to do`, () => {
      assert.match(
        refusal(() => readCommandLine(args)),
        message,
      );
    });

  it('ends with 2 and one line for wrong use, and with the usage for help', async () => {
    using repository = changedCart();
    const wrong = await runProgram(['nowhere.ts'], { cwd: repository.root });
    assert.equal(wrong.code, 2);
    assert.equal(wrong.out, '');
    assert.match(wrong.err, /^flash-review: There is no file or folder “nowhere\.ts”\..*\n$/);
    const late = await runProgram(['--staged', 'plan'], { cwd: repository.root });
    assert.equal(late.code, 2);
    assert.match(late.err, /“plan” is a command: it comes first\. For a path of that name write \.\/plan\./);
    using elsewhere = temporaryFolder();
    elsewhere.write('a.ts', 'a\n');
    const outside = await runProgram(['src/cart.ts', `${elsewhere.root}/a.ts`], { cwd: repository.root });
    assert.equal(outside.code, 2);
    assert.match(outside.err, /does not lie in .* Review one repository at a time\./);
    const baseline = await runProgram(['--baseline', 'none.json'], { cwd: repository.root });
    assert.equal(baseline.code, 2);
    assert.match(baseline.err, /The baseline “none\.json” is not there\. Make one with:/);
    const unknown = await runProgram(['findings'], { cwd: repository.root });
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /There is no earlier review/);
    const help = await runProgram(['--help'], { cwd: repository.root });
    assert.equal(help.code, 0);
    assert.match(help.out, /^Usage: flash-review/);
    for (const line of help.out.split('\n')) assert.ok(line.length <= 80, line);
    assert.match((await runProgram(['--version'], { cwd: repository.root })).out, /^\d+\.\d+\.\d+\n$/);
  });
});

describe('The configuration', () => {
  it('goes from the file over the environment to the flags', () => {
    const file = '{ "effort": "deep", "failOn": "low", "model": "a" }';
    const environment = {
      FLASH_REVIEW_FAIL_ON: 'medium',
      FLASH_REVIEW_MODEL: 'b',
      FLASH_REVIEW_MAX_COST: '0.5',
    };
    const { effort, failOn, model, maxCost } = configure(file, environment, { model: 'c' });
    assert.deepEqual([effort, failOn, model, maxCost], ['deep', 'medium', 'c', 0.5]);
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    ['{ "effort": "huge" }', /^\.flashreview\/config\.json: “effort” has to be quick, standard, deep\.$/],
    ['{ "maxFileSizeKB": -1 }', /“maxFileSizeKB” has to be a number above 0\.$/],
    ['{ "efort": "deep" }', /“efort” is not a setting\. There are: model, effort,/],
    ['{ not json', /^\.flashreview\/config\.json is not JSON/],
    ['[]', /has to hold one object/],
    ['{ "apiKey": "x" }', /Keys are read from the environment only/],
  ];
  for (const [file, message] of refused)
    it(`refuses the file ${file}`, () => {
      assert.match(
        refusal(() => configure(file, {}, {})),
        message,
      );
    });

  it('names the variable or the flag that cannot be taken', () => {
    assert.match(
      refusal(() => configure(undefined, { FLASH_REVIEW_MAX_FILE_SIZE_KB: 'much' }, {})),
      /^FLASH_REVIEW_MAX_FILE_SIZE_KB has to be a number above 0\.$/,
    );
    assert.match(
      refusal(() => configure(undefined, {}, { maxCost: '-1' })),
      /^--max-cost has to be dollars, as 0\.50\.$/,
    );
  });

  for (const key of [
    'endpoint',
    'provider',
    'vertexProject',
    'vertexLocation',
    'gemini.endpoint',
    'openai.endpoint',
    'vertex.project',
    'proxyUrl',
    'prices',
    'maxCost',
    'maskingExceptions',
  ])
    it(`does not let a repository set ${key}`, () => {
      const value = key === 'maskingExceptions' ? ['x'] : key === 'prices' ? {} : 'https://evil.example';
      assert.match(
        refusal(() => configure(JSON.stringify({ [key]: value }), {}, {})),
        /cannot be set by a repository, because it decides where code is sent.* set FLASH_REVIEW_[A-Z_]+ in the environment/,
      );
    });

  it('sends nothing when a repository tries', async () => {
    using repository = changedCart();
    repository.write('.flashreview/config.json', '{ "endpoint": "http://127.0.0.1:9" }');
    const run = await runProgram([], { cwd: repository.root, env: { GEMINI_API_KEY: 'AIzaAAAAAAAAAAAA' } });
    assert.equal(run.code, 2);
    assert.match(run.err, /“endpoint” cannot be set by a repository/);
  });
});

describe('A key of the environment', () => {
  const google = 'https://generativelanguage.googleapis.com';

  it('goes to Google and to this machine, to no other', () => {
    const environment = { GEMINI_API_KEY: ' k ' };
    for (const endpoint of [
      google,
      `${google}/v1beta/openai`,
      'http://127.0.0.1:1',
      'http://localhost',
      'http://[::1]:2',
    ])
      assert.equal(environmentKey(endpoint, environment), 'k', endpoint);
    for (const endpoint of [
      'https://generativelanguage.googleapis.com.evil.example',
      'http://generativelanguage.googleapis.com',
      'https://127.0.0.1.evil.example',
      'https://gateway.example',
      'no address',
    ])
      assert.equal(environmentKey(endpoint, environment), undefined, endpoint);
  });

  it('of our own name goes to whatever the user has configured, and comes first', () => {
    const environment = { GEMINI_API_KEY: 'g', FLASH_REVIEW_API_KEY: 'f' };
    assert.equal(environmentKey('https://gateway.example', environment), 'f');
    assert.equal(environmentKey(google, environment), 'f');
  });
});
