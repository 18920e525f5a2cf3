import assert from 'node:assert/strict';
import { startEmulator } from '../../emulator/emulator.ts';
import type { RecordedRequest } from '../../emulator/recordedRequest.ts';
import { stepOf } from '../review/changedRepository.ts';
import { answerOf, asUsualTowards, changedCart, offByOne, runProgram } from './program.ts';

const { replacement, ...bare } = offByOne;

/** Answers by what a request is about. */
function answering(verdict: 'stands' | 'refuted') {
  const line = verdict === 'refuted' ? 1 : null;
  const texts = {
    find: answerOf(bare),
    verify: JSON.stringify({
      verdicts: [{ id: '1', evidence: 'Line 1 says so.', line, verdict, severity: 'high' }],
    }),
    fix: JSON.stringify({ fixes: [{ id: '1', replacement }] }),
    recheck: '{}',
  };
  return (request: RecordedRequest) => ({ kind: 'text', text: texts[stepOf(request)] }) as const;
}

describe('the command line', function () {
  // Each test runs the program several times.
  this.timeout(60_000);

  it('shows a finding when it has stood its second look, and the fix that was written then', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: answering('stands') });
    const call = { cwd: repository.root, env: asUsualTowards(model.url) };
    const { code, out, err } = await runProgram([], call);
    assert.equal(code, 1, err);
    assert.deepEqual(model.requests.map(stepOf), ['find', 'verify', 'fix']);
    assert.match(out, /stood a second look/);
    assert.match(out, /\n {2}\+ {3}for .* index < items\.length/);
    assert.equal(out.match(/^HIGH /gm)?.length, 1);
  });

  it('waits with --fix for the fixes that are written later', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: answering('stands') });
    const call = { cwd: repository.root, env: asUsualTowards(model.url) };
    const { err } = await runProgram(['--fix'], call);
    assert.match(err, /fixed src\/cart\.ts: The last step reads past the end/);
    assert.match(repository.read('src/cart.ts'), /index < items\.length/);
  });

  it('reports what was refuted as held back, with the reason', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: answering('refuted') });
    const call = { cwd: repository.root, env: asUsualTowards(model.url) };
    const text = await runProgram([], call);
    assert.equal(text.code, 0);
    assert.match(text.out, /No findings\..*\n1 held back\n/);
    const json = await runProgram(['--format', 'json'], call);
    const { findings } = JSON.parse(json.out) as { findings: { state: string; filtered?: object }[] };
    assert.equal(findings[0]?.state, 'filtered');
    assert.deepEqual(findings[0].filtered, { kind: 'refuted', detail: 'Line 1 says so.' });
  });

  it('takes --verify and --fixes, and what it cannot take with a sentence', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: answering('stands') });
    const call = { cwd: repository.root, env: asUsualTowards(model.url) };
    await runProgram(['--verify', 'off', '--fixes', 'withFindings'], call);
    assert.deepEqual(model.requests.map(stepOf), ['find']);
    const wrong = await runProgram(['--verify', 'maybe'], call);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /--verify has to be auto, off, serious, all\./);
  });

  it('says when the second look failed, and shows the finding all the same', async () => {
    using repository = changedCart();
    await using model = await startEmulator({
      answer: (request) =>
        stepOf(request) === 'find'
          ? { kind: 'text', text: answerOf(bare) }
          : { kind: 'fault', name: 'quota-day' },
    });
    const { out, err, code } = await runProgram([], {
      cwd: repository.root,
      env: asUsualTowards(model.url),
    });
    assert.equal(code, 1);
    assert.match(err, /The second look failed, so some findings stay unverified\./);
    assert.match(out, /a second look came to no answer/);
  });
});
