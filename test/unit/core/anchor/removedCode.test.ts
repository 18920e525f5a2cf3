import assert from 'node:assert/strict';
import { anchorFinding } from '../../../../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import { RemovedCode } from '../../../../src/core/anchor/removedCode.ts';
import { parseDiff } from '../../../../src/core/collect/parseDiff.ts';

const text = [
  'function close(server) {', // 1
  '  server.stop();', // 2
  '  log("closed");', // 3
  '}', // 4
  '', // 5
  'function open(server) {', // 6
  '  server.listen(port, host);', // 7
  '  return server;', // 8
  '}', // 9
].join('\n');
const hunks = [
  '@@ -1,5 +1,4 @@',
  ' function close(server) {',
  '-  server.removeAllListeners();',
  '   server.stop();',
  '   log("closed");',
  ' }',
  '@@ -7,6 +6,4 @@',
  ' function open(server) {',
  '-  const port = readPort();',
  '-  server.listen(port);',
  '+  server.listen(port, host);',
  '   return server;',
  '-  await server.ready();',
  ' }',
  '',
];
const [file] = parseDiff(['diff --git a/s.js b/s.js', '--- a/s.js', '+++ b/s.js', ...hunks].join('\n'));
const removed = new RemovedCode(file?.hunks ?? []);
const index = createLineIndex(text);

/** `2-2 line-only "server.stop();"`: 1-based lines and the text there. */
function place(quote: string, line?: number): string {
  const anchor = anchorFinding({ quote, ...(line === undefined ? {} : { line }) }, index, removed);
  if (anchor.kind === 'none') return anchor.reason;
  const { start, end } = anchor.range;
  const code = text.slice(index.offsetAt(start), index.offsetAt(end));
  return `${start.line + 1}-${end.line + 1} ${anchor.kind} ${code}`;
}

describe('anchoring a finding about removed code', () => {
  it('puts it on the line behind, when nothing came in its place', () => {
    assert.equal(place('  server.removeAllListeners();', 2), '2-2 line-only server.stop();');
    assert.equal(place('await server.ready();'), '9-9 line-only }');
  });

  it('puts it on the line that came in its place', () => {
    assert.equal(
      place('  const port = readPort();\n  server.listen(port);'),
      '7-7 line-only server.listen(port, host);',
    );
    assert.equal(place('  server.listen(port);', 40), '7-7 line-only server.listen(port, host);');
  });

  it('sees through the marks and the gutter of the prompt', () => {
    assert.equal(place('-  server.removeAllListeners();'), '2-2 line-only server.stop();');
    assert.equal(place('       |-  server.removeAllListeners();'), '2-2 line-only server.stop();');
    assert.equal(
      place('     1 | function close(server) {\n       |-  server.removeAllListeners();'),
      '2-2 line-only server.stop();',
    );
  });

  it('takes a quote of both sides for the new one', () => {
    const both =
      '       |-  server.listen(port);\n     7 |+  server.listen(port, host);\n     8 |   return server;';
    assert.equal(place(both), '7-8 exact server.listen(port, host);\n  return server;');
    assert.equal(
      place('-  server.listen(port);\n+  server.listen(port, host);'),
      '7-7 exact server.listen(port, host);',
    );
  });

  it('refuses what neither stands there nor was removed', () => {
    assert.equal(place('  server.restart();', 2), 'quote-not-found');
  });

  it('rests on what stands there, whatever was removed', () => {
    assert.equal(place('  server.stop();'), '2-2 exact server.stop();');
  });

  it('says that it cannot tell which of two removals is meant, and goes by the claimed line where there is one', () => {
    const twice = parseDiff(
      [
        'diff --git a/s b/s',
        '--- a/s',
        '+++ b/s',
        '@@ -1,2 +1 @@',
        '-check();',
        ' a();',
        '@@ -9,2 +8 @@',
        '-check();',
        ' b();',
        '',
      ].join('\n'),
    );
    const lines = createLineIndex('a();\n2\n3\n4\n5\n6\n7\nb();\n');
    const code = new RemovedCode(twice[0]?.hunks ?? []);
    const at = (line?: number): unknown =>
      anchorFinding({ quote: 'check();', ...(line === undefined ? {} : { line }) }, lines, code);
    assert.deepEqual(at(), { kind: 'none', reason: 'ambiguous' });
    assert.deepEqual(at(7), {
      kind: 'line-only',
      range: { start: { line: 7, character: 0 }, end: { line: 7, character: 4 } },
    });
  });
});
