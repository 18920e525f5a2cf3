import assert from 'node:assert/strict';
import { ThoughtLine } from '../../../../src/core/parse/thoughtLine.ts';

/** The line after each piece of one request. */
function linesOf(...pieces: readonly string[]): readonly (string | undefined)[] {
  const thoughts = new ThoughtLine();
  return pieces.map((piece) => {
    thoughts.take(0, piece);
    return thoughts.line;
  });
}

describe('The line above thoughts', () => {
  it('is the heading of the step that was begun last', () => {
    assert.deepEqual(
      linesOf(
        '**Analyzing the Loop**\n\nThe bound is `<=`. It reads past the end.\n\n\n',
        '**Weighing Severity**\n\nIt throws.\n\n\n',
      ),
      ['Analyzing the Loop', 'Weighing Severity'],
    );
  });

  it('waits for the end of a heading, and keeps the one before until then', () => {
    assert.deepEqual(linesOf('**Look', 'ing at', ' Prices**', '\n\nNow.\n\n**Ne', 'xt**\n'), [
      undefined,
      undefined,
      undefined,
      'Looking at Prices',
      'Next',
    ]);
  });

  it('is the first sentence of the paragraph where there are no headings', () => {
    assert.deepEqual(linesOf('The loop is wrong', '. It reads on. ', 'And on.\n\nThen', ' the price. More'), [
      undefined,
      'The loop is wrong.',
      'The loop is wrong.',
      'Then the price.',
    ]);
  });

  it('keeps requests apart whose pieces come in turn', () => {
    const thoughts = new ThoughtLine();
    thoughts.take(0, '**One ');
    thoughts.take(1, '**Other Half**\n');
    assert.equal(thoughts.line, 'Other Half');
    thoughts.take(0, 'Half**\n');
    assert.equal(thoughts.line, 'One Half');
  });

  for (const [says, given, shown] of [
    ['links', 'See [the docs](https://evil.example/?q=1) now', 'See the docs now'],
    ['images', '![pixel](https://evil.example/p.png) here', 'pixel here'],
    ['addresses', 'Reading https://evil.example/a?b=c again', 'Reading … again'],
    ['commands', '[run](command:workbench.action.quit) it', 'run it'],
    ['HTML', 'A <img src=x onerror=alert(1)> tag', 'A tag'],
    ['code marks', 'Checking `snake_case` and _emphasis_', 'Checking snake_case and emphasis'],
    ['control and bidirectional characters', 'a\u001b[31m\u202eb\u0007c', 'a[31mbc'],
  ] as const)
    it(`is plain text without ${says}`, () => {
      assert.deepEqual(linesOf(`## ${given}\n`), [shown]);
    });

  it('is bounded, however long and unbroken the thought', () => {
    const [line] = linesOf(`# ${'word '.repeat(3_00)}\n`);
    assert.equal(line?.length, 90);
    assert.ok(line.endsWith('…'));
    assert.deepEqual(linesOf('x'.repeat(1_000_000), '*'.repeat(100_000)), [undefined, undefined]);
  });
});
