import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { Fix } from '../../../../src/core/finding.ts';
import type { Syntax } from '../../../../src/core/ports.ts';
import { gateFix, parsesNoWorse } from '../../../../src/core/verify/parsesNoWorse.ts';
import { createSyntax } from '../../../../src/node/syntaxTrees.ts';

const live = new AbortController().signal;
const folder = fileURLToPath(
  new URL('../../../../node_modules/@vscode/tree-sitter-wasm/wasm/', import.meta.url),
);

describe('a fix that changes what the parser sees', () => {
  let syntax: Syntax & Disposable;
  before(() => {
    syntax = createSyntax({ folder });
  });
  after(() => syntax[Symbol.dispose]());

  for (const [path, before, after, sound] of [
    ['a.ts', 'if (a) {\n  b();\n}\n', 'if (a) {\n  c();\n}\n', true],
    ['a.ts', 'if (a) {\n  b();\n}\n', 'if (a) {\n  c();\n', false],
    ['a.ts', 'if (a {\n  b();\n}\n', 'if (a) {\n  b();\n}\n', true],
    ['a.ts', 'let a = ;\nb();\n', 'let a = ;\nc();\n', true],
    ['a.ts', 'let a = ;\nb();\n', 'let a = ;\nc(;\n', false],
    ['a.py', 'def f():\n    return 1\n', 'def f(:\n    return 1\n', false],
    ['a.java', 'class A { void b() { c(); } }\n', 'class A { void b() { c() } }\n', false],
    ['a.css', 'a { color: red; }\n', 'a { color: red; }\n}\n', false],
    ['a.txt', 'fine', '}}}', true],
  ] as const) {
    it(`${JSON.stringify(after)} ${sound ? 'is no worse' : 'is worse'} than ${JSON.stringify(before)} in ${path}`, async () => {
      assert.equal(await parsesNoWorse(syntax, path, before, after, live), sound);
    });
  }

  it('is for a preview only when the result parses worse', async () => {
    const text = 'a();\nb();\n';
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } };
    const fix = (after: string, automatic = true): Fix => ({
      edits: [{ range, before: 'b();', after }],
      automatic,
    });
    const gate = (given: Fix, path = 'a.ts'): Promise<Fix> => gateFix(given, path, text, syntax, live);
    assert.deepEqual(await gate(fix('c();')), fix('c();'));
    assert.deepEqual(await gate(fix('c(;')), fix('c(;', false));
    assert.deepEqual(await gate(fix('c(;'), 'a.md'), fix('c(;'));
    assert.deepEqual(await gate(fix('c();', false)), fix('c();', false));
  });

  it('is taken for no worse when nobody waits for the answer', async () => {
    assert.equal(await parsesNoWorse(syntax, 'a.ts', 'a();', 'a(;', AbortSignal.abort()), true);
  });
});
