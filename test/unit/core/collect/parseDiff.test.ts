import assert from 'node:assert/strict';
import { DiffReader } from '../../../../src/core/collect/diffReader.ts';
import { parseDiff } from '../../../../src/core/collect/parseDiff.ts';

const modified = (path: string, body: string) =>
  `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n${body}`;

describe('parsing a diff', () => {
  it('numbers every line, and takes lines that look like headers for lines', () => {
    const [file] = parseDiff(
      modified('a.sql', '@@ -1,3 +1,3 @@ here\n keep\n--- old comment\n+++ new\n keep\n'),
    );
    assert.deepEqual(file?.hunks, [
      {
        oldStart: 1,
        oldLines: 3,
        newStart: 1,
        newLines: 3,
        lines: [
          { kind: 'context', text: 'keep', oldLine: 1, newLine: 1 },
          { kind: 'removed', text: '-- old comment', oldLine: 2 },
          { kind: 'added', text: '++ new', newLine: 2 },
          { kind: 'context', text: 'keep', oldLine: 3, newLine: 3 },
        ],
      },
    ]);
  });

  it('goes on behind a block that makes no sense', () => {
    const text = modified('a', '@@ -1,9 +1,9 @@\n x\n') + modified('b', '@@ -1 +1 @@\n-x\n+y\n');
    assert.deepEqual(
      parseDiff(text).map(({ path, hunks }) => [path, hunks.length]),
      [
        ['a', 0],
        ['b', 1],
      ],
    );
  });

  it('knows renames, copies, modes, binaries and submodules', () => {
    const text = [
      'diff --git a/old.txt b/new.txt\nsimilarity index 100%\nrename from old.txt\nrename to new.txt\n',
      'diff --git a/x b/y\nsimilarity index 100%\ncopy from x\ncopy to y\n',
      'diff --git a/run b/run\nold mode 100644\nnew mode 100755\n',
      'diff --git a/p.png b/p.png\nindex 1111111..2222222 100644\nBinary files a/p.png and b/p.png differ\n',
      'diff --git a/q.png b/q.png\nnew file mode 100644\nindex 0000000..2222222\nGIT binary patch\nliteral 3\nKcmZQzU|?imU=#oW00961\n\nliteral 0\nHcmV?d00001\n\n',
      'diff --git a/sub b/sub\nindex 1111111..2222222 160000\n--- a/sub\n+++ b/sub\n@@ -1 +1 @@\n-Subproject commit 1\n+Subproject commit 2\n',
    ].join('');
    assert.deepEqual(
      parseDiff(text).map(({ hunks, ...rest }) => ({ ...rest, hunks: hunks.length })),
      [
        { status: 'renamed', path: 'new.txt', previousPath: 'old.txt', binary: false, hunks: 0 },
        { status: 'copied', path: 'y', previousPath: 'x', binary: false, hunks: 0 },
        { status: 'modified', path: 'run', binary: false, oldMode: '100644', newMode: '100755', hunks: 0 },
        { status: 'modified', path: 'p.png', binary: true, oldMode: '100644', newMode: '100644', hunks: 0 },
        { status: 'added', path: 'q.png', binary: true, newMode: '100644', hunks: 0 },
        { status: 'modified', path: 'sub', binary: false, oldMode: '160000', newMode: '160000', hunks: 1 },
      ],
    );
  });

  it('joins the two blocks of a file that became a link', () => {
    const text =
      'diff --git a/f b/f\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-text\n' +
      'diff --git a/f b/f\nnew file mode 120000\nindex 0000000..2222222\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+target\n\\ No newline at end of file\n';
    assert.deepEqual(
      parseDiff(text).map(({ status, path, oldMode, newMode }) => [status, path, oldMode, newMode]),
      [['type-changed', 'f', '100644', '120000']],
    );
  });

  it('names the file of a merge, and takes nothing from noise', () => {
    assert.deepEqual(
      parseDiff(
        'diff --cc a b.txt\nindex 1,2..3\n--- a/a b.txt\n+++ b/a b.txt\n@@@ -1,1 -1,1 +1,1 @@@\n++x\n',
      ).map(({ path, hunks }) => [path, hunks.length]),
      [['a b.txt', 0]],
    );
    assert.deepEqual(parseDiff('no diff here\n--- a\n+++ b\n'), []);
    assert.deepEqual(parseDiff(''), []);
  });
});

describe('reading a diff as it comes', () => {
  const text =
    modified(
      'a b.txt',
      '@@ -1,2 +1,2 @@ fn\n keep\r\n-old\n+new\n\\ No newline at end of file\n@@ -9 +9,0 @@\n-x\n',
    ) +
    'diff --git a/f b/f\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-text\n' +
    'diff --git a/f b/f\nnew file mode 120000\nindex 0000000..2222222\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+target\n' +
    'diff --cc c\nindex 1,2..3\n--- a/c\n+++ b/c\n@@@ -1,1 -1,1 +1,1 @@@\n++x\n' +
    '* Unmerged path d\n' +
    'diff --git "a/t\\tb\\303\\274" "b/t\\tb\\303\\274"\nold mode 100644\nnew mode 100755\n' +
    'diff --git a/gone b/gone\ndeleted file mode 100644\nindex 1111111..0000000\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-last';

  it('gives the same wherever it is cut', () => {
    const whole = parseDiff(text);
    assert.deepEqual(
      whole.map(({ status, path, hunks, conflict = false }) => [status, path, hunks.length, conflict]),
      [
        ['modified', 'a b.txt', 2, false],
        ['type-changed', 'f', 1, false],
        ['modified', 'c', 0, true],
        ['modified', 'd', 0, true],
        ['modified', 't\tbü', 0, false],
        ['deleted', 'gone', 1, false],
      ],
    );
    for (let cut = 0; cut <= text.length; cut++) {
      const reader = new DiffReader();
      const files = [...reader.push(text.slice(0, cut)), ...reader.push(text.slice(cut)), ...reader.end()];
      assert.deepEqual(files, whole, `cut at ${cut}`);
    }
  });

  it('gives a file as soon as the next one begins', () => {
    const reader = new DiffReader();
    assert.deepEqual(reader.push(modified('a', '@@ -1 +1 @@\n-x\n+y\n')), []);
    assert.deepEqual(
      reader.push('diff --git a/b b/b\n').map(({ path }) => path),
      ['a'],
    );
  });

  it('takes a line of many megabytes in pieces without putting it together at each', () => {
    const reader = new DiffReader();
    reader.push(modified('data.json', '@@ -1 +1 @@\n-'));
    const piece = 'x'.repeat(65_536);
    for (let pieces = 0; pieces < 1_600; pieces++) assert.deepEqual(reader.push(piece), []);
    reader.push('\n+y\n');
    const [file] = reader.end();
    assert.equal(file?.tooLarge, 1_600 * 65_536 + 5);
  });

  it('does not keep the hunks of a file no review could hold', () => {
    const body = `+${'x'.repeat(999)}\n`.repeat(17_000);
    const diff = modified('huge', `@@ -0,0 +1,17000 @@\n${body}`) + modified('b', '@@ -1 +1 @@\n-x\n+y\n');
    const [huge, next] = parseDiff(diff);
    assert.deepEqual(huge?.hunks, []);
    assert.ok((huge.tooLarge ?? 0) > 16_000_000);
    assert.equal(next?.hunks.length, 1);
  });
});
