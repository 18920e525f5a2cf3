import assert from 'node:assert/strict';
import { anchorFinding } from '../../../../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';

const lines = [
  'export function readConfiguration(path: string): Configuration {', // 1
  '\tconst text = readText(path); // throws when it is missing', // 2
  '\tif (text.length <= maximumLength) {', // 3
  '\t\t// An empty file is an empty configuration.', // 4
  '\t\treturn parseConfiguration(text, { strict: true });', // 5
  '\t}', // 6
  '\treport("😀 too long", path);', // 7
  '\treturn emptyConfiguration;', // 8
  '}', // 9
];
const filler = Array.from({ length: 200 }, (_, at) => `const filler${at} = ${at};`);
const index = createLineIndex([...lines, ...filler].join('\r\n'));

/** `5-6 relocated`: 1-based lines, or why there is none. */
function place(quote: string, line?: number, endLine?: number): string {
  const claim = { ...(line === undefined ? {} : { line }), ...(endLine === undefined ? {} : { endLine }) };
  const anchor = anchorFinding({ quote, ...claim }, index);
  if (anchor.kind === 'none') return anchor.reason;
  return `${anchor.range.start.line + 1}-${anchor.range.end.line + 1} ${anchor.kind}`;
}

describe('anchoring a damaged quote', () => {
  it('follows the cut tail of a line to the end of that line', () => {
    const anchor = anchorFinding({ quote: '\treport("😀 too...', line: 7 }, index);
    assert.deepEqual(anchor.kind === 'relocated' && anchor.range, {
      start: { line: 6, character: 1 },
      end: { line: 6, character: 29 },
    });
    assert.equal(place('const text = readTe...\nif (text.length <= max…', 2), '2-3 relocated');
  });

  it('bridges lines left out in the middle, however the gap is written', () => {
    for (const gap of ['...', '…', '// ...', '// ... existing code ...', '/* ... */', '# ...']) {
      assert.equal(place(`\tif (text.length <= maximumLength) {\n\t\t${gap}\n\t}`, 3), '3-6 relocated');
    }
  });

  it('does not take a piece from elsewhere for the rest of an elided quote', () => {
    assert.equal(place('\tconst text = readText(...\n\treturn emptyConfiguration;', 2), 'quote-not-found');
  });

  it('passes over comments that the quote leaves out', () => {
    const quote = '\tconst text = readText(path);\n\tif (text.length <= maximumLength) {';
    assert.equal(place(quote, 2), '2-3 relocated');
    const inside = '\tif (text.length <= maximumLength) {\n\t\treturn parseConfiguration(text';
    assert.equal(place(inside, 3), '3-5 relocated');
  });

  it('does not pass over a comment that the quote has and the text has not', () => {
    assert.equal(place('\treturn emptyConfiguration; // never reached', 8), 'quote-not-found');
  });

  it('reads through slips of the hand, and says how like the place is', () => {
    const anchor = anchorFinding(
      { quote: '\t\treturn praseConfiguraton(text, { strict: true });', line: 9 },
      index,
    );
    assert.equal(anchor.kind, 'relocated');
    assert.ok(anchor.kind === 'relocated' && anchor.similarity > 0.9 && anchor.similarity < 1);
    assert.equal(anchor.kind === 'relocated' && anchor.range.start.line, 4);
  });

  it('refuses what differs as one version of code differs from another', () => {
    assert.equal(place('\tif (text.length < maximumLength) {', 3), 'quote-not-found');
    assert.equal(place('\treturn parseConfiguration(path, { strict: true });', 5), 'quote-not-found');
    assert.equal(place('\treturn parseConfiguration(text, { strict: false });', 5), 'quote-not-found');
    assert.equal(place('\treturn parseConfiguration(text);', 5), 'quote-not-found');
  });

  it('believes a short damaged quote only near its claimed line', () => {
    assert.equal(place('\treturn emptyConfigurtion;', 20), '8-8 relocated');
    assert.equal(place('\treturn emptyConfigurtion;', 150), 'quote-not-found');
  });

  it('does not choose between two places that are as like it and as far', () => {
    const twice = createLineIndex('handleRequest(first);\n\nhandleRequest(first);\n');
    const slip = (line: number): string =>
      anchorFinding({ quote: 'handelRequest(first);', line }, twice).kind;
    assert.equal(slip(2), 'none');
    assert.equal(slip(3), 'relocated');
  });
});

describe('anchoring between copies', () => {
  const copies = createLineIndex(['next();', 'one();', '', 'two();', 'next();'].join('\n'));
  const lineOf = (line: number): number | string => {
    const anchor = anchorFinding({ quote: 'next();', line }, copies);
    return anchor.kind === 'none' ? anchor.reason : anchor.range.start.line + 1;
  };

  it('takes the one on the claimed line, or clearly nearer to it', () => {
    assert.equal(lineOf(1), 1);
    assert.equal(lineOf(5), 5);
    assert.equal(lineOf(40), 5);
  });

  it('takes neither when the claimed line is between two close ones', () => {
    assert.equal(lineOf(3), 'ambiguous');
    assert.equal(lineOf(2), 'ambiguous');
  });
});
