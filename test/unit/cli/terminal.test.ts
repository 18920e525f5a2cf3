import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { startEmulator } from '../../emulator/emulator.ts';
import { createPrinter } from '../../../src/cli/printer.ts';
import { progressText } from '../../../src/cli/progressLine.ts';
import { renderFinding } from '../../../src/cli/renderFinding.ts';
import { cut, safeText, widthOf, wrap } from '../../../src/cli/safeText.ts';
import { createStyle } from '../../../src/cli/style.ts';
import { pageOf, usesColor, type TerminalStream } from '../../../src/cli/terminal.ts';
import type { ReportedFinding } from '../../../src/core/report/reviewReport.ts';
import { answerOf, changedCart, offByOne, runProgram, towards } from './program.ts';

const tty: TerminalStream = { write: () => true, isTTY: true, columns: 80 };
const pipe: TerminalStream = { write: () => true };

const finding: ReportedFinding = {
  fingerprint: 'fr1:0',
  file: 'src/a.ts',
  anchor: 'exact',
  place: { startLine: 2, startColumn: 2, endLine: 2, endColumn: 6 },
  excerpt: { startLine: 1, lines: ['first', '\tcall("表", 1);', 'third'] },
  quote: 'call',
  severity: 'medium',
  category: 'bug',
  title: 'A title',
  explanation: 'Because of this.',
  confidence: 0.5,
  state: 'open',
};

describe('Colour', () => {
  const cases: readonly (readonly [string, TerminalStream, Record<string, string>, boolean, boolean])[] = [
    ['is used on a terminal', tty, {}, true, true],
    ['is not used on a pipe', pipe, {}, true, false],
    ['is used on a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '1' }, true, true],
    ['is not used with FORCE_COLOR=0', tty, { FORCE_COLOR: '0' }, true, false],
    ['is not used with NO_COLOR', tty, { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
    ['is used with an empty NO_COLOR', tty, { NO_COLOR: '' }, true, true],
    ['is not used on a dumb terminal', tty, { TERM: 'dumb' }, true, false],
    ['is not used with --no-color', tty, { FORCE_COLOR: '1' }, false, false],
  ];
  for (const [says, stream, environment, wanted, used] of cases)
    it(says, () => {
      assert.equal(usesColor({ environment }, stream, wanted), used);
    });

  it('changes nothing but the colour', async () => {
    using repository = changedCart();
    await using model = await startEmulator({ answer: { kind: 'text', text: answerOf(offByOne) } });
    const run = async (env: Record<string, string>, ...args: string[]) =>
      runProgram(args, { cwd: repository.root, env: { ...towards(model), ...env } });
    const [plain, forced, refused, off] = await Promise.all([
      run({}),
      run({ FORCE_COLOR: '1' }),
      run({ FORCE_COLOR: '1', NO_COLOR: '1' }),
      run({ FORCE_COLOR: '1' }, '--no-color'),
    ]);
    assert.ok(forced.out.includes('\u001b[31mHIGH\u001b[39m'));
    assert.equal(untimed(stripVTControlCharacters(forced.out)), untimed(plain.out));
    assert.equal(untimed(refused.out), untimed(plain.out));
    assert.equal(untimed(off.out), untimed(plain.out));
  });
});

describe('A finding on a terminal', () => {
  const plain = createStyle(false);

  it('has its marks under the code, past tabs and wide characters', () => {
    const shown = renderFinding(
      { ...finding, place: { startLine: 2, startColumn: 10, endLine: 2, endColumn: 11 } },
      plain,
      { prose: 80, code: 80 },
    );
    assert.match(shown, /> 2 | {3}call\("表", 1\);\n {4}\| {12}\^\n/);
  });

  it('keeps within a narrow terminal', () => {
    const narrow = { prose: 30, code: 30 };
    const long = {
      ...finding,
      explanation: 'word '.repeat(60),
      excerpt: { startLine: 1, lines: ['', `\t${'x'.repeat(200)}`, ''] },
    };
    for (const line of renderFinding(long, plain, narrow).split('\n')) assert.ok(widthOf(line) <= 38, line);
    assert.match(renderFinding(long, plain, narrow), /x+…\n/);
  });

  it('shows the first lines of a long one', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`);
    const shown = renderFinding(
      {
        ...finding,
        place: { startLine: 3, startColumn: 1, endLine: 38, endColumn: 3 },
        excerpt: { startLine: 1, lines },
      },
      plain,
      { prose: 80, code: 80 },
    );
    assert.match(shown, /> 14 \| line 14\n {5}\| … 24 more lines\n {2}39 \| line 39\n/);
  });

  it('cannot move the cursor, hide text or speak to the runner of a workflow', () => {
    const evil =
      '\u001b[2Jgone\u0007 \u202eright-to-left\u202c \u009b31m\n::stop-commands::x\n  ::add-mask::y ##[error]z';
    const shown = renderFinding(
      {
        ...finding,
        file: 'a\u001b]0;title\u0007.ts',
        title: evil,
        explanation: evil,
        rule: evil,
        excerpt: { startLine: 1, lines: [evil, evil, evil] },
        fix: { automatic: false, edits: [{ place: finding.place ?? never(), before: evil, after: evil }] },
      },
      plain,
      { prose: 200, code: 400 },
    );
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    assert.doesNotMatch(shown, /^\s*::/m);
    assert.ok(!shown.includes('##['));
    assert.ok(shown.includes(String.raw`\u{1b}[2Jgone`));
  });

  it('is not pressed into no columns by a terminal that does not know its width', () => {
    assert.equal(pageOf({ environment: {} }, { ...tty, columns: 0 }).prose, 100);
    assert.equal(pageOf({ environment: { COLUMNS: '60' } }, { ...tty, columns: 0 }).prose, 60);
  });

  it('measures and wraps what it shows', () => {
    assert.equal(widthOf('a表é'), 4);
    assert.deepEqual(wrap('one two three\n\nfour', 7), ['one two', 'three', '', 'four']);
    assert.equal(cut('表表表', 5), '表表…');
    assert.equal(safeText('a\r\nb\tc'), 'a\nb\tc');
  });
});

function untimed(text: string): string {
  return text.replace(/\d+\.\d s$/m, 's');
}

/** What the error stream gets while a review goes. */
function told(isTTY: boolean): string {
  let err = '';
  const printer = createPrinter(
    {
      out: pipe,
      err: { isTTY, columns: 60, write: (text) => (err += text) },
      environment: {},
      cwd: '/',
      signal: new AbortController().signal,
    },
    'text',
    true,
  );
  printer.progress({
    files: 3,
    findings: 1,
    usage: { input: 1200, cachedInput: 0, output: 100, thoughts: 200 },
    cost: 0.0123,
    thought: undefined,
  });
  printer.note('a word');
  return err;
}

describe('The progress line', () => {
  it('is drawn on a terminal, and taken away before anything else is printed', () => {
    assert.equal(
      told(true),
      '\r\u001b[2KReviewing 3 files - 1 finding - 1200 tokens in, 300 out - …\r\u001b[2Kflash-review: a word\n',
    );
  });

  it('ends in what the model thinks about', () => {
    const state = { files: 1, findings: 0, usage: undefined, cost: undefined };
    assert.equal(
      progressText({ ...state, thought: 'Following the Loop' }),
      'Reviewing 1 file - 0 findings - Following the Loop',
    );
  });

  it('is not drawn elsewhere', () => {
    assert.equal(told(false), 'flash-review: a word\n');
  });
});

function never(): never {
  throw new Error('the finding has a place');
}
