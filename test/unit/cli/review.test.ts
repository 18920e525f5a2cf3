import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryFolder } from '../node/temporaryRepository.ts';
import {
  answerOf,
  cartAfter,
  cartBefore,
  changedCart,
  documentedSchema,
  inOtherWords,
  key,
  offByOne,
  runProgram,
  slowSum,
  towards,
} from './program.ts';
import { runHere } from './runHere.ts';

describe('flash-review', function () {
  // Each test runs the program several times.
  this.timeout(60_000);

  it('shows findings with their code and the coverage, and ends with 1', async () => {
    using repository = changedCart();
    repository.write('logo.png', new Uint8Array([0, 1, 2, 0]));
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(slowSum, offByOne) } });
    const { code, out, err } = await runProgram([], { cwd: `${repository.root}/src`, env: towards(model) });
    assert.equal(code, 1, err);
    assert.match(out, /^HIGH src\/cart\.ts:3:3 \(off-by-one\)\n {2}The last step reads past the end\n/m);
    assert.match(
      out,
      / {2}2 \| {3}let sum = 0;\n> 3 \| {3}for \(let index = 0; index <= items\.length; index\+\+\) \{\n {4}\| {3}\^{53}\n/,
    );
    assert.match(out, /\n {2}- {3}for .* <= .*\n {2}\+ {3}for .* < .*\n/);
    assert.match(out, /reviewed {6}src\/cart\.ts \(2 findings\)\n/);
    assert.match(out, /skipped {7}logo\.png \(binary file\)\n/);
    assert.match(out, /2 findings: 1 high, 1 low\. 1 of 1 file reviewed\. 1 skipped\.\n/);
    assert.match(out, /gemini-3\.5-flash - \d+ tokens in \(0 cached\), \d+ out - about \$/);
    assert.ok(!out.includes('\u001b'), 'no colour on a pipe');
    assert.equal(err, '');
  });

  it('ends with 0 when nothing reaches the threshold', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(slowSum) } });
    const call = { cwd: repository.root, env: towards(model) };
    const [usual, low, none, held] = await Promise.all([
      runProgram([], call),
      runProgram(['--fail-on', 'low'], call),
      runProgram(['--fail-on', 'none'], call),
      runProgram(['--fail-on', 'low', '--min-severity', 'medium'], call),
    ]);
    assert.deepEqual([usual.code, low.code, none.code], [0, 1, 0]);
    assert.equal(held.code, 0);
    assert.match(held.out, /No findings\..*\n1 held back\n/);
  });

  it('says that there is nothing to review', async () => {
    using repository = changedCart();
    repository.commitAll();
    await using model = await startEmulator();
    const { code, out } = await runProgram([], { cwd: repository.root, env: towards(model) });
    assert.equal(code, 0);
    assert.match(out, /There is nothing to review\./);
    assert.equal(model.requests.length, 0);
  });

  it('ends with 3 and the next step when there is no key, and writes the report all the same', async () => {
    using repository = changedCart();
    const { code, out, err } = await runProgram(['--format', 'json', '--output', 'r.json'], {
      cwd: repository.root,
    });
    assert.equal(code, 3);
    assert.match(err, /not fully reviewed: no-key/);
    assert.match(out, /^Nothing was reviewed\.\n/);
    assert.doesNotMatch(out, /No findings/);
    const report = JSON.parse(repository.read('r.json')) as { outcome: { failure: { message: string } } };
    assert.match(report.outcome.failure.message, /Set GEMINI_API_KEY/);
  });

  it('ends with 3 and keeps what came before the service failed', async () => {
    using repository = changedCart();
    await using model = await startEmulator({
      answer: { kind: 'fault', name: 'recitation', text: answerOf(offByOne, slowSum).slice(0, -30) },
    });
    const { code, out, err } = await runProgram(['--format', 'json'], {
      cwd: repository.root,
      env: towards(model),
    });
    assert.equal(code, 3, err);
    const report = documentedSchema('report').parse(JSON.parse(out)) as {
      findings: { title: string }[];
      coverage: { state: string }[];
      outcome: { kind: string };
    };
    assert.deepEqual(
      report.findings.map(({ title }) => title),
      [offByOne.title],
    );
    assert.deepEqual(
      report.coverage.map(({ state }) => state),
      ['partly'],
    );
    assert.equal(report.outcome.kind, 'failed');
  });

  it('reviews what is staged, a branch, a commit, a range, named files and everything', async () => {
    using repository = changedCart();
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=mistake');
    repository.git('branch', 'base', 'HEAD~1');
    repository.write('src/other.ts', 'export const other = 2;\n');
    repository.git('add', 'src/other.ts');
    await using model = await startEmulator();
    const filesOf = async (...args: readonly string[]) => {
      const run = await runProgram([...args, '--format', 'json'], {
        cwd: repository.root,
        env: towards(model),
      });
      assert.equal(run.code, 0, run.err);
      const { coverage } = JSON.parse(run.out) as { coverage: { file: string; state: string }[] };
      return coverage.map(({ file, state }) => `${state} ${file}`);
    };
    const [cart, other] = ['reviewed src/cart.ts', 'reviewed src/other.ts'];
    const asked: readonly (readonly [readonly string[], readonly string[]])[] = [
      [['--staged'], [other]],
      [
        ['--base', 'base'],
        [cart, other],
      ],
      [['--base', 'base', 'src/cart.ts'], [cart]],
      [['--commit', 'HEAD'], [cart]],
      [['--range', 'base..HEAD'], [cart]],
      [['src/cart.ts'], [cart]],
      [['src'], [cart, other]],
      [
        ['review', '--repo'],
        [cart, other],
      ],
    ];
    const seen = await Promise.all(asked.map(async ([args]) => filesOf(...args)));
    assert.deepEqual(
      seen,
      asked.map(([, files]) => files),
    );
  });

  it('reviews named files of a folder without git', async () => {
    using folder = temporaryFolder();
    folder.write('a/cart.ts', cartAfter);
    await using model = await startEmulator();
    const { code, out } = await runProgram(['a'], { cwd: folder.root, env: towards(model) });
    assert.equal(code, 0);
    assert.match(out, /reviewed {6}a\/cart\.ts/);
    const without = await runProgram([], { cwd: folder.root, env: towards(model) });
    assert.equal(without.code, 3);
    assert.match(without.out, /This is no git repository\. Name the files or folders/);
  });

  it('does not count what a baseline or a dismissal holds', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    using state = temporaryFolder();
    const env = { ...towards(model), FLASH_REVIEW_STATE: state.root };
    const call = { cwd: repository.root, env };
    assert.equal((await runProgram(['--format', 'json', '--output', 'base.json'], call)).code, 1);
    const compared = await runProgram(['--baseline', 'base.json', 'src/cart.ts'], call);
    assert.equal(compared.code, 0);
    assert.match(compared.out, /1 in the baseline/);
    const kept = JSON.parse(repository.read('base.json')) as { findings: { fingerprint: string }[] };
    const fingerprint = kept.findings[0]?.fingerprint ?? '';
    const dismissed = await runProgram(
      ['dismiss', fingerprint, '--reason', 'accepted', '--note', 'on purpose'],
      call,
    );
    assert.equal(dismissed.code, 0, dismissed.err);
    assert.match(
      repository.read('.flashreview/dismissed.json'),
      /"finding":"fr2:[0-9a-f]+","file":"src\/cart.ts","title":"The last step reads past the end","reason":"accepted","note":"on purpose"/,
    );
    const again = await runProgram(['src/cart.ts'], call);
    assert.equal(again.code, 0);
    assert.match(again.out, /1 dismissed/);
    const shown = await runProgram(['findings', 'base.json', '--format', 'github'], call);
    assert.match(shown.out, /^::error file=src\/cart\.ts,line=3,/);
    const last = await runProgram(['findings'], call);
    assert.match(last.out, /1 dismissed/);
    const usage = await runProgram(['usage'], call);
    assert.match(usage.out, /gemini-3\.5-flash +working-changes +1 /);
  });

  it('knows a dismissed finding and one of the baseline again in other words', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    model.script(
      { kind: 'text', text: answerOf(offByOne) },
      { kind: 'text', text: answerOf(inOtherWords) },
      { kind: 'text', text: answerOf(inOtherWords) },
    );
    using state = temporaryFolder();
    const call = { cwd: repository.root, env: { ...towards(model), FLASH_REVIEW_STATE: state.root } };
    assert.equal((await runProgram(['--format', 'json', '--output', 'base.json'], call)).code, 1);
    const compared = await runProgram(['--baseline', 'base.json', 'src/cart.ts'], call);
    assert.match(compared.out, /1 in the baseline/);
    const kept = JSON.parse(repository.read('base.json')) as { findings: { fingerprint: string }[] };
    await runProgram(['dismiss', kept.findings[0]?.fingerprint ?? '', '--reason', 'accepted'], call);
    assert.match((await runProgram(['src/cart.ts'], call)).out, /1 dismissed/);
    const told = model.requests.map(({ body }) => JSON.stringify(body).includes('what was dismissed before'));
    assert.deepEqual(told, [false, false, true]);
  });

  it('plans without a key and without a request', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    const env = { FLASH_REVIEW_ENDPOINT: model.url };
    for (const args of [['plan'], ['--dry-run']]) {
      const { code, out, err } = await runProgram(args, { cwd: repository.root, env });
      assert.equal(code, 0, err);
      assert.match(out, /\d+ {2}src\/cart\.ts\n/);
      assert.match(
        out,
        /1 file in 1 request to gemini-3\.5-flash: about \d+ tokens, \$[\d.]+ to \$[\d.]+\.\nA second look and fixes are extra: [^]+\nA request holds up to 1048576 tokens, by the table [^]+\nNo code was sent\.\n/,
      );
    }
    const narrow = await runProgram(['plan'], { cwd: repository.root, env: { ...env, COLUMNS: '40' } });
    for (const line of narrow.out.split('\n')) assert.ok(line.length <= 40, line);
    const json = await runProgram(['plan', '--format', 'json'], { cwd: repository.root, env });
    const plan = documentedSchema('plan').parse(JSON.parse(json.out)) as {
      files: { file: string; tokens: number }[];
      tokens: number;
    };
    assert.deepEqual(
      plan.files.map(({ file }) => file),
      ['src/cart.ts'],
    );
    assert.ok(plan.tokens > (plan.files[0]?.tokens ?? 0));
    assert.equal(model.requests.length, 0);
  });

  it('sends nothing that must cost more than allowed, or whose price is not known', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    const call = { cwd: repository.root, env: towards(model) };
    const dear = await runProgram(['--max-cost', '0.0001'], call);
    assert.equal(dear.code, 3);
    assert.match(dear.out, /would cost more than --max-cost allows/);
    assert.equal((await runProgram(['--max-cost', '1', '--model', 'gemini-9-unknown'], call)).code, 3);
    assert.equal(model.requests.length, 0);
    assert.equal((await runProgram(['--max-cost', '1'], call)).code, 0);
    assert.ok(model.requests.length > 0);
  });

  it('ends a review that has reached its limit, and keeps what was found', async () => {
    using repository = changedCart();
    const text = answerOf(
      offByOne,
      ...Array.from({ length: 400 }, (_, at) => ({ ...slowSum, title: `no ${at}` })),
    );
    await using model = await startEmulator({ answer: { kind: 'text', text, delayMs: 2 } });
    const env = { ...towards(model), FLASH_REVIEW_PRICES: '{"gemini":{"input":0,"output":1}}' };
    const run = await runProgram(['--max-cost', '0.002', '--format', 'json'], { cwd: repository.root, env });
    assert.equal(run.code, 3, run.err);
    const report = JSON.parse(run.out) as { outcome: { failure: { kind: string } }; findings: unknown[] };
    assert.equal(report.outcome.failure.kind, 'budget-spent');
    assert.ok(report.findings.length > 0);
  });

  it('writes the report whole or not at all, and shows text beside it', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    const { code, out } = await runProgram(['--format', 'sarif', '--output', 'out/review.sarif'], {
      cwd: repository.root,
      env: towards(model),
    });
    assert.equal(code, 1);
    assert.match(out, /HIGH src\/cart\.ts:3:3/);
    assert.equal((JSON.parse(repository.read('out/review.sarif')) as { version: string }).version, '2.1.0');
    assert.deepEqual(readdirSync(`${repository.root}/out`), ['review.sarif']);
  });

  it('keeps to its documented schemas', async () => {
    using repository = changedCart();
    repository.write('package-lock.json', '{}\n');
    repository.write('src/config.ts', `export const token = 'ghp_${'a1B2'.repeat(9)}';\n`);
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne, slowSum) } });
    const call = { cwd: repository.root, env: towards(model) };
    const json = await runProgram(['--format', 'json'], call);
    documentedSchema('report').parse(JSON.parse(json.out));
    const ndjson = await runProgram(['--format', 'ndjson'], call);
    const lines = ndjson.out.trimEnd().split('\n');
    const events = lines.map((line) => documentedSchema('event').parse(JSON.parse(line)) as { kind: string });
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['started', 'finding', 'finding', 'file', 'file', 'file', 'finished'],
    );
  });

  it('never prints a key, and sends it nowhere but to its own endpoint', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'fault', name: 'bad-key' } });
    for (const format of ['text', 'json', 'sarif']) {
      const run = await runProgram(['--format', format], { cwd: repository.root, env: towards(model) });
      assert.equal(run.code, 3);
      assert.ok(!(run.out + run.err).includes(key));
    }
    const elsewhere = await runProgram(['--endpoint', 'https://gateway.example/gemini'], {
      cwd: repository.root,
      env: { GEMINI_API_KEY: key },
    });
    assert.equal(elsewhere.code, 3);
    assert.match(elsewhere.err, /no-key/);
    const flag = await runProgram(['--api-key', key], { cwd: repository.root });
    assert.equal(flag.code, 2);
    assert.match(flag.err, /key on the command line can be read by others\. Set GEMINI_API_KEY/);
    assert.ok(!flag.err.includes(key));
  });

  it('uses the other key for the configured endpoint, also with an OpenAI-compatible one', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    const { code, err } = await runProgram(
      ['--provider', 'openai', '--endpoint', `${model.url}/v1beta/openai`],
      { cwd: repository.root, env: { FLASH_REVIEW_API_KEY: 'gateway-key-1234' } },
    );
    assert.equal(code, 1, err);
    assert.equal(model.requests[0]?.headers.authorization, 'Bearer gateway-key-1234');
  });

  it('lists the models', async () => {
    using repository = changedCart();
    await using model = await startEmulator();
    const { code, out } = await runProgram(['models'], { cwd: repository.root, env: towards(model) });
    assert.equal(code, 0);
    assert.match(out, /^gemini-3\.5-flash +1048576 +65536$/m);
  });
});

