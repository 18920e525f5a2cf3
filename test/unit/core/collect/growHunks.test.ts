import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ChangedFile, DiffLine, Hunk } from '../../../../src/core/change.ts';
import { enclosingDefinition } from '../../../../src/core/collect/enclosingDefinition.ts';
import { growHunks } from '../../../../src/core/collect/growHunks.ts';
import { diffTexts, hunksMatch } from '../../../../src/core/collect/hunks.ts';
import type { Syntax } from '../../../../src/core/ports.ts';
import { createSyntax } from '../../../../src/node/syntaxTrees.ts';
import { seededRandom } from '../../../../bench/seededRandom.ts';

const live = new AbortController().signal;
const folder = fileURLToPath(
  new URL('../../../../node_modules/@vscode/tree-sitter-wasm/wasm/', import.meta.url),
);
const fixtures = new URL('../../../fixtures/syntax/', import.meta.url);
const fixture = (name: string): string => readFileSync(new URL(name, fixtures), 'utf8');

function changed(path: string, before: string, after: string, hunks = diffTexts(before, after)): ChangedFile {
  return { ref: { root: '/r', path }, label: path, status: 'modified', text: after, hunks };
}

/** As a reader sees it: the number in the new text, the sign, the text. */
function shown({ hunks }: ChangedFile): readonly string[] {
  return hunks.flatMap(({ lines }) => [
    '@@',
    ...lines.map((line) =>
      line.kind === 'removed'
        ? `-${line.text}`
        : `${line.newLine}${line.kind === 'added' ? '+' : ' '}${line.text}`,
    ),
  ]);
}

function numbers(file: ChangedFile): string {
  return file.hunks
    .map(({ newStart, newLines }) =>
      newLines === 0 ? `after ${newStart}` : `${newStart}-${newStart + newLines - 1}`,
    )
    .join(' ');
}

const around = (file: ChangedFile): readonly string[] =>
  (file.surroundings ?? []).map(({ line, text }) => `${line} ${text.trim()}`);

