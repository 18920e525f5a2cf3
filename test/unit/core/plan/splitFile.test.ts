import assert from 'node:assert/strict';
import type { ChangedFile, DiffLine, Hunk } from '../../../../src/core/change.ts';
import { splitFile } from '../../../../src/core/plan/splitFile.ts';
import { numberLines } from '../../../../src/core/prompt/numberLines.ts';

const measure = (file: ChangedFile): number => numberLines(file).length;
const ref = { root: '/w', path: 'a.ts' };

const whole = (text: string, focus?: ChangedFile['focus']): ChangedFile => ({
  ref,
  label: 'a.ts',
  status: 'whole',
  text,
  hunks: [],
  ...(focus === undefined ? {} : { focus }),
});

/** A hunk at line 11 of both sides: `' a'` context, `'+a'` added, `'-a'` removed. */
function hunkOf(...lines: readonly string[]): Hunk {
  let [oldLine, newLine] = [11, 11];
  const diff = lines.map((line): DiffLine => {
    const text = line.slice(1);
    if (line.startsWith('+')) return { kind: 'added', text, newLine: newLine++ };
    if (line.startsWith('-')) return { kind: 'removed', text, oldLine: oldLine++ };
    return { kind: 'context', text, oldLine: oldLine++, newLine: newLine++ };
  });
  return { oldStart: 11, oldLines: oldLine - 11, newStart: 11, newLines: newLine - 11, lines: diff };
}

const changed = (...hunks: readonly Hunk[]): ChangedFile => ({
  ref,
  label: 'a.ts',
  status: 'modified',
  text: '',
  hunks,
  surroundings: [{ line: 1, text: `import '${'x'.repeat(100)}';` }],
});

describe('splitting a file', () => {
  it('shows every line of a whole file in one part, numbered as in the file, and no part above the budget', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `line ${index + 1} ${'x'.repeat(index % 90)}`);
    const parts = splitFile(whole(lines.join('\n')), measure, 2_000);
    assert.ok(parts.length > 10);
    assert.ok(parts.every((part) => measure(part) <= 2_000));
    const shown = parts.flatMap((part) => numberLines(part).split('\n').slice(1, -2));
    assert.deepEqual(
      shown,
      lines.map((line, index) => `${String(index + 1).padStart(6)} | ${line}`),
    );
    assert.match(
      numberLines(parts[1] ?? whole('')),
      /^=== file "a\.ts" \(whole file, lines \d+-\d+ of 500 shown\) ===/,
    );
  });

  it('ends a part before a block rather than in it', () => {
    const block = [
      'function f() {',
      ...Array.from({ length: 8 }, (_, index) => `  work(${index});`),
      '}',
      '',
    ];
    const text = Array.from({ length: 30 }, () => block.join('\n')).join('\n');
    const starts = splitFile(whole(text), measure, 1_500).map(({ shown }) => shown?.start ?? 0);
    assert.ok(starts.length > 3);
    assert.ok(starts.every((start) => (start - 1) % block.length === 0));
  });

  it('leaves out parts without a line that was asked about, and names only lines that a part shows', () => {
    const text = Array.from({ length: 300 }, (_, index) => `line ${index + 1}`).join('\n');
    const parts = splitFile(whole(text, [{ start: 90, end: 130 }]), measure, 1_000);
    const focus = parts.flatMap((part) => part.focus ?? []);
    assert.equal(focus[0]?.start, 90);
    assert.equal(focus.at(-1)?.end, 130);
    for (const part of parts) {
      for (const span of part.focus ?? [])
        assert.ok(span.start >= (part.shown?.start ?? 0) && span.end <= (part.shown?.end ?? 0));
    }
  });

  it('cuts a change between its hunks where it can', () => {
    const hunks = Array.from({ length: 6 }, (_, index) =>
      hunkOf(` before ${index}`, `+added ${index}`, ' after'),
    );
    const parts = splitFile(changed(...hunks), measure, 350);
    assert.deepEqual(
      parts.flatMap((part) => part.hunks),
      hunks,
    );
    assert.ok(parts.length > 1);
    assert.ok(parts.every((part) => measure(part) <= 350));
  });

  it('cuts inside a hunk only when it alone is too large, and both sides keep their line numbers', () => {
    const lines = [
      ' context',
      ...Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? `-old ${index}` : `+new ${index}`)),
    ];
    const hunk = hunkOf(...lines);
    const parts = splitFile(changed(hunk), measure, 300);
    assert.ok(parts.length > 2);
    assert.deepEqual(
      parts.flatMap((part) => part.hunks.flatMap((one) => one.lines)),
      hunk.lines,
    );
    for (const one of parts.flatMap((part) => part.hunks)) {
      const news = one.lines.flatMap((line) => (line.kind === 'removed' ? [] : [line.newLine]));
      const olds = one.lines.flatMap((line) => (line.kind === 'added' ? [] : [line.oldLine]));
      assert.deepEqual([one.newLines, one.oldLines], [news.length, olds.length]);
      if (news.length > 0) assert.equal(one.newStart, news[0]);
      if (olds.length > 0) assert.equal(one.oldStart, olds[0]);
    }
  });

  it('keeps a part of removed lines behind the line they stood after', () => {
    const hunk = hunkOf(' kept', ...Array.from({ length: 30 }, (_, index) => `-old ${index}`));
    const parts = splitFile(changed(hunk), measure, 250);
    assert.ok(parts.length > 1);
    assert.ok(
      parts
        .slice(1)
        .every((part) => part.hunks.every(({ newStart, newLines }) => newStart === 11 && newLines === 0)),
    );
  });

  it('gives nothing when a single line is too long', () => {
    assert.deepEqual(splitFile(whole(`short\n${'x'.repeat(400)}\nshort`), measure, 300), []);
    assert.deepEqual(splitFile(changed(hunkOf(`+${'x'.repeat(400)}`)), measure, 300), []);
  });
});