describe('flash-review --fix', () => {
  it('applies a fix that passed the checks, keeps the rest of the file, and says so', async () => {
    using repository = changedCart();
    repository.write('src/cart.ts', `\ufeff${cartAfter.replaceAll('\n', '\r\n')}`);
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne, slowSum) } });
    const { code, err, out } = await runProgram(['--fix'], { cwd: repository.root, env: towards(model) });
    assert.equal(repository.read('src/cart.ts'), `\ufeff${cartBefore.replaceAll('\n', '\r\n')}`);
    assert.match(err, /fixed src\/cart\.ts: The last step reads past the end/);
    assert.match(out, /1 finding: 1 low\..*\n1 fixed/);
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(`${repository.root}/src`).toSorted(), ['cart.ts', 'other.ts']);
  });

  it('leaves a dirty file alone where its changes are not what was reviewed, unless told otherwise', async () => {
    using repository = changedCart();
    repository.git('add', '--all');
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    const call = { cwd: repository.root, env: towards(model) };
    const refused = await runProgram(['--fix', 'src/cart.ts'], call);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /not fixed src\/cart\.ts: .* \(the file has uncommitted changes/);
    assert.equal(repository.read('src/cart.ts'), cartAfter);
    const allowed = await runProgram(['--fix', 'src/cart.ts', '--allow-dirty'], call);
    assert.equal(allowed.code, 0, allowed.err);
    assert.equal(repository.read('src/cart.ts'), cartBefore);
  });

  it('applies to what is staged and nothing more', async () => {
    using repository = changedCart();
    repository.git('add', '--all');
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    const call = { cwd: repository.root, env: towards(model) };
    repository.write('src/cart.ts', `${cartAfter}// more\n`);
    assert.match((await runHere(['--fix', '--staged'], call)).err, /not fixed src\/cart\.ts: .* uncommitted/);
    repository.write('src/cart.ts', cartAfter);
    const { code, err } = await runHere(['--fix', '--staged'], call);
    assert.equal(code, 0, err);
    assert.equal(repository.read('src/cart.ts'), cartBefore);
  });

  it('leaves a file alone that changed while it was reviewed', async () => {
    using repository = changedCart();
    await using model = await startEmulator({
      answer: () => {
        repository.write('src/cart.ts', `// changed meanwhile\n${cartAfter}`);
        return { kind: 'text', text: answerOf(offByOne) };
      },
    });
    const { code, err } = await runProgram(['--fix'], { cwd: repository.root, env: towards(model) });
    assert.equal(code, 1);
    assert.match(err, /not fixed .*\(the file has changed since the review\)/);
    assert.equal(repository.read('src/cart.ts'), `// changed meanwhile\n${cartAfter}`);
  });
});

