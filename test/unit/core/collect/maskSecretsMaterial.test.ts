import assert from 'node:assert/strict';
import type { ChangedFile, DiffLine } from '../../../../src/core/change.ts';
import { createSecretFinder } from '../../../../src/core/collect/findSecrets.ts';
import { diffTexts } from '../../../../src/core/collect/hunks.ts';
import {
  scanAndMask,
  type MaskedMaterial,
  type MaskOptions,
  type Material,
} from '../../../../src/core/collect/maskFiles.ts';

const random = (length: number, alphabet = 'aB3dE6gH1jK9mN2pQ5sT8vW4') =>
  Array.from({ length }, (_, n) => alphabet[(n * 7 + (n >> 2)) % alphabet.length]).join('');
const token = `ghp_${random(36)}`;
const other = `ghp_${random(36, 'z9Y8x7W6v5')}`;

const find = createSecretFinder();
const scanner = { scan: (_: string, text: string) => Promise.resolve(find(text).spans) };
/** As the real one, of equal length for any text, without Node. */
const hash = (text: string) => {
  let sum = 7;
  for (const character of text) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0;
  return sum.toString(16).padStart(8, '0').repeat(8);
};

const mask = (material: Partial<Material>, options: Partial<MaskOptions> = {}) =>
  scanAndMask(
    { files: [], guidance: [], ...material },
    scanner,
    { allowed: new Set(), hash, ...options },
    new AbortController().signal,
  );

function changed(path: string, before: string, after: string | undefined): ChangedFile {
  const status = before === '' ? 'added' : after === undefined ? 'deleted' : 'modified';
  const hunks = diffTexts(before, after ?? '');
  const text = after === undefined ? {} : { text: after };
  return { ref: { root: '/w', path }, label: path, status, ...text, hunks };
}

function whole(path: string, text: string): ChangedFile {
  return { ref: { root: '/w', path }, label: path, status: 'whole', text, hunks: [] };
}

const marks = { context: ' ', added: '+', removed: '-' } as const;
const linesOf = ({ files }: MaskedMaterial, index = 0): readonly string[] =>
  files[index]?.hunks.flatMap(({ lines }) => lines.map((line: DiffLine) => marks[line.kind] + line.text)) ??
  [];
const keyIn = (lines: readonly string[]) =>
  `a\n-----BEGIN RSA PRIVATE KEY-----\n  ${lines.join('\n  ')}\n-----END RSA PRIVATE KEY-----\nz\n`;
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `line ${n}\n`).join('');

