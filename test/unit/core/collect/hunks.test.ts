import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hunk } from '../../../../src/core/change.ts';
import { diffTexts, diffTextsInTurns, hunksMatch } from '../../../../src/core/collect/hunks.ts';
import { parseDiff } from '../../../../src/core/collect/parseDiff.ts';
import { temporaryRepository } from '../../node/temporaryRepository.ts';

/** The new text as the old one and the hunks say. */
function applied(before: string, hunks: readonly Hunk[]): readonly string[] {
  const old = before === '' ? [] : before.replace(/\n$/, '').split('\n');
  const lines: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    const begin = hunk.oldLines === 0 ? hunk.oldStart : hunk.oldStart - 1;
    lines.push(...old.slice(at, begin));
    at = begin;
    for (const line of hunk.lines) {
      if (line.kind !== 'added') {
        assert.equal(line.oldLine, at + 1);
        assert.equal(line.text, old[at++]);
      }
      if (line.kind !== 'removed') {
        lines.push(line.text);
        assert.equal(line.newLine, lines.length);
      }
    }
  }
  return [...lines, ...old.slice(at)];
}

const numbered = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, n) => `${word} ${n}\n`).join('');

/** How often others had their turn, where time goes on by so much each time that somebody looks at it. */
async function timersOf(before: string, after: string, ms: number): Promise<number> {
  const now = Date.now.bind(Date);
  const { setTimeout: original } = globalThis;
  let clock = 0;
  let timers = 0;
  Object.assign(Date, { now: () => (clock += ms) });
  Object.assign(globalThis, {
    setTimeout: (run: () => void, wait?: number) => {
      timers++;
      return original(run, wait);
    },
  });
  try {
    assert.deepEqual(await diffTextsInTurns(before, after), diffTexts(before, after));
  } finally {
    Object.assign(Date, { now });
    Object.assign(globalThis, { setTimeout: original });
  }
  return timers;
}

describe('the hunks between two texts', () => {
  it('are those of git, with the same numbers', () => {
    using repository = temporaryRepository();
    const base = numbered(30);
    for (const after of [
      '',
      'first\n',
      base.replace('line 3\n', ''),
      base.replace('line 12\n', 'changed\n').replace('line 25\n', 'line 25\nnew\nnew 2\n'),
      `${base}no line end`,
      `top\n${base}`,
      numbered(30, 'other'),
    ]) {
      for (const [from, to] of [
        [base, after],
        [after, base],
      ] as const) {
        writeFileSync(join(repository.root, 'a'), from);
        repository.git('add', 'a');
        writeFileSync(join(repository.root, 'a'), to);
        assert.deepEqual(diffTexts(from, to), parseDiff(repository.git('diff'))[0]?.hunks);
      }
    }
  });

  it('take the one text to the other where there is too much to compare line by line', () => {
    const before = `same\n${numbered(5_000, 'before')}end 1\nend 2\nend 3\nend 4\n`;
    const after = `same\n${numbered(4_000, 'after')}end 1\nend 2\nend 3\nend 4\n`;
    const hunks = diffTexts(before, after);
    assert.deepEqual(applied(before, hunks), after.replace(/\n$/, '').split('\n'));
    assert.deepEqual(
      hunks.map(({ oldStart, oldLines, newStart, newLines }) => [oldStart, oldLines, newStart, newLines]),
      [[1, 5_004, 1, 4_004]],
    );
    assert.equal(hunksMatch(hunks, after), true);
    const whole = diffTexts('', numbered(5_000));
    assert.deepEqual([whole[0]?.oldStart, whole[0]?.oldLines, whole[0]?.newStart], [0, 0, 1]);
  });

  describe('when what takes long is done in turns', () => {
    const base = numbered(10_000);
    const lines = base.split('\n');
    const few = lines.with(5_000, 'changed').join('\n');
    const many = lines.map((line, n) => (n % 25 === 0 ? `${line} changed` : line)).join('\n');

    it('are the same, and hold nobody up', async () => {
      for (const after of [base, few, many, '', numbered(3_000, 'other')])
        assert.deepEqual(await diffTextsInTurns(base, after), diffTexts(base, after));
      assert.ok((await timersOf(base, many, 1)) > 100);
    });

    it('wait for nobody while there is time, also where there is too much to compare', async () => {
      for (const after of [few, many, base + base]) assert.equal(await timersOf(base, after, 0), 0);
    });
  });

  it('are none where only line ends differ', async () => {
    assert.deepEqual(diffTexts('a\nb\nc\n', 'a\r\nb\rc\n'), []);
    assert.deepEqual(await diffTextsInTurns('a\nb\nc\n', 'a\r\nb\rc\n'), []);
  });
});

describe('holding hunks against a text', () => {
  const hunks = diffTexts('a\nb\nc\nd\n', 'a\nB\nc\nd\n');

  it('accepts the text they are about, with any line ends that git counts', () => {
    for (const text of ['a\nB\nc\nd\n', 'a\r\nB\r\nc\nd\r\n', 'a\nB\nc\nd', 'a\nB\nc\nd\nmore\n']) {
      assert.equal(hunksMatch(hunks, text), true, JSON.stringify(text));
    }
  });

  it('refuses every other', () => {
    for (const text of [
      'a\nb\nc\nd\n',
      'a\nBB\nc\nd\n',
      'a\nB\nc\n',
      'x\na\nB\nc\nd\n',
      'a\rB\nc\nd\n',
      '',
    ]) {
      assert.equal(hunksMatch(hunks, text), false, JSON.stringify(text));
    }
  });
});
