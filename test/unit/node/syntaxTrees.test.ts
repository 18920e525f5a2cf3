import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import diagnostics from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Worker } from 'node:worker_threads';
import type { Outline } from '../../../src/core/ports.ts';
import { createSyntax } from '../../../src/node/syntaxTrees.ts';

const live = new AbortController().signal;
const folder = fileURLToPath(
  new URL('../../../node_modules/@vscode/tree-sitter-wasm/wasm/', import.meta.url),
);
const code = 'function one() {}\n';
/** Takes the parser far longer than any limit here. */
const endless = '('.repeat(900_000);
const namesIn = (outline: Outline | undefined): readonly string[] | undefined =>
  outline?.definitions.map(({ name }) => name);

describe('the parser thread', () => {
  const threads: Worker[] = [];
  const started = (message: unknown): void => {
    threads.push((message as { readonly worker: Worker }).worker);
  };
  before(() => diagnostics.subscribe('worker_threads', started));
  after(() => diagnostics.unsubscribe('worker_threads', started));
  beforeEach(() => threads.splice(0));

  it('starts with the first text that has a grammar', async () => {
    using syntax = createSyntax({ folder });
    assert.equal(await syntax.outline('a.txt', code, live), undefined);
    assert.equal(await syntax.outline('a.ts', 'x'.repeat(1_000_001), live), undefined);
    assert.equal(await syntax.outline('a.ts', code, AbortSignal.abort()), undefined);
    assert.equal(threads.length, 0);
    const outlines = await Promise.all(
      ['a.ts', 'b.js', 'c.ts'].map((path) => syntax.outline(path, code, live)),
    );
    assert.deepEqual(outlines.map(namesIn), [['one'], ['one'], ['one']]);
    assert.equal(threads.length, 1);
  });

  it('answers at once when aborted, and goes on with the others', async () => {
    using syntax = createSyntax({ folder, limitMs: 60_000 });
    await syntax.outline('a.ts', code, live);
    const abort = new AbortController();
    const begun = syntax.outline('a.ts', 'f(1);\n'.repeat(100_000), abort.signal);
    const waiting = syntax.outline('b.ts', code, abort.signal);
    let isDone = false;
    const other = syntax.outline('c.ts', code, live).finally(() => (isDone = true));
    abort.abort();
    assert.deepEqual(await Promise.all([begun, waiting]), [undefined, undefined]);
    // The thread is still at the long text: nobody waited for it.
    assert.equal(isDone, false);
    assert.deepEqual(namesIn(await other), ['one']);
    assert.equal(threads.length, 1);
  });

  it('is replaced when a text takes too long', async () => {
    using syntax = createSyntax({ folder, limitMs: 3_000 });
    await syntax.outline('a.ts', code, live);
    const long = syntax.outline('a.ts', endless, live);
    const next = syntax.outline('b.ts', code, live);
    assert.equal(await long, undefined);
    assert.deepEqual(namesIn(await next), ['one']);
    assert.equal(threads.length, 2);
  });

  it('is replaced when it crashes, and only the text it had is lost', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'grammars-'));
    try {
      for (const file of ['tree-sitter.wasm', 'tree-sitter-javascript.wasm']) {
        symlinkSync(join(folder, file), join(broken, file));
      }
      writeFileSync(join(broken, 'tree-sitter-go.wasm'), 'no module');
      using syntax = createSyntax({ folder: broken });
      const answers = await Promise.all([
        syntax.outline('a.js', code, live),
        syntax.outline('a.go', code, live),
        syntax.outline('a.rb', code, live),
        syntax.outline('b.js', code, live),
      ]);
      assert.deepEqual(answers.map(namesIn), [['one'], undefined, undefined, ['one']]);
      assert.equal(threads.length, 3);
    } finally {
      rmSync(broken, { recursive: true });
    }
  });

  it('ends when it has had nothing to do for a while, and starts again', async () => {
    using syntax = createSyntax({ folder, idleMs: 50 });
    await syntax.outline('a.js', code, live);
    const [thread] = threads;
    assert.ok(thread);
    await once(thread, 'exit');
    assert.deepEqual(namesIn(await syntax.outline('a.js', code, live)), ['one']);
    assert.equal(threads.length, 2);
  });

  it('ends when it is disposed of, with what was asked', async () => {
    const syntax = createSyntax({ folder });
    const asked = [syntax.outline('a.js', code, live), syntax.outline('b.js', code, live)];
    const [thread] = threads;
    assert.ok(thread);
    syntax[Symbol.dispose]();
    assert.deepEqual(await Promise.all(asked), [undefined, undefined]);
    await once(thread, 'exit');
    assert.equal(await syntax.outline('a.js', code, live), undefined);
    assert.equal(threads.length, 1);
  });

  it('keeps the process alive for an answer and no longer', async () => {
    const script = `
      import { createSyntax } from '${new URL('../../../src/node/syntaxTrees.ts', import.meta.url).href}';
      const syntax = createSyntax({ folder: ${JSON.stringify(folder)} });
      const abort = new AbortController();
      const outline = await syntax.outline('a.js', ${JSON.stringify(code)}, abort.signal);
      console.log(outline.definitions.length);
      void syntax.outline('b.js', '('.repeat(${endless.length}), abort.signal);
      abort.abort();
    `;
    const args = ['--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 8_000 });
    assert.equal(stdout, '1\n');
  });

  it('leaves the main thread free', async () => {
    using syntax = createSyntax({ folder });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const text = 'function one() {\n  two(three);\n}\n'.repeat(10_000);
    const outline = await syntax.outline('a.js', text, live);
    delay.disable();
    assert.equal(outline?.definitions.length, 10_000);
    assert.ok(delay.max / 1e6 < 300, `${delay.max / 1e6} ms`);
  });
});