describe('a hunk', () => {
  let syntax: Syntax & Disposable;
  before(() => {
    syntax = createSyntax({ folder });
  });
  after(() => syntax[Symbol.dispose]());

  /** Changes a fixture by replacing one text by another, and grows what comes of it. */
  async function grow(name: string, from: string, to: string): Promise<ChangedFile> {
    const before = fixture(name);
    assert.ok(before.includes(from), from);
    const after = before.replace(from, to);
    return growHunks(changed(name, before, after), await syntax.outline(name, after, live));
  }

  it('is grown to the smallest definition around it, with the signature of the outer one and the imports', async () => {
    const file = await grow('ledger.py', 'self.entries.append(entry)', 'self.entries.insert(0, entry)');
    assert.deepEqual(shown(file), [
      '@@',
      '22     def add(self, entry):',
      '23         def check(value):',
      '24             return value > 0',
      '25 ',
      '26         if check(entry):',
      '-            self.entries.append(entry)',
      '27+            self.entries.insert(0, entry)',
      '28 ',
      '29     async def close(self):',
      '30         await os.sync()',
    ]);
    assert.deepEqual(around(file), [
      '1 import os',
      '2 from decimal import (',
      '3 Decimal,',
      '4 getcontext,',
      '5 )',
      '19 class Ledger(Base):',
    ]);
  });

  it('brings the signatures of what its lines call in the same file', async () => {
    const file = await grow('orders.ts', '.map(each)[0] ?? 0', '.map(each)[1] ?? round(0)');
    assert.equal(numbers(file), '37-43');
    assert.deepEqual(around(file).slice(2), [
      '18 const round = (value: number): number => {',
      "31 @entity('orders')",
      '32 export class Order implements Priced {',
    ]);
  });

  it('keeps what was removed at its place, and grows to what held it', async () => {
    const file = await grow('widget.cpp', '  twice(depth);\n', '');
    assert.deepEqual(shown(file), [
      '@@',
      '30 void ui::Widget::draw(int depth) {',
      '31   auto twice = [](int value) {',
      '32     return ui::scale<int>(value);',
      '33   };',
      '34   auto *point = new ui::Point();',
      '-  twice(depth);',
      '35 }',
      '36 ',
      '37 template <typename T>',
    ]);
    assert.equal(numbers(await grow('ledger.py', '            self.entries.append(entry)\n', '')), '22-29');
  });

  it('meets the next one and becomes one with it', async () => {
    const before = fixture('queue.go');
    const after = before.replace('q.mu.Lock()', 'q.mu.TryLock()').replace('"full"', '"empty"');
    const bare = withoutContext(diffTexts(before, after));
    assert.equal(bare.length, 2);
    const file = growHunks(
      changed('queue.go', before, after, bare),
      await syntax.outline('queue.go', after, live),
    );
    assert.equal(numbers(file), '33-43');
  });

  it('in a definition that is too long has the lines around it and the signature', async () => {
    const body = Array.from({ length: 200 }, (_, index) => `  step(${index});`);
    const before = ['function long(', '  a: number,', ') {', ...body, '}', ''].join('\n');
    const after = before.replace('step(100)', 'step(-1)');
    const file = growHunks(changed('a.ts', before, after), await syntax.outline('a.ts', after, live));
    assert.equal(numbers(file), '94-114');
    assert.deepEqual(around(file), ['1 function long(', '2 a: number,', '3 ) {']);
  });

  it('outside of all definitions has its block', async () => {
    const test = ["describe('a', () => {", "  it('b', () => {", '    check(1);', '    check(2);', '  });'];
    const before = [...test, ...Array.from({ length: 70 }, (_, at) => `  other(${at});`), '});', ''].join(
      '\n',
    );
    const after = before.replace('check(1)', 'check(3)');
    assert.equal(
      numbers(growHunks(changed('a.ts', before, after), await syntax.outline('a.ts', after, live))),
      '1-6',
    );
    const far = before.replace('other(60)', 'other(-1)');
    assert.equal(
      numbers(growHunks(changed('a.ts', before, far), await syntax.outline('a.ts', far, live))),
      '63-69',
    );
  });

  it('without an outline has its block, and the lines that open the outer ones', () => {
    const jobs = Array.from({ length: 40 }, (_, at) => `  job${at}:\n    image: a\n    run: b\n`).join('');
    const before = `name: all\non: push\njobs:\n${jobs}`;
    const after = before.replace('  job20:\n    image: a', '  job20:\n    image: c');
    const file = growHunks(changed('a.yml', before, after), undefined);
    assert.deepEqual(around(file), ['3 jobs:']);
    assert.equal(numbers(file), '62-68');
  });

  it('is not grown by lines that are far too wide', async () => {
    const wide = `  const a = '${'x'.repeat(20_000)}';`;
    const before = `function f() {\n${wide}\n  b();\n  c();\n  d();\n  e();\n}\n`;
    const after = before.replace('e()', 'e(1)');
    const file = growHunks(changed('a.ts', before, after), await syntax.outline('a.ts', after, live));
    assert.equal(numbers(file), '3-7');
    assert.deepEqual(around(file), ['1 function f() {']);
  });

  it('of a new, deleted or whole file, or one that does not fit its text, stays as it is', () => {
    const text = 'a\nb\nc\n';
    for (const file of [
      { ...changed('a', '', text), status: 'added' },
      { ...changed('a', text, ''), status: 'deleted', text: undefined },
      { ...changed('a', '', text, []), status: 'whole' },
      { ...changed('a', text, 'a\nB\nc\n'), text: 'other\ntext\n' },
    ] as ChangedFile[]) {
      assert.equal(growHunks(file, undefined), file);
    }
  });

  it('keeps every change, in order and under its numbers, whatever was edited', async function () {
    this.timeout(60_000);
    const random = seededRandom(7);
    for (const name of readdirSync(fixtures)) {
      const before = fixture(name);
      for (let round = 0; round < 25; round++) {
        const after = edited(before, random);
        const outline = round % 5 === 0 ? undefined : await syntax.outline(name, after, live);
        const hunks = diffTexts(before, after);
        for (const given of [hunks, withoutContext(hunks)]) {
          const limits = {
            definition: Math.floor(random() * 40),
            block: Math.floor(random() * 20),
            nearby: Math.floor(random() * 5),
            imports: 3,
            around: 3,
            called: 3,
            signature: 2,
            width: 50,
          };
          const file = changed(name, before, after, given);
          checkGrown(file, growHunks(file, outline, round % 2 === 0 ? undefined : limits), before, after);
        }
      }
    }
  });
});

