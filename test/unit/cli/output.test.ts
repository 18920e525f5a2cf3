import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, lstatSync, openSync, symlinkSync } from 'node:fs';
import { startEmulator } from '../../emulator/emulator.ts';
import { widthOf } from '../../../src/cli/safeText.ts';
import { temporaryFolder, temporaryRepository } from '../node/temporaryRepository.ts';
import { answerOf, cartAfter, changedCart, main, offByOne, towards } from './program.ts';
import { runHere } from './runHere.ts';

/** Takes every write, and refuses it; only where the system has it. */
const full = '/dev/full';

describe('--output', function () {
  this.timeout(60_000);

  it('to a place that takes no file ends the run before anything is sent', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    const call = { cwd: repository.root, env: towards(model) };
    for (const [args, said] of [
      [['--output', 'src'], /--output “src” is a folder\. Name a file in it\./],
      [
        ['--output', 'src/cart.ts/report.json'],
        /--output “src\/cart\.ts\/report\.json” cannot be written: ENOTDIR\./,
      ],
      [['plan', '--output', 'src'], /is a folder/],
    ] as const) {
      const { code, out, err } = await runHere([...args, '--format', 'json'], call);
      assert.equal(code, 2);
      assert.equal(out, '');
      assert.match(err, said);
    }
    assert.equal(model.requests.length, 0);
  });

  it('that fails at the end says where the report is, and ends with 3', async () => {
    if (!existsSync(full)) return;
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    using state = temporaryFolder();
    const call = { cwd: repository.root, env: { ...towards(model), FLASH_REVIEW_STATE: state.root } };
    const { code, out, err } = await runHere(['--format', 'sarif', '--output', full], call);
    assert.equal(code, 3);
    assert.match(out, /1 finding: 1 high\./);
    assert.match(
      err,
      /could not be written to “\/dev\/full”: ENOSPC\. It is kept; write it with: flash-review findings --format sarif --output FILE/,
    );
    assert.equal((await runHere(['findings', '--format', 'sarif', '--output', 'r.sarif'], call)).code, 0);
    assert.match(repository.read('r.sarif'), /"off-by-one"/);
    const plan = await runHere(['plan', '--output', full], call);
    assert.deepEqual([plan.code, /cannot be written: ENOSPC/.test(plan.err)], [2, true]);
  });

  it('writes through a link, and puts no file in the place of a device', async () => {
    if (process.platform === 'win32') return;
    using repository = changedCart();
    using other = temporaryFolder();
    symlinkSync(`${other.root}/plan.json`, `${repository.root}/link.json`);
    symlinkSync('/dev/null', `${repository.root}/null`);
    for (const name of ['link.json', 'null'])
      assert.equal(
        (await runHere(['plan', '--format', 'json', '--output', name], { cwd: repository.root })).code,
        0,
      );
    assert.match(other.read('plan.json'), /"requests": 1/);
    for (const name of ['link.json', 'null'])
      assert.ok(lstatSync(`${repository.root}/${name}`).isSymbolicLink(), name);
    assert.ok(lstatSync('/dev/null').isCharacterDevice());
  });
});

describe('The standard output', function () {
  this.timeout(60_000);

  it('that takes nothing ends the run with 3 and a sentence', async () => {
    if (!existsSync(full)) return;
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    for (const args of [['plan'], ['--format', 'json'], []]) {
      using home = temporaryFolder();
      const out = openSync(full, 'w');
      const child = spawn(process.execPath, [main, ...args], {
        cwd: repository.root,
        env: { PATH: process.env['PATH'], HOME: home.root, FLASH_REVIEW_STATE: home.root, ...towards(model) },
        stdio: ['ignore', out, 'pipe'],
      });
      let err = '';
      child.stderr?.setEncoding('utf8').on('data', (piece: string) => (err += piece));
      const [code] = (await once(child, 'close')) as [number];
      closeSync(out);
      assert.match(err, /flash-review: the output could not be written: ENOSPC\.\n$/);
      assert.equal(code, 3, args.join(' '));
    }
  });

  it('beside a report tells people the sentence, not only the kind of failure', async () => {
    using repository = changedCart();
    const { code, err } = await runHere(['--format', 'json'], { cwd: repository.root });
    assert.equal(code, 3);
    assert.match(err, /not fully reviewed: There is no API key\. Set GEMINI_API_KEY, .* \(no-key\)\n$/);
    const elsewhere = await runHere(['--endpoint', 'https://gateway.example'], {
      cwd: repository.root,
      env: { GEMINI_API_KEY: 'k' },
    });
    assert.match(elsewhere.err, /GEMINI_API_KEY goes to Google’s own address .* set FLASH_REVIEW_API_KEY/);
  });

  it('gives no line to the runner of a workflow, wherever lines are broken', async () => {
    using repository = changedCart();
    const words = Array.from({ length: 60 }, (_, n) => `${'x'.repeat(n % 7)} ::stop-commands::t`).join(' ');
    const hostile = { ...offByOne, title: words.slice(0, 200), explanation: words };
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(hostile) } });
    for (const columns of [20, 33, 80, 100]) {
      const { out, err } = await runHere([], { cwd: repository.root, env: towards(model), columns });
      assert.match(out, /stop-commands/, err);
      assert.doesNotMatch(out, /^\s*::/m);
    }
  });

  it('names a file on one line', async () => {
    using repository = temporaryRepository();
    repository.write('new\n::error::line.ts', cartAfter);
    repository.commitAll();
    const finding = { ...offByOne, file: 'new\n::error::line.ts' };
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(finding) } });
    const { out, err } = await runHere(['--repo', '--fix'], { cwd: repository.root, env: towards(model) });
    assert.match(out, /^HIGH new\\n::error::line\.ts:3:3 /m, err);
    assert.match(out, /reviewed {6}new\\n::error::line\.ts/);
    assert.match(err, /^flash-review: fixed new\\n::error::line\.ts: The last step/m);
  });

  it('keeps its sentences within a narrow terminal', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    const { out } = await runHere([], { cwd: repository.root, env: towards(model), columns: 40 });
    // A fix is shown as it would be written.
    for (const line of out.split('\n').filter((one) => !/^ {2}[-+] /.test(one)))
      assert.ok(widthOf(line) <= 41, line);
  });
});

