import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReviewEvent } from '../../../src/core/review/review.ts';
import type { Answer } from '../../emulator/answer.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import {
  clientOf,
  eventsOf,
  foundIn,
  grammarSyntax,
  outcomeOf,
  portsAround,
  requestWith,
} from './arrangedReview.ts';

const finding = (title: string, line: number, quote: string, replacement: string | null = null) => ({
  file: 'a.ts',
  line,
  endLine: line,
  quote,
  severity: 'high',
  category: 'bug',
  title,
  explanation: 'x',
  confidence: 0.9,
  replacement,
});
const answer = (...findings: object[]): Answer => ({
  kind: 'text',
  text: JSON.stringify({ findings }),
  chunkSizes: [9],
});

const system = (prompt: string | undefined) =>
  JSON.stringify((JSON.parse(prompt ?? '{}') as { systemInstruction?: object }).systemInstruction);

describe('a review', () => {
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'flash-review-')));
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args], { cwd: root });
    git('init', '-q', '-b', 'main');
    writeFileSync(join(root, 'a.ts'), 'const one = 1;\nconst two = 2;\n');
    git('add', '.');
    git('commit', '-qm', 'begin');
    writeFileSync(join(root, 'a.ts'), 'const one = 1;\nconst two = 3;\nconst sum = one - two;\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function run(
    answers: readonly Answer[],
    options: {
      signal?: AbortSignal;
      overlay?: [string, string];
      budget?: number;
      limit?: number;
      countTokens?: boolean;
      fallbackModel?: string;
    } = {},
  ): Promise<{ events: readonly ReviewEvent[]; prompts: string[] }> {
    await using service = await startEmulator();
    service.script(...answers);
    const { signal, overlay, budget, limit, ...rest } = options;
    const request = requestWith({
      ...rest,
      ...(budget === undefined ? {} : { inputTokenBudget: budget }),
      ...(limit === undefined ? {} : { inputTokenLimit: limit }),
    });
    const texts = new Map(overlay === undefined ? [] : [overlay]);
    const ports = portsAround(root, clientOf(service.url), syntax, { overlay: { texts } });
    const events = await eventsOf(request, ports, signal);
    return { events, prompts: service.requests.map(({ body }) => JSON.stringify(body)) };
  }

  it('takes a change to findings on their lines, with a fix and the model that answered', async () => {
    const { events } = await run([
      answer(finding('subtracts', 3, 'const sum = one - two;', 'const sum = one + two;')),
    ]);
    const [only] = foundIn(events);
    assert.deepEqual(only?.anchor, {
      kind: 'exact',
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 22 } },
    });
    assert.equal(only?.fix?.edits[0]?.after, 'const sum = one + two;');
    assert.equal(only?.fix?.automatic, true);
    assert.equal(only?.modelVersion, 'gemini-3.5-flash');
    assert.deepEqual(only?.file, { root, path: 'a.ts' });
    assert.deepEqual(outcomeOf(events), { kind: 'completed' });
  });

  it('says the same thing once, however often the model does', async () => {
    const same = finding('subtracts', 3, 'const sum = one - two;');
    const { events } = await run([answer(same, { ...same, title: 'is wrong' })]);
    assert.equal(foundIn(events).length, 1);
  });

  it('lists a finding whose quote is nowhere without a line, and one in an unknown file as such', async () => {
    const { events } = await run([
      answer(finding('a', 2, 'const nowhere = here();'), { ...finding('b', 1, 'x'), file: 'other/zzz.ts' }),
    ]);
    assert.deepEqual(
      foundIn(events).map(({ anchor }) => anchor),
      [
        { kind: 'none', reason: 'quote-not-found' },
        { kind: 'none', reason: 'unknown-file' },
      ],
    );
  });

  it('asks on, once, for the rest of an answer that broke, naming what is known', async () => {
    const known = finding('a', 2, 'const two = 3;');
    const missing = finding('b', 3, 'const sum = one - two;');
    const text = JSON.stringify({ findings: [known] }).slice(0, -2);
    const { events, prompts } = await run([
      { kind: 'fault', name: 'reset-mid-stream', text: `${text},{"file":"a.ts","li` },
      answer(known, missing),
    ]);
    assert.deepEqual(
      foundIn(events).map(({ title }) => title),
      ['a', 'b'],
    );
    assert.deepEqual(outcomeOf(events), { kind: 'completed' });
    assert.equal(prompts.length, 2);
    assert.match(prompts[1] ?? '', /\\"a\.ts:2\\" \\"a\\"/);
    assert.ok(events.some((event) => event.kind === 'continuing' && event.failure.kind === 'network'));
    assert.ok(!events.some((event) => event.kind === 'damaged'));
  });

  it('keeps what came when the answer breaks again, and names the failure', async () => {
    const text = JSON.stringify({ findings: [finding('a', 2, 'const two = 3;')] }).slice(0, -2);
    const broken: Answer = { kind: 'fault', name: 'reset-mid-stream', text: `${text},{"file":"a.ts","li` };
    const { events, prompts } = await run([broken, broken]);
    assert.equal(foundIn(events).length, 1);
    const end = outcomeOf(events);
    assert.equal(end?.kind === 'failed' && end.failure.kind, 'network');
    assert.ok(events.some((event) => event.kind === 'damaged' && event.reason === 'truncated'));
    assert.ok(!events.some((event) => event.kind === 'reviewed'));
    assert.equal(prompts.length, 2);
  });

  for (const reason of ['MAX_TOKENS', 'MALFORMED_RESPONSE', 'RECITATION']) {
    it(`asks on, once, after ${reason}`, async () => {
      const text = JSON.stringify({ findings: [finding('a', 2, 'const two = 3;')] }).slice(0, -2);
      const { events, prompts } = await run([
        { kind: 'text', text, finishReason: reason },
        answer(finding('b', 3, 'const sum = one - two;')),
      ]);
      assert.equal(foundIn(events).length, 2);
      assert.deepEqual(outcomeOf(events), { kind: 'completed' });
      assert.equal(prompts.length, 2);
      assert.equal(/at most one line of code/.test(prompts[1] ?? ''), reason === 'RECITATION');
    });
  }

  it('thinks less when thinking alone used up the answer', async () => {
    const { events, prompts } = await run([
      { kind: 'text', text: '', thoughts: ['hm'], finishReason: 'MAX_TOKENS' },
      answer(finding('b', 3, 'const sum = one - two;')),
    ]);
    assert.equal(foundIn(events).length, 1);
    assert.match(prompts[1] ?? '', /"thinkingLevel":"LOW"/i);
  });

  for (const reason of ['SAFETY', 'PROHIBITED_CONTENT', 'LANGUAGE', 'A_NEW_REASON']) {
    it(`asks no more after ${reason}, and keeps what came`, async () => {
      const text = JSON.stringify({ findings: [finding('a', 2, 'const two = 3;')] });
      const { events, prompts } = await run([{ kind: 'text', text, finishReason: reason }]);
      assert.equal(foundIn(events).length, 1);
      assert.equal(outcomeOf(events)?.kind, 'failed');
      assert.equal(prompts.length, 1);
    });
  }

  it('sends nothing when nothing changed, and says so', async () => {
    execFileSync('git', ['checkout', '-q', '--', '.'], { cwd: root });
    const { events, prompts } = await run([]);
    assert.deepEqual(outcomeOf(events), { kind: 'nothing-to-review' });
    assert.equal(prompts.length, 0);
  });

  it('reviews the text in the editor instead of the text on disk', async () => {
    const { prompts } = await run([answer()], { overlay: [join(root, 'a.ts'), 'const unsaved = 1;\n'] });
    assert.match(prompts[0] ?? '', /\|\+const unsaved = 1;/);
    assert.doesNotMatch(prompts[0] ?? '', /const sum/);
  });

  it('sends no secret, and puts it back where the model quotes it', async () => {
    const key = `ghp_${'aB3dE6gH1j'.repeat(4)}`;
    writeFileSync(join(root, 'a.ts'), `const one = 1;\nconst token = read("${key}");\n`);
    writeFileSync(join(root, 'id_rsa'), '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n');
    const { events, prompts } = await run([
      answer(finding('leaks', 2, 'const token = read("MASKED_SECRET_1_");', 'use("MASKED_SECRET_1_");')),
    ]);
    assert.match(prompts[0] ?? '', /MASKED_SECRET_1_/);
    assert.ok(!prompts[0]?.includes(key) && !prompts[0]?.includes('b3BlbnNzaC1rZXk'));
    assert.ok(events.some((event) => event.kind === 'masked' && event.found.length === 1));
    const [only] = foundIn(events);
    assert.equal(only?.anchor.kind, 'exact');
    assert.deepEqual(only?.fix?.edits[0]?.after, `use("${key}");`);
    const skipped = events.flatMap((event) => (event.kind === 'skipped' ? event.files : []));
    assert.deepEqual(
      skipped.map(({ ref, reason }) => [ref.path, reason.kind]),
      [['id_rsa', 'private-key']],
    );
  });

  it('splits a change that is too long for the model over several requests, each line in one of them', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `const line${index} = ${index};`);
    writeFileSync(join(root, 'a.ts'), `${lines.join('\n')}\n`);
    const answers = Array.from({ length: 20 }, () => answer());
    const { events, prompts } = await run(answers, { budget: 4_400 });
    const asked = prompts.filter((prompt) => prompt.includes('generationConfig'));
    assert.ok(asked.length > 1);
    for (const line of lines) {
      assert.equal(asked.filter((prompt) => prompt.includes(`|+${line}`)).length, 1, line);
    }
    const planned = events.find((event) => event.kind === 'planned');
    assert.equal(planned?.preflight.files, 1);
    assert.ok(!events.some((event) => event.kind === 'skipped'));
    assert.deepEqual(outcomeOf(events), { kind: 'completed' });
  });

  it('skips a file with a line that is too long for the model, with its size, and never cuts the line', async () => {
    writeFileSync(
      join(root, 'a.ts'),
      `${'work();\n'.repeat(30)}const many = [${'1, 2, 3, '.repeat(2_000)}];\n`,
    );
    const { events, prompts } = await run([], { budget: 2_600 });
    assert.equal(prompts.length, 0);
    const skipped = events.flatMap((event) => (event.kind === 'skipped' ? event.files : []));
    assert.equal(skipped[0]?.reason.kind, 'over-budget');
  });

  it('asks in several requests when one is not enough, and covers each file in one of them', async () => {
    writeFileSync(join(root, 'b.ts'), 'const b = 1;\n'.repeat(100));
    writeFileSync(join(root, 'c.ts'), 'const c = 1;\n'.repeat(100));
    const { events, prompts } = await run([], { budget: 3_400 });
    assert.equal(prompts.length, 2);
    const reviewed = events.flatMap((event) => (event.kind === 'reviewed' ? event.files : []));
    assert.deepEqual(reviewed.map(({ label }) => label).toSorted(), ['a.ts', 'b.ts', 'c.ts']);
  });

  it('asks the service to count a request near the limit, and plans anew when it holds too much', async () => {
    writeFileSync(join(root, 'b.ts'), 'const b = 1;\n'.repeat(100));
    writeFileSync(join(root, 'c.ts'), 'const c = 1;\n'.repeat(100));
    const { events, prompts } = await run([], { budget: 4_000, limit: 2_350 });
    const counted = prompts.filter((prompt) => !prompt.includes('systemInstruction'));
    assert.equal(counted.length, 1, 'one request was near the limit');
    assert.equal(prompts.length - counted.length, 2, 'and became two');
    const reviewed = events.flatMap((event) => (event.kind === 'reviewed' ? event.files : []));
    assert.equal(reviewed.length, 3);
  });

  it('turns to the fallback model, once, when the service stays overloaded', async () => {
    const overloaded: Answer = { kind: 'fault', name: 'overloaded', retryAfterMs: 1 };
    const found1 = answer(finding('b', 3, 'const sum = one - two;'));
    const { events, prompts } = await run([overloaded, overloaded, overloaded, found1], {
      fallbackModel: 'gemini-3.8-flash',
    });
    assert.equal(prompts.length, 4);
    assert.equal(foundIn(events)[0]?.modelVersion, 'gemini-3.8-flash');
    assert.deepEqual(outcomeOf(events), { kind: 'completed' });
  });

  it('has everything counted before it asks, when the user wants that', async () => {
    const { events, prompts } = await run([], { countTokens: true });
    const planned = events.find((event) => event.kind === 'planned');
    assert.equal(prompts.length, 2, 'one to count, one to review');
    const { usage } = events.findLast((event) => event.kind === 'usage') ?? {};
    assert.ok(planned?.kind === 'planned' && usage !== undefined);
    assert.equal(planned.preflight.tokens, usage.input);
  });

  it('ends as cancelled on abort, at whatever step it is', async () => {
    const abort = new AbortController();
    abort.abort();
    const { events, prompts } = await run([], { signal: abort.signal });
    assert.deepEqual(outcomeOf(events), { kind: 'failed', failure: { kind: 'cancelled' } });
    assert.equal(prompts.length, 0);
  });

  it('sends the same instructions, byte for byte, for every change', async () => {
    const first = await run([answer()]);
    writeFileSync(join(root, 'new.py'), 'print(1)\n');
    const second = await run([answer()]);
    assert.ok(system(first.prompts[0]).length > 2_000);
    assert.equal(system(first.prompts[0]), system(second.prompts[0]));
  });
});
