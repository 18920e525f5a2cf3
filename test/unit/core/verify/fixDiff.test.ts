import assert from 'node:assert/strict';
import type { Fix } from '../../../../src/core/finding.ts';
import { fixDiff } from '../../../../src/core/verify/fixDiff.ts';

const text = 'function f() {\r\n    let a = 1;\r\n    return a;\r\n}\r\n';
type Place = readonly [line: number, character: number];
const edit = (
  [line, character]: Place,
  [endLine, endCharacter]: Place,
  after: string,
): Fix['edits'][number] => ({
  range: { start: { line, character }, end: { line: endLine, character: endCharacter } },
  before: '',
  after,
});
const diff = (...edits: Fix['edits']) =>
  fixDiff({ edits, automatic: true }, text).map(
    (line) => `${line.kind === 'removed' ? '-' : '+'}${line.text}`,
  );

describe('the small diff of a fix', () => {
  it('shows whole lines, without the indentation they share', () => {
    assert.deepEqual(diff(edit([1, 4], [1, 7], 'const')), ['-let a = 1;', '+const a = 1;']);
  });

  it('leaves out what stays at both ends', () => {
    assert.deepEqual(diff(edit([0, 0], [3, 1], 'function f() {\r\n    return 1;\r\n}')), [
      '-let a = 1;',
      '-return a;',
      '+return 1;',
    ]);
  });

  it('shows lines that go, and lines that come', () => {
    assert.deepEqual(diff(edit([1, 0], [2, 0], '')), ['-let a = 1;']);
    assert.deepEqual(diff(edit([2, 0], [2, 0], '    a++;\r\n')), ['+a++;']);
  });

  it('joins edits of one line, and keeps others apart', () => {
    assert.deepEqual(diff(edit([1, 4], [1, 7], 'const'), edit([1, 12], [1, 13], '2')), [
      '-let a = 1;',
      '+const a = 2;',
    ]);
    assert.deepEqual(diff(edit([0, 9], [0, 10], 'g'), edit([2, 11], [2, 12], '1')), [
      '-function f() {',
      '+function g() {',
      '-    return a;',
      '+    return 1;',
    ]);
  });
});