describe('What cannot be read', () => {
  it('as a baseline or a report is said, with the reason', async () => {
    using repository = changedCart();
    repository.write('broken.json', '{');
    for (const [name, why] of [
      ['none.json', 'is not there'],
      ['broken.json', 'is no report of this version'],
      ['src', String.raw`cannot be read \(EISDIR\)`],
    ] as const)
      for (const args of [
        ['plan', '--baseline', name],
        ['findings', name],
        ['dismiss', 'fr2:0', '--from', name],
      ]) {
        const { code, err } = await runHere(args, { cwd: repository.root });
        assert.equal(code, 2);
        assert.match(err, new RegExp(`“${name}” ${why}\\.`));
      }
  });

  it('of what this program keeps does not stop a review', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    const env = { ...towards(model), FLASH_REVIEW_STATE: `${repository.root}/src/cart.ts/state` };
    const { code, out, err } = await runHere([], { cwd: repository.root, env });
    assert.equal(code, 0, err);
    assert.match(out, /1 of 1 file reviewed/);
    assert.match(err, /the last review here cannot be read \(ENOTDIR\)/);
    assert.match(err, /the review could not be kept: /);
    const usage = await runHere(['usage'], { cwd: repository.root, env });
    assert.equal(usage.code, 2);
    assert.match(usage.err, /What was used cannot be read: .* Set FLASH_REVIEW_STATE to a folder of yours\./);
    repository.write('.flashreview/dismissed.json/a', 'a folder');
    const warned = await runHere(['plan'], { cwd: repository.root });
    assert.match(warned.err, /dismissed\.json cannot be read as dismissals, so nothing counts as dismissed/);
  });
});

describe('A plan', () => {
  it('holds the limits that the service tells, when there is a key, and says who told', async () => {
    using repository = changedCart();
    const openAiModels = [{ id: 'small', context_length: 16_384 }];
    await using model = await startEmulator({ openAiModels });
    const cwd = repository.root;
    const road = { FLASH_REVIEW_PROVIDER: 'openai', FLASH_REVIEW_MODEL: 'small', FLASH_REVIEW_API_KEY: 'k' };
    const limitOf = async (env: Readonly<Record<string, string>>) => {
      const { code, out, err } = await runHere(['plan', '--format', 'json'], { cwd, env });
      assert.equal(code, 0, err);
      return (JSON.parse(out) as { limit: unknown }).limit;
    };
    const told = { ...road, FLASH_REVIEW_ENDPOINT: `${model.url}/v1beta/openai` };
    // A quarter of a window that is shared is left to the answer.
    assert.deepEqual(await limitOf(told), { inputTokens: 12_288, toldBy: 'service' });
    const own = { ...told, FLASH_REVIEW_MAX_INPUT_TOKENS: '4000' };
    assert.deepEqual(await limitOf(own), { inputTokens: 4_000, toldBy: 'setting' });
    assert.deepEqual(await limitOf({}), { inputTokens: 1_048_576, toldBy: 'table' });
    // Nobody listens there: a plan is made all the same.
    const offline = { ...road, FLASH_REVIEW_ENDPOINT: 'http://127.0.0.1:1' };
    assert.deepEqual(await limitOf(offline), { inputTokens: 131_072, toldBy: 'table' });
    assert.equal(model.requests.length, 0);
  });

  it('says when --max-cost would not allow it, and a review says what it would have cost', async () => {
    using repository = changedCart();
    const call = {
      cwd: repository.root,
      env: { GEMINI_API_KEY: 'k', FLASH_REVIEW_ENDPOINT: 'http://127.0.0.1:1' },
    };
    const plan = await runHere(['plan', '--max-cost', '0.0001'], call);
    assert.match(
      plan.out,
      /That is more than --max-cost allows: it would not be sent\.\nNo code was sent\.\n$/,
    );
    const allowed = await runHere(['plan', '--max-cost', '5'], call);
    assert.doesNotMatch(allowed.out, /more than --max-cost/);
    const review = await runHere(['--max-cost', '0.0001'], call);
    assert.equal(review.code, 3);
    assert.match(review.err, /this review costs at least about \$0\.\d+; --max-cost allows \$0\.00010\./);
    const unknown = await runHere(['--max-cost', '5', '--model', 'gemini-none'], call);
    assert.match(unknown.err, /the price of gemini-none is not known, so --max-cost cannot be kept\./);
  });
});