describe('flash-review, interrupted', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`writes what it has and ends with 130 on ${signal}`, async () => {
      using repository = changedCart();
      await using model = await startEmulator({
        answer: { kind: 'fault', name: 'stall', text: answerOf(offByOne, slowSum).slice(0, -20) },
      });
      const { code, out } = await runProgram(['--format', 'ndjson', '--output', 'partial.ndjson'], {
        cwd: repository.root,
        env: towards(model),
        watch: (piece, child) => {
          if (piece.includes('HIGH')) child.kill(signal);
        },
      });
      assert.equal(code, 130);
      assert.match(out, /Interrupted: this is what was reviewed until then\./);
      const events = repository.read('partial.ndjson').trimEnd().split('\n');
      assert.match(events.at(-1) ?? '', /"outcome":\{"kind":"interrupted"\}/);
      assert.equal(events.filter((line) => line.includes('"kind":"finding"')).length, 1);
      assert.equal(model.openStreams, 0);
    });

  it('does not stand in the way of a reader that leaves', async () => {
    using repository = changedCart();
    await using model = await startEmulator({
      answer: { kind: 'text', text: answerOf(offByOne), delayMs: 20 },
    });
    const { err } = await runProgram([], {
      cwd: repository.root,
      env: towards(model),
      watch: (_, child) => child.stdout?.destroy(),
    });
    assert.equal(err, '');
    assert.ok(existsSync(repository.root));
  });
});

