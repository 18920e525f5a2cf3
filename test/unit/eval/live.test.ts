import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { distance, scoreLive, type LiveAnswer } from '../../../eval/liveScore.ts';
import type { LiveCase, Spot } from '../../../eval/liveCases.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryFolder, type TemporaryFolder } from '../node/temporaryRepository.ts';

const program = fileURLToPath(new URL('../../../eval/run.ts', import.meta.url));
const spot = (path: string, from: number, to = from): Spot => ({ path, from, to });
const at = (path: string, from: number, to = from) => ({ ...spot(path, from, to), title: 't' });

function answer(name: string, findings: LiveAnswer['findings'], more: Partial<LiveAnswer> = {}): LiveAnswer {
  return { name, findings, unplaced: 0, cost: 0.01, firstFindingMs: 1_000, model: 'm', ...more };
}
function known(
  name: string,
  kind: LiveCase['kind'],
  valid: readonly Spot[],
  rejected: readonly Spot[] = [],
): LiveCase {
  return { name, kind, after: new Map(), valid, rejected };
}
const score = (cases: readonly LiveCase[], ...answers: readonly LiveAnswer[]) =>
  scoreLive(cases, new Map(answers.map((one) => [one.name, one])));

describe('the score of a live model', () => {
  it('counts a spot as found up to three lines away, in the same file', () => {
    assert.equal(distance(spot('a', 5, 9), spot('a', 9, 12)), 0);
    assert.equal(distance(spot('a', 5, 9), spot('a', 12)), 3);
    assert.equal(distance(spot('a', 12), spot('a', 5, 9)), 3);
    assert.equal(distance(spot('a', 5), spot('b', 5)), undefined);
    const cases = [known('x', 'pr', [spot('a', 10, 12)])];
    for (const [line, found] of [
      [6, 0],
      [7, 1],
      [11, 1],
      [15, 1],
      [16, 0],
    ] as const)
      assert.equal(score(cases, answer('x', [at('a', line)]))['prs']?.['found'], found, String(line));
  });

  it('gives recall on valid comments, false alarms on rejected ones, and leaves the rest unjudged', () => {
    const cases = [
      known('x', 'pr', [spot('a', 10), spot('a', 50), spot('b', 1)], [spot('a', 100), spot('b', 80)]),
      known('never asked', 'pr', [spot('c', 1)]),
    ];
    const { prs, all } = score(
      cases,
      answer('x', [at('a', 10), at('a', 11), at('a', 101), at('b', 300)], { unplaced: 2 }),
    );
    assert.deepEqual(prs, {
      cases: 1,
      valid: 3,
      found: 1,
      rejected: 2,
      repeated: 1,
      findings: 4,
      onValid: 2,
      onRejected: 1,
      elsewhere: 1,
      recallPercent: 33.3,
      falseAlarmPercent: 50,
    });
    assert.equal(all?.['left'], 1);
    assert.equal(all?.['unplaced'], 2);
  });

  it('takes a finding near both verdicts for a valid one', () => {
    const cases = [known('x', 'pr', [spot('a', 10)], [spot('a', 12)])];
    const { prs } = score(cases, answer('x', [at('a', 11)]));
    assert.deepEqual([prs?.['onValid'], prs?.['onRejected']], [1, 0]);
  });

  it('finds a seeded bug at any of its spots, and wants nothing in a quiet file', () => {
    const cases = [
      known('bug', 'bug', [spot('a', 10), spot('a', 90)]),
      known('missed', 'bug', [spot('a', 10)]),
      known('quiet', 'quiet', []),
      known('loud', 'quiet', []),
    ];
    const { bugs, quiet, lines } = score(
      cases,
      answer('bug', [at('a', 90), at('a', 8), at('z', 1)]),
      answer('missed', []),
      answer('quiet', []),
      answer('loud', [at('a', 1)]),
    );
    assert.deepEqual(bugs, { cases: 2, found: 1, findings: 3, elsewhere: 1, recallPercent: 50 });
    assert.deepEqual(quiet, { cases: 2, kept: 1, findings: 1, keptPercent: 50 });
    assert.deepEqual(lines, { cases: 2, onLine: 1, precisionPercent: 50 });
  });

  it('tells cost for each case and the wait for the first finding', () => {
    const cases = ['a', 'b', 'c'].map((name) => known(name, 'quiet', []));
    const { all } = score(
      cases,
      answer('a', [], { cost: 0.02, firstFindingMs: null }),
      answer('b', [], { cost: 0.04, firstFindingMs: 900 }),
      answer('c', [], { cost: null, firstFindingMs: 2_000 }),
    );
    assert.deepEqual(all, {
      cases: 3,
      left: 0,
      unplaced: 0,
      dollars: 0.06,
      dollarsEach: 0.03,
      firstFindingMs: 2_000,
    });
  });
});

