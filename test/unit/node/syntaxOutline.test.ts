import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LineSpan, Syntax } from '../../../src/core/ports.ts';
import { grammarOf, grammars } from '../../../src/node/grammars.ts';
import { createSyntax } from '../../../src/node/syntaxTrees.ts';

const live = new AbortController().signal;
const folder = fileURLToPath(
  new URL('../../../node_modules/@vscode/tree-sitter-wasm/wasm/', import.meta.url),
);
const fixtures = new URL('../../fixtures/syntax/', import.meta.url);

/** Each definition with its lines and those of its signature; then imports, and calls by line. */
const expected: Readonly<
  Record<string, { definitions: readonly string[]; imports: readonly string[]; calls: string }>
> = {
  'Account.java': {
    definitions: [
      'Account 6-30 (9-10)',
      'Account 13-16 (13)',
      'balance 18-23 (19-20)',
      'Entry 25-29 (25)',
      'undo 26-28 (26)',
      'Holder 32-34 (32)',
      'balance 33 (33)',
      'Kind 36-43 (36)',
      'next 40-42 (40)',
      'Point 45-49 (45)',
      'Point 46-48 (46)',
    ],
    imports: ['3', '4'],
    calls: '22:max 27:Account 27:balance 41:values 47:check',
  },
  'Backup.ps1': {
    definitions: [
      'Copy-Folder 4-12 (5)',
      'Job 14-25 (14)',
      'Job 17-19 (17)',
      'Run 21-24 (21)',
      'Level 27-30 (27)',
    ],
    imports: ['1', '2'],
    calls: '1:using 2:Import-Module 10:Copy-Item 11:Write-Log 22:Copy-Folder 23:Finish 32:Copy-Folder',
  },
  'Invoice.cs': {
    definitions: [
      'Billing 4-47 (4)',
      'Invoice 6-33 (7-8)',
      'Cents 10 (10)',
      'Total 12-15 (12)',
      'Invoice 17-20 (17)',
      'Round 22-23 (22-23)',
      'Send 25-32 (25)',
      'Twice 27-30 (27)',
      'IDocument 35-38 (35)',
      'Send 37 (37)',
      'Money 40 (40)',
      'Line 42 (42)',
      'State 44 (44)',
      'Handler 46 (46)',
    ],
    imports: ['1', '2'],
    calls: '14:Round 23:Round 31:Enqueue 31:Job 31:Twice',
  },
  'buffer.c': {
    definitions: [
      'TWICE 5 (5)',
      'buffer 7-10 (7)',
      'mode 12 (12)',
      'append 14-23 (15-16)',
      'name 25-27 (25)',
    ],
    imports: ['1', '2'],
    calls: '19:fail 22:write 26:TWICE',
  },
  'cart.js': {
    definitions: [
      'Cart 4-15 (4)',
      'add 7-10 (8)',
      'size 12-14 (12)',
      'pages 17-19 (17)',
      'save 21-23 (21)',
      'clear 26-28 (26)',
      'print 29 (29)',
    ],
    imports: ['1', '2'],
    calls: '1:require 9:push 18:tax 22:writeFileSync 22:stringify 27:Cart 29:Row',
  },
  'deploy.sh': {
    definitions: ['build 5-10 (6)', 'publish 12-16 (12)'],
    imports: ['2', '3'],
    calls: '2:source 3:. 8:make 9:publish 14:rsync 18:build',
  },
  'ledger.py': {
    definitions: [
      'show 8-16 (9-14)',
      'Ledger 19-30 (19)',
      'add 22-27 (22)',
      'check 23-24 (23)',
      'close 29-30 (29)',
      'double 33 (33)',
    ],
    imports: ['1', '2-5'],
    calls: '10:traced 16:str 16:Decimal 26:check 27:append 30:sync',
  },
  'mailer.php': {
    definitions: [
      'Mailer 10-31 (13-14)',
      '__construct 20-24 (20)',
      'make 26-30 (26-27)',
      'Sender 33-36 (33)',
      'send 35 (35)',
      'Logging 38-41 (38)',
      'log 40 (40)',
      'Level 43-46 (43)',
      'helper 48-52 (48)',
      '$twice 50 (50)',
    ],
    imports: ['5', '6', '8'],
    calls: '22:__construct 23:trim 29:Mailer 29:host 40:write 51:$twice',
  },
  'orders.ts': {
    definitions: [
      'Priced 4-8 (5)',
      'total 7 (7)',
      'OrderId 10 (10)',
      'State 12-15 (12)',
      'round 17-20 (18)',
      'Shop 22-26 (22)',
      'open 23-25 (23)',
      'Order 28-54 (31-32)',
      'constructor 35 (35)',
      'total 37-41 (37-38)',
      'each 39 (39)',
      'lines 43-45 (43)',
      'load 47-53 (47-50)',
    ],
    imports: ['1', '2'],
    calls: '19:round 24:register 31:entity 39:round 40:lines 40:map 51:readFile 52:Order',
  },
  'panel.tsx': {
    definitions: [
      'Props 3-5 (3)',
      'Panel 7-18 (8)',
      'toggle 10-12 (10)',
      'Header 20-22 (20)',
      'format 24 (24)',
    ],
    imports: ['1'],
    calls: '9:useState 11:setOpen 14:section 15:Header 21:h1 21:format 24:trim',
  },
  'queue.go': {
    definitions: [
      'Item 9-12 (10)',
      'Store 14-16 (14)',
      'Put 15 (15)',
      'Names 18 (18)',
      'Queue 20-26 (23)',
      'New 28-31 (29)',
      'Put 33-43 (33-35)',
      'run 38-40 (38)',
    ],
    imports: ['3', '4-7'],
    calls: '30:make 36:Lock 37:Unlock 39:Print 41:run 42:Errorf',
  },
  'report.rb': {
    definitions: [
      'Reports 4-28 (4)',
      'Report 5-27 (6)',
      'initialize 10-12 (10)',
      'print 14-20 (15-17)',
      'load 22-24 (22)',
      'short 26 (26)',
    ],
    imports: ['1', '2'],
    calls:
      '1:require 2:require_relative 7:include 8:attr_reader 18:puts 18:render 19:finish 23:new 23:parse 23:read 26:slice 30:lambda',
  },
  'theme.css': {
    definitions: [
      ':root 4-6 (4)',
      '.button, .link:hover 8-13 (9-10)',
      '@media (max-width: 600px) 15-19 (15)',
      '.button 16-18 (16)',
      'pulse 21-25 (21)',
      '@supports (display: grid) 27-31 (27)',
      'main 28-30 (28)',
    ],
    imports: ['1', '2'],
    calls: '',
  },
  'tree.rs': {
    definitions: [
      'Node 4-8 (5-6)',
      'Kind 10-13 (10)',
      'Visit 15-20 (15)',
      'enter 16 (16)',
      'leave 17-19 (17)',
      'Node 22-26 (22)',
      'enter 23-25 (23)',
      'twice 28-32 (28-32)',
      'tests 34-43 (34-35)',
      'works 38-42 (38-39)',
      'build 47-52 (47-49)',
    ],
    imports: ['1', '2', '36'],
    calls: '18:drop 24:push_str 40:new 41:assert_eq 41:build 51:clone',
  },
  'widget.cpp': {
    definitions: [
      'ui 5-28 (5)',
      'Stack 7-20 (7-8)',
      'Stack 10 (10)',
      '~Stack 11 (11)',
      'top 12-15 (13)',
      'operator== 16 (16)',
      'Point 22-24 (22)',
      'Color 26 (26)',
      'draw 30-36 (30)',
      'twice 31-33 (31)',
      'largest 38-41 (38-39)',
    ],
    imports: ['1', '2', '3'],
    calls: '10:make 11:clear 14:back 16:same 32:scale 34:Point 35:twice 40:max',
  },
};