describe('A server with a small context', () => {
  it('gets a file in parts that each leave room for the answer', async () => {
    using repository = changedCart();
    const lines = Array.from(
      { length: 900 },
      (_, n) => `export const value${n} = compute(${n}, 'text ${n}');`,
    );
    repository.write('long.ts', `${lines.join('\n')}\n`);
    const openAiModels = [{ id: 'gemini-small', context_length: 16_384 }];
    await using model = await startEmulator({ openAiModels });
    const env = {
      ...towards(model),
      FLASH_REVIEW_PROVIDER: 'openai',
      FLASH_REVIEW_MODEL: 'gemini-small',
      FLASH_REVIEW_ENDPOINT: `${model.url}/v1beta/openai`,
      FLASH_REVIEW_API_KEY: 'k',
    };
    const { code, err } = await runProgram([], { cwd: repository.root, env });
    assert.equal(code, 0, err);
    assert.ok(model.requests.length > 1, `${model.requests.length} requests`);
    const sent = model.requests.map(({ body }) => JSON.stringify(body));
    for (const [n] of lines.entries())
      assert.equal(sent.filter((one) => one.includes(`value${n} =`)).length, 1, `line ${n}`);
    for (const one of sent) assert.ok(one.length / 2.5 < 16_384, `${one.length} characters`);
  });
});