describe('masking what is sent', () => {
  it('gives the same secret the same placeholder in every file, line and side', async () => {
    const masked = await mask({
      files: [
        changed('a.ts', `use("${token}");\n`, `use("${other}");\n`),
        changed('b.ts', '', `x("${other}", "${token}");\n`),
        whole('c.ts', `const t = "${token}";\n`),
      ],
      guidance: [{ source: 'AGENTS.md', text: `Log in with ${other}.`, cut: false }],
    });
    assert.deepEqual(linesOf(masked, 0), ['-use("MASKED_SECRET_1_");', '+use("MASKED_SECRET_2_");']);
    assert.deepEqual(linesOf(masked, 1), ['+x("MASKED_SECRET_2_", "MASKED_SECRET_1_");']);
    assert.equal(masked.files[2]?.text, 'const t = "MASKED_SECRET_1_";\n');
    assert.equal(masked.guidance[0]?.text, 'Log in with MASKED_SECRET_2_.');
    assert.equal(masked.secrets.size, 2);
  });

  it('restores what the model quotes and writes', async () => {
    const masked = await mask({ files: [changed('a.ts', '', `use("${token}", "${other}");\n`)] });
    assert.equal(masked.restore('use("MASKED_SECRET_2_")'), `use("${other}")`);
    assert.equal(masked.restore('MASKED_SECRET_3_ MASKED_SECRET_'), 'MASKED_SECRET_3_ MASKED_SECRET_');
  });

  it('restores nothing that the code itself says', async () => {
    const text = `const MASKED_SECRET_1_ = MASKED_SECRET_1X1_;\nuse("${token}");\n`;
    const masked = await mask({ files: [changed('a.ts', '', text)] });
    assert.equal(
      masked.restore('MASKED_SECRET_1_ MASKED_SECRET_1X1_'),
      'MASKED_SECRET_1_ MASKED_SECRET_1X1_',
    );
    assert.equal(masked.restore(linesOf(masked)[1] ?? ''), `+use("${token}");`);
  });

  it('sees a key whose beginning is not in the hunk, and keeps its lines', async () => {
    const body = Array.from({ length: 12 }, (_, n) => random(63) + String.fromCharCode(65 + n));
    const renewed = body.with(6, random(64, 'xYz019'));
    const masked = await mask({ files: [changed('deploy.yaml', keyIn(body), keyIn(renewed))] });
    assert.deepEqual(linesOf(masked), [
      '   MASKED_SECRET_1_',
      '   MASKED_SECRET_2_',
      '   MASKED_SECRET_3_',
      '-  MASKED_SECRET_4_',
      '+  MASKED_SECRET_5_',
      '   MASKED_SECRET_6_',
      '   MASKED_SECRET_7_',
      '   MASKED_SECRET_8_',
    ]);
    const places = masked.found.map(({ rule, place }) => [
      rule,
      place.line,
      'removed' in place && place.removed,
    ]);
    assert.deepEqual(places, [
      ['private-key', 6, false],
      ['private-key', 9, true],
    ]);
  });

  it('sees secrets in lines that are gone, each in the text it stood in', async () => {
    const before = `${numbered(20)}const password =\n  "hunter${random(8)}!";\n${numbered(3)}`;
    const masked = await mask({
      files: [changed('a.ts', before, numbered(23)), changed('b.ts', before, undefined)],
    });
    for (const index of [0, 1])
      assert.ok(linesOf(masked, index).includes('-  "MASKED_SECRET_1_";'), linesOf(masked, index).join('\n'));
    assert.deepEqual(
      masked.found.map(({ place }) => place),
      ['a.ts', 'b.ts'].map((path) => ({ kind: 'file', ref: { root: '/w', path }, line: 22, removed: true })),
    );
  });

  it('masks the lines shown around a change, and those that do not stand where they should', async () => {
    const [line = { kind: 'added', text: '', newLine: 1 }] = changed('a', '', 'x\n').hunks.flatMap(
      ({ lines }) => lines,
    );
    const file: ChangedFile = {
      ...changed('a.ts', '', `const t = "${token}";\nb\n`),
      surroundings: [{ line: 1, text: `const t = "${token}";` }],
      hunks: [
        { oldStart: 0, oldLines: 0, newStart: 2, newLines: 1, lines: [{ ...line, text: `"${other}"` }] },
      ],
    };
    const masked = await mask({ files: [file] });
    assert.equal(masked.files[0]?.surroundings?.[0]?.text, 'const t = "MASKED_SECRET_1_";');
    assert.deepEqual(linesOf(masked), ['+"MASKED_SECRET_2_"']);
  });

  it('leaves the text of a changed file as it is, which is not sent, and tells nothing of its other lines', async () => {
    const before = `use("${token}");\n${numbered(20)}`;
    const file = changed('a.ts', before, `${before}one more\n`);
    const masked = await mask({ files: [file] });
    assert.deepEqual(masked.files, [file]);
    assert.deepEqual(masked.found, []);
    assert.equal(masked.secrets.size, 0);
  });

  it('keeps the numbers of lines in a whole file, whatever its line ends', async () => {
    const key = `-----BEGIN EC PRIVATE KEY-----\r\n${random(64)}\r\n${random(30)}==\r\n-----END EC PRIVATE KEY-----`;
    const masked = await mask({ files: [whole('a.ts', `a\r\n${key}\r\nuse("${token}")\r\n`)] });
    assert.equal(
      masked.files[0]?.text,
      'a\r\n-----BEGIN EC PRIVATE KEY-----\r\nMASKED_SECRET_1_\r\nMASKED_SECRET_2_\r\n' +
        '-----END EC PRIVATE KEY-----\r\nuse("MASKED_SECRET_3_")\r\n',
    );
    assert.deepEqual(
      masked.found.map(({ rule, place }) => [rule, place.line]),
      [
        ['private-key', 3],
        ['github-token', 6],
      ],
    );
  });

  it('masks a value everywhere in a file once one line gives it away', async () => {
    const value = random(20);
    const masked = await mask({
      files: [whole('a.ts', `const clientSecret = "${value}";\nconnect("${value}", "${value}x");\n`)],
    });
    assert.equal(
      masked.files[0]?.text,
      `const clientSecret = "MASKED_SECRET_1_";\nconnect("MASKED_SECRET_1_", "${value}x");\n`,
    );
  });

  it('lets a false alarm through by its fingerprint, and that one only', async () => {
    const files = [changed('a.ts', '', `use("${token}");\nuse("${other}");\n`), whole('b.ts', token)];
    const all = await mask({ files });
    const [first, , third] = all.found;
    assert.equal(first?.fingerprint, third?.fingerprint);
    assert.equal(first?.fingerprint.length, 16);
    assert.ok(!JSON.stringify(all.found).includes(token.slice(4, 10)));
    const allowed = await mask({ files }, { allowed: new Set([first?.fingerprint ?? '']) });
    assert.deepEqual(linesOf(allowed), [`+use("${token}");`, '+use("MASKED_SECRET_1_");']);
    assert.equal(allowed.files[1]?.text, token);
    assert.deepEqual(
      allowed.found.map(({ place }) => place.line),
      [2],
    );
  });

  it('says the same of the same input', async () => {
    const files = [changed('a.ts', `"${token}"\n`, `"${other}"\n`), whole('b.ts', `"${other}" "${token}"`)];
    assert.deepEqual(
      JSON.stringify(await mask({ files })),
      JSON.stringify(await mask({ files: structuredClone(files) })),
    );
  });

  it('stops when told to', async () => {
    const stopped = AbortSignal.abort(new Error('enough'));
    const material = { files: [whole('a.ts', token)], guidance: [] };
    await assert.rejects(scanAndMask(material, scanner, { allowed: new Set(), hash }, stopped), /enough/);
  });
});