function span({ start, end }: LineSpan): string {
  return start === end ? `${start}` : `${start}-${end}`;
}

describe('the outline of', () => {
  let syntax: Syntax & Disposable;
  before(() => {
    syntax = createSyntax({ folder });
  });
  after(() => syntax[Symbol.dispose]());

  for (const [file, { definitions, imports, calls }] of Object.entries(expected)) {
    it(file, async () => {
      const outline = await syntax.outline(
        `src/${file}`,
        readFileSync(new URL(file, fixtures), 'utf8'),
        live,
      );
      assert.ok(outline);
      assert.deepEqual(
        outline.definitions.map(
          ({ name, lines, signature }) => `${name} ${span(lines)} (${span(signature)})`,
        ),
        definitions,
      );
      assert.deepEqual(outline.imports.map(span), imports);
      assert.equal(outline.calls.map(({ line, name }) => `${line}:${name}`).join(' '), calls);
      assert.equal(outline.errors, 0);
    });
  }

  it('every grammar is one of these', () => {
    assert.deepEqual(new Set(Object.keys(expected).map(grammarOf)), new Set(grammars));
  });

  it('a text with line ends of Windows is that of the same text', async () => {
    const text = readFileSync(new URL('ledger.py', fixtures), 'utf8');
    const [unix, windows] = await Promise.all([
      syntax.outline('a.py', text, live),
      syntax.outline('a.py', text.replaceAll('\n', '\r\n'), live),
    ]);
    assert.deepEqual(windows, unix);
  });

  it('a text beyond the basic plane counts in lines and names as any other', async () => {
    const text = '// 😀😀\nfunction größe() { return "😀"; }\n/* 日本 */ größe(größe());\n';
    const outline = await syntax.outline('a.ts', text, live);
    assert.deepEqual(outline?.definitions, [
      { name: 'größe', lines: { start: 1, end: 2 }, signature: { start: 2, end: 2 } },
    ]);
    assert.deepEqual(outline.calls, [
      { line: 3, name: 'größe' },
      { line: 3, name: 'größe' },
    ]);
  });

  it('a broken text counts what is wrong with it', async () => {
    for (const [path, text, errors] of [
      ['a.ts', 'call(;\n', 1],
      ['a.ts', 'if (a) {\n  b();\n', 1],
      ['a.py', 'def f(:\n  pass\n', 1],
      ['a.go', 'package a\n\nfunc f( {\n}\n\nfunc g) {\n}\n', 2],
      ['a.ts', '', 0],
    ] as const) {
      assert.equal((await syntax.outline(path, text, live))?.errors, errors, text);
    }
  });
});

describe('the grammar of a file', () => {
  it('goes by its name', () => {
    for (const [path, grammar] of [
      ['src/a.ts', 'typescript'],
      ['a.d.mts', 'typescript'],
      ['A.TSX', 'tsx'],
      ['a.jsx', 'javascript'],
      ['lib/a.h', 'cpp'],
      ['.bashrc', 'bash'],
      ['x/Rakefile', 'ruby'],
      ['a.ts/readme', undefined],
      ['ts', undefined],
      ['a.json', undefined],
      ['', undefined],
    ] as const) {
      assert.equal(grammarOf(path), grammar, path);
    }
  });
});