const before = 'export function last(list: number[]) {\n  return list[list.length - 1];\n}\n';
const after = before.replace('length - 1', 'length');

/** One PR and one seeded bug of our own, in the shape of the corpus. */
function corpusFolder(): TemporaryFolder {
  const folder = temporaryFolder();
  const pr = 'golden-aacr/cases/own__repo__1';
  folder.write(`${pr}/head/src/last.ts`, after);
  folder.write(
    `${pr}/pr.diff`,
    `diff --git a/src/last.ts b/src/last.ts\n--- a/src/last.ts\n+++ b/src/last.ts\n@@ -1,3 +1,3 @@\n export function last(list: number[]) {\n-  return list[list.length - 1];\n+  return list[list.length];\n }\n`,
  );
  const comment = { path: 'src/last.ts', side: 'right' };
  folder.write(
    `${pr}/case.json`,
    JSON.stringify({
      comments: [
        { ...comment, verdict: 'valid', from_line: 2, to_line: 2 },
        { ...comment, verdict: 'rejected', from_line: 40, to_line: 41 },
      ],
    }),
  );
  const bug = 'seeded-bugs/cases/own_1';
  folder.write(`${bug}/fixed/last.ts`, before);
  folder.write(`${bug}/buggy/last.ts`, after);
  folder.write(
    `${bug}/case.json`,
    JSON.stringify({ files: [{ path: 'last.ts', bug_ranges: [{ buggy_start: 2, buggy_end: 2 }] }] }),
  );
  return folder;
}

async function runEval(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [program, 'live', ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

describe('a live evaluation', function () {
  this.timeout(60_000);

  it('says how to run it when there is no key', async () => {
    using corpus = corpusFolder();
    const { code, err } = await runEval([corpus.root], { FLASH_REVIEW_LIVE: `${corpus.root}/kept` });
    assert.equal(code, 2);
    assert.match(err, /set GEMINI_API_KEY .*npm run eval -- live CORPUS \[--max-cost DOLLARS\]/s);
  });

  it('reviews every case with the real program, stops at its budget, and goes on from there', async () => {
    using corpus = corpusFolder();
    await using service = await startEmulator({
      answer: ({ body }) => ({
        kind: 'text',
        text: JSON.stringify({
          findings: [
            {
              file: JSON.stringify(body).includes('src/last.ts') ? 'src/last.ts' : 'last.ts',
              line: 2,
              endLine: 2,
              quote: '  return list[list.length];',
              severity: 'medium',
              category: 'bug',
              title: 'Reads behind the end',
              explanation: 'e',
              confidence: 0.9,
              replacement: null,
            },
          ],
        }),
      }),
    });
    const env = {
      FLASH_REVIEW_LIVE: `${corpus.root}/kept`,
      FLASH_REVIEW_ENDPOINT: service.url,
      FLASH_REVIEW_EFFORT: 'quick',
      GEMINI_API_KEY: 'a-key-of-the-evaluation',
    };
    const stopped = await runEval([corpus.root, '--json', '--max-cost', '0.0001'], env);
    assert.equal(stopped.code, 0, stopped.err);
    assert.equal(service.requests.length, 0, 'nothing is asked that costs more than is left');
    const first = await runEval([corpus.root, '--json', '--cases', '1'], env);
    assert.equal(first.code, 0, first.err);
    const asked = service.requests.length;
    assert.ok(asked >= 1);
    const second = await runEval([corpus.root, '--json'], env);
    assert.equal(service.requests.length, 2 * asked, 'what was reviewed is not asked again');
    const { live } = JSON.parse(second.out) as { live: Record<string, Record<string, number>> };
    assert.deepEqual(
      [live['prs']?.['recallPercent'], live['prs']?.['falseAlarmPercent'], live['bugs']?.['recallPercent']],
      [100, 0, 100],
    );
    assert.deepEqual([live['lines']?.['precisionPercent'], live['all']?.['left']], [100, 0]);
    assert.ok((live['all']?.['dollars'] ?? 0) > 0 && (live['all']?.['firstFindingMs'] ?? 0) > 0);
    assert.ok(
      !JSON.stringify(service.requests.map(({ body }) => body)).includes('verdict'),
      'no truth is sent',
    );
  });
});
