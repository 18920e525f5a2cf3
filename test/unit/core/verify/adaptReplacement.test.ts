import assert from 'node:assert/strict';
import { anchorFinding } from '../../../../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../../../../src/core/anchor/lineIndex.ts';
import type { RawFinding } from '../../../../src/core/finding.ts';
import { applyFix, checkFix, proposeFix } from '../../../../src/core/verify/fixGate.ts';

const nested = 'function f() {\n  if (a) {\n    one();\n    two();\n  }\n}\n';
const wanted = 'function f() {\n  if (a && b) {\n    one();\n    three();\n  }\n}\n';
const quote = '  if (a) {\n    one();\n    two();\n  }';
const replacement = '  if (a && b) {\n    one();\n    three();\n  }';

function fixed(
  text: string,
  from: string,
  to: string,
): { readonly text: string; readonly automatic: boolean } {
  const raw: RawFinding = {
    file: 'a',
    line: 2,
    quote: from,
    severity: 'high',
    category: 'bug',
    title: '',
    explanation: '',
    confidence: 1,
    replacement: to,
    repaired: false,
  };
  const fix = proposeFix(raw, anchorFinding(raw, createLineIndex(text)), text);
  assert.ok(fix);
  return { text: applyFix(fix, text), automatic: fix.automatic };
}

const tabs = (code: string): string => code.replaceAll('  ', '\t');
const crlf = (code: string): string => code.replaceAll('\n', '\r\n');
const dedented = (code: string): string => code.replace(/^ {2}/gm, '');

describe('a replacement gets the manner of the file', () => {
  const ways: readonly (readonly [string, string, string])[] = [
    ['as the file has it', quote, replacement],
    ['from the left edge', dedented(quote), dedented(replacement)],
    ['with the quote alone from the left edge', dedented(quote), replacement],
    ['from the left edge for a quote as it stands', quote, dedented(replacement)],
    ['with the first line alone at the left edge', quote.trimStart(), replacement.trimStart()],
    ['with the first line of the quote alone at the left edge', quote.trimStart(), replacement],
    ['with tabs for spaces', quote.replaceAll('  ', '\t'), replacement.replaceAll('  ', '\t')],
    ['with the quote on one line', quote.replace(/\n\s*/g, ' '), replacement],
    ['with blank lines around both', `\n${quote}\n\n`, `\n${replacement}\n\n`],
    ['in a fence', quote, `\`\`\`js\n${replacement}\n\`\`\``],
  ];
  for (const [how, from, to] of ways)
    it(`when it is written ${how}`, () => {
      assert.deepEqual(fixed(nested, from, to), { text: wanted, automatic: true });
      if (how === 'with tabs for spaces')
        assert.deepEqual(fixed(tabs(nested), quote, replacement), { text: tabs(wanted), automatic: true });
      assert.deepEqual(fixed(crlf(nested), from, to), { text: crlf(wanted), automatic: true });
    });

  it('when code is put around what was quoted', () => {
    const after = 'function f() {\n  if (a) {\n    if (b) {\n      one();\n    }\n    two();\n  }\n}\n';
    const around = '    if (b) {\n      one();\n    }';
    assert.deepEqual(fixed(nested, '    one();', around), { text: after, automatic: true });
    assert.deepEqual(fixed(nested, 'one();', around.trimStart()), { text: after, automatic: true });
    assert.deepEqual(fixed(nested, 'one();', around.replace(/^ {4}/gm, '')), {
      text: after,
      automatic: true,
    });
  });

  it('and is for a preview where nobody can tell how far in it belongs', () => {
    const choice = "switch (a) {\n    case 'x':\n      one();\n}\n";
    const { automatic } = fixed(choice, "case 'x':", "case 'x':\n    case 'y':");
    assert.equal(automatic, false);
  });
});

describe('a replacement for a part of a line', () => {
  it('does not write the sign behind it twice', () => {
    const text = 'const a = 1;\n  call(first);\n  if (a) {\n';
    assert.match(fixed(text, 'call(first)', 'call(second);').text, /^ {2}call\(second\);$/m);
    assert.match(fixed(text, 'if (a)', 'if (b) {').text, /^ {2}if \(b\) \{$/m);
  });

  it('is for a preview when it says again what stands before it', () => {
    const { automatic } = fixed(
      'x;\n  const total = sum(items);\n',
      'sum(items);',
      'const total = sum(all);',
    );
    assert.equal(automatic, false);
  });

  it('is indented after its first line', () => {
    const text = 'x;\n  const total = sum(items);\n';
    const after = 'x;\n  const total = sum(\n    all,\n  );\n';
    assert.equal(fixed(text, 'sum(items)', 'sum(\n    all,\n  )').text, after);
    assert.equal(fixed(text, 'sum(items)', 'sum(\n  all,\n)').text, after);
  });
});

const previewed = (to: string): boolean => !fixed(nested, '    one();', to).automatic;

describe('a replacement is for a preview', () => {
  it('when it has line numbers or diff marks, or stands for what it leaves out', () => {
    assert.ok(previewed('3 |     other();'));
    assert.ok(previewed('-    one();\n+    other();'));
    assert.ok(previewed('    other();\n    ...'));
    assert.ok(previewed('    other();\n    // ... the rest'));
    assert.ok(!previewed('    other(\n      ...all,\n    );'));
  });

  it('when it is indented with what the file does not have', () => {
    assert.ok(!previewed('    other();'));
    assert.ok(previewed('    if (b) {\n\t\t\tother();\n    }'));
  });
});

describe('a fix and line ends', () => {
  it('fits a text that was saved with others, and gets them', () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 2 } };
    const fix = { edits: [{ range, before: 'b;\nc;', after: 'd;\ne;\nf;' }], automatic: true };
    const saved = 'a;\r\nb;\r\nc;\r\n';
    assert.deepEqual(checkFix(fix, saved), { kind: 'ready' });
    assert.equal(applyFix(fix, saved), 'a;\r\nd;\r\ne;\r\nf;\r\n');
  });
});