describe('the definition around a line', () => {
  it('is the smallest, or the block where there is none', async () => {
    using syntax = createSyntax({ folder });
    const text = fixture('orders.ts');
    const outline = await syntax.outline('orders.ts', text, live);
    assert.deepEqual(enclosingDefinition(outline, text, 39), { start: 39, end: 39 });
    assert.deepEqual(enclosingDefinition(outline, text, 40), { start: 37, end: 41 });
    assert.deepEqual(enclosingDefinition(outline, text, 29), { start: 28, end: 54 });
    assert.deepEqual(enclosingDefinition(outline, text, 1), { start: 1, end: 2 });
    assert.deepEqual(enclosingDefinition(undefined, text, 40), { start: 38, end: 41 });
  });
});

/** Every run of changed lines as a hunk of its own, as `git diff -U0` gives them. */
function withoutContext(hunks: readonly Hunk[]): readonly Hunk[] {
  const bare: Hunk[] = [];
  for (const hunk of hunks) {
    let oldLine = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    let newLine = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    let lines: DiffLine[] = [];
    const finish = (): void => {
      if (lines.length === 0) return;
      const oldLines = lines.filter(({ kind }) => kind === 'removed').length;
      const newLines = lines.length - oldLines;
      const oldStart = oldLine - oldLines - (oldLines === 0 ? 1 : 0);
      const newStart = newLine - newLines - (newLines === 0 ? 1 : 0);
      bare.push({ oldStart, oldLines, newStart, newLines, lines });
      lines = [];
    };
    for (const line of hunk.lines) {
      if (line.kind === 'context') finish();
      else lines.push(line);
      if (line.kind !== 'added') oldLine++;
      if (line.kind !== 'removed') newLine++;
    }
    finish();
  }
  return bare;
}

function edited(text: string, random: () => number): string {
  const lines = text.split('\n');
  const pick = (most: number): number => Math.floor(random() * most);
  for (let left = 1 + pick(6); left > 0; left--) {
    const at = pick(lines.length);
    const kind = pick(4);
    if (kind === 0) lines.splice(at, 1 + pick(4));
    else if (kind === 1) lines.splice(at, 0, ...lines.slice(pick(lines.length)).slice(0, 1 + pick(5)));
    else if (kind === 2) lines.splice(at, 1, `${lines[at] ?? ''} // ${pick(100)}`);
    else lines.splice(at, pick(3), '}', '  '.repeat(pick(4)));
  }
  const out = lines.join('\n');
  return pick(6) === 0 ? out.replaceAll('\n', '\r\n') : out;
}

function changes({ hunks }: ChangedFile): readonly DiffLine[] {
  return hunks.flatMap(({ lines }) => lines.filter(({ kind }) => kind !== 'context'));
}

function checkGrown(given: ChangedFile, grown: ChangedFile, before: string, after: string): void {
  assert.ok(hunksMatch(grown.hunks, after));
  assert.deepEqual(changes(grown), changes(given));

  const oldLines = before.split(/\r?\n/);
  const newLines = after.split(/\r?\n/);
  const seen = new Set<number>();
  let [oldEnd, newEnd] = [0, 0];
  for (const hunk of grown.hunks) {
    let oldLine = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    let newLine = hunk.newLines === 0 ? hunk.newStart + 1 : hunk.newStart;
    assert.ok(newLine > newEnd || newEnd === 0, 'hunks that meet are one');
    assert.equal(newLine - newEnd, oldLine - oldEnd, 'what lies between two hunks is the same on both sides');
    for (const line of hunk.lines) {
      if (line.kind !== 'added') {
        assert.equal(line.oldLine, oldLine);
        assert.equal(line.text, oldLines[oldLine++ - 1]);
      }
      if (line.kind !== 'removed') {
        assert.equal(line.newLine, newLine);
        seen.add(newLine);
        assert.equal(line.text, newLines[newLine++ - 1]);
      }
    }
    [oldEnd, newEnd] = [oldLine, newLine];
    assert.equal(hunk.lines.filter(({ kind }) => kind !== 'added').length, hunk.oldLines);
    assert.equal(hunk.lines.filter(({ kind }) => kind !== 'removed').length, hunk.newLines);
  }
  for (const { lines } of given.hunks) {
    for (const line of lines) assert.ok(line.kind === 'removed' || seen.has(line.newLine));
  }
  const surroundings = grown.surroundings ?? [];
  for (const [index, { line, text }] of surroundings.entries()) {
    assert.equal(text, newLines[line - 1]);
    assert.ok(!seen.has(line) && line > (surroundings[index - 1]?.line ?? 0));
  }
}
