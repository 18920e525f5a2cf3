import assert from 'node:assert/strict';
import { anchorFinding } from '../../../../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import { RemovedCode } from '../../../../src/core/anchor/removedCode.ts';
import type { DiffLine } from '../../../../src/core/change.ts';

/** What grows with a power of the length, or worse, would take minutes here. */
describe('a quote that would take for ever to find', () => {
  it('may leave out many parts of repetitive code', () => {
    const lines = createLineIndex('foo();\nbar();\n'.repeat(300));
    const quote = `${'foo();\n...\n'.repeat(12)}baz();`;
    assert.deepEqual(anchorFinding({ quote, line: 10, endLine: 40 }, lines), {
      kind: 'none',
      reason: 'quote-not-found',
    });
    const standing = anchorFinding({ quote: `${'foo();\n...\n'.repeat(12)}bar();`, line: 1 }, lines);
    assert.equal(standing.kind, 'relocated');
  });

  it('may be compared with a text full of comments that are never closed', () => {
    const lines = createLineIndex('path/one/* some-owner another\n'.repeat(100_000));
    assert.equal(anchorFinding({ quote: 'path/two/* nobody at all', line: 3 }, lines).kind, 'none');
  });

  it('may have a line of blanks without end', () => {
    const lines = createLineIndex('one\ntwo\n');
    const quote = `${' '.repeat(300_000)}... x`;
    assert.equal(anchorFinding({ quote, line: 1 }, lines).kind, 'none');
  });

  it('may have been removed in as many copies as there are lines', () => {
    const removed = Array.from({ length: 60_000 }, (_, at): DiffLine => ({
      kind: 'removed',
      text: '  <item name="x" value="y"/>',
      oldLine: at + 1,
    }));
    const hunk = { oldStart: 1, oldLines: removed.length, newStart: 0, newLines: 0, lines: removed };
    const anchor = anchorFinding(
      { quote: '<item name="x" value="y"/>', line: 1 },
      createLineIndex('<end/>\n'),
      new RemovedCode([hunk]),
    );
    assert.deepEqual(anchor, {
      kind: 'line-only',
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } },
    });
  });
});
