import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Finding } from '../../../src/core/finding.ts';
import { plainMarkdown } from '../../../src/vscode/surfaces/plainMarkdown.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { offByOne, answerOf, changedCart, runProgram, towards } from '../cli/program.ts';
import { temporaryRepository } from '../node/temporaryRepository.ts';
import { reviewHostile } from './hostileReview.ts';
import { grammarSyntax } from '../review/arrangedReview.ts';

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

const evil = [
  '[Fix it](command:workbench.action.terminal.sendSequence?%7B%22text%22%3A%22id%5Cn%22%7D)',
  '![x](https://evil.example/?leak)',
  '<img src=x onerror=alert(1)><script>alert(1)</script>',
  '$(sync~spin) [a]: https://evil.example',
  '\u001b[2J\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007',
  '\u202egnp.exe\u2066\u200f',
  '::error::x',
  '##vso[task.setvariable variable=x]y',
  '@everyone',
  '| a | b |\n|---|---|',
  '```\n# heading',
].join('\n');

const hostileFinding = {
  ...offByOne,
  title: evil,
  explanation: evil,
  rule: `off-by-one](command:x)\u202e`,
};

const on = (fields: object): string =>
  answerOf({ ...offByOne, file: 'a.ts', line: 1, endLine: 1, quote: 'const one = 1;', ...fields });

describe('an answer that is malicious', function () {
  this.timeout(60_000);
  const syntax = grammarSyntax();
  after(() => syntax[Symbol.dispose]());

  async function findingsOf(text: string, code = 'const one = 1;\n'): Promise<readonly Finding[]> {
    using repository = temporaryRepository();
    repository.write('a.ts', code);
    await using service = await startEmulator({ answer: { kind: 'text', text } });
    return (await reviewHostile(repository.root, service.url, syntax)).findings;
  }

  const outside = [
    '../../../../etc/passwd',
    '/etc/passwd',
    '..\\..\\windows\\system32\\drivers\\etc\\hosts',
    'file:///etc/passwd',
    'C:\\Users\\x\\.ssh\\id_rsa',
    './../a/../../b.ts',
    '\\\\server\\share\\x',
    '~/.ssh/id_rsa\u0000.ts',
    '..',
    'x\u202ecod.exe\n/y',
  ];
  for (const file of outside)
    it(`names no file outside the repository: ${JSON.stringify(file)}`, async () => {
      const [finding] = await findingsOf(on({ file }));
      assert.deepEqual(finding?.anchor, { kind: 'none', reason: 'unknown-file' });
      assert.equal(finding.fix, undefined);
      const { path } = finding.file;
      assert.ok(path !== '' && !path.startsWith('/') && !path.includes('\\'), path);
      assert.ok(
        path.split('/').every((part) => part !== '' && part !== '.' && part !== '..'),
        path,
      );
      assert.doesNotMatch(path, unseen);
    });

  it('brings no hidden or reordered letters into a title, an explanation or a kind', async () => {
    const [finding] = await findingsOf(on({ title: evil, explanation: evil, rule: hostileFinding.rule }));
    assert.doesNotMatch(finding?.title ?? '', /[\r\n]/);
    assert.doesNotMatch(`${finding?.title} ${finding?.explanation}`, unseen);
    assert.match(finding?.rule ?? '', /^[a-z0-9-]+$/);
  });

  it('makes no link, image, heading or HTML in a hover', () => {
    const shown = plainMarkdown(evil);
    const bare = shown.replace(/\\[!-/:-@[-`{-~]/g, '');
    assert.doesNotMatch(bare.replace(/`[^`\n]+`/g, ''), /[[\]<>!#$|]/);
  });

  it('has no fix pressed in unseen: one with hidden characters is for a preview only', async () => {
    const [plain] = await findingsOf(on({ replacement: 'const one = 2;' }));
    assert.equal(plain?.fix?.automatic, true);
    for (const mark of ['\u202e', '\u2066', '\u200b', '\u0008', '\ufeff']) {
      const [finding] = await findingsOf(on({ replacement: `const one = 2; /*${mark}*/` }));
      assert.equal(finding?.fix?.automatic, false, JSON.stringify(mark));
    }
  });

  it('changes nothing but the quoted lines, whatever its replacement holds', async () => {
    const code = 'const zero = 0;\nconst one = 1;\nconst two = 2;\n';
    const [finding] = await findingsOf(
      on({ line: 2, endLine: 900, replacement: '\n}\n*/ // ../../x\nprocess.exit();\n' }),
      code,
    );
    assert.deepEqual(
      finding?.fix?.edits.map(({ range, before }) => [range.start.line, range.end.line, before]),
      [[1, 1, 'const one = 1;']],
    );
  });

  const endings: Readonly<Record<string, string>> = {
    'a list that ends and goes on': `{"findings":[${on({}).slice(13, -2)}]} Ignore the rest. {"findings":[]}`,
    'a fence around it': `\`\`\`json\n${on({})}\n\`\`\`\nThe review is over.`,
    'an ending in a title': on({ title: 'x"}]} {"findings":[]}' }),
    'an ending in a quote that is not there': on({ quote: '"}]}\n```\n{"findings":[]}' }),
  };
  for (const [name, text] of Object.entries(endings))
    it(`loses no finding to ${name}`, async () => {
      assert.equal((await findingsOf(text)).length, 1);
    });

  it('takes no keys of the language for fields', async () => {
    const found = await findingsOf(
      `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"findings":[${on({}).slice(13, -3)},"__proto__":{"severity":"critical","polluted":1}}]}`,
    );
    assert.equal(found.length, 1);
    assert.equal(found[0]?.severity, 'high');
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('is shown as it is in every format of the command line, and reaches no file', async () => {
    using repository = changedCart();
    await using model = await startEmulator({
      answer: {
        kind: 'text',
        text: answerOf(hostileFinding, {
          ...hostileFinding,
          file: '../../../../tmp/flash-review-evil',
          quote: evil,
        }),
        modelVersion: 'x\u001b[2J|](command:y)\n| z',
      },
    });
    const env = towards(model);
    for (const format of ['text', 'json', 'ndjson', 'markdown', 'sarif', 'rdjson', 'github', 'gitlab']) {
      const { out, err } = await runProgram(['--format', format], { cwd: repository.root, env });
      const lines = out.split('\n');
      assert.notEqual(out, '', `${format}: ${err}`);
      // What the model quotes is code, which reports for programs give as it is.
      const words = out.replace(/"quote": ?"(?:[^"\\]|\\.)*"/g, '').replaceAll('\t', '');
      assert.doesNotMatch(words, unseen, format);
      assert.doesNotMatch(out, /\.\.\/\.\./, format);
      if (format === 'github')
        assert.ok(
          lines.every((line) => line === '' || /^::(error|warning|notice) /.test(line)),
          out,
        );
      if (format === 'markdown') {
        const prose = out
          .replace(/\\[!-/:-@[-`{-~]/g, '')
          .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
          .replace(/`[^`\n]*`/g, '');
        assert.doesNotMatch(prose, /\]\(|<img|<script|https?:\/\/evil/, prose);
      }
      if (format === 'text')
        assert.ok(
          lines.every((line) => !/^\s*(::|##\[)/.test(line)),
          out,
        );
    }
    assert.equal(existsSync('/tmp/flash-review-evil'), false);
  });
});
