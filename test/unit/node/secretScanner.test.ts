import assert from 'node:assert/strict';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { makeSecretCases } from '../../../eval/secretCases.ts';
import { createSecretScanner } from '../../../src/node/secretScanner.ts';

const cases = makeSecretCases(7, 24);
const random = (length: number) =>
  Array.from({ length }, (_, n) => 'aB3dE6gH1jK9mN2pQ5sT8vW4'[(n * 7 + (n >> 2)) % 24]).join('');

const covered = (
  spans: readonly { readonly start: number; readonly end: number }[],
  start: number,
  end: number,
) => spans.some((span) => span.start <= start && span.end >= end);

describe('scanning for secrets', () => {
  const scanner = createSecretScanner();

  it('finds made-up tokens of every issuer in lines of many languages', async () => {
    const issued = cases.filter(({ kind }) => !/^generic|^password|bearer/.test(kind));
    assert.ok(new Set(issued.map(({ kind }) => kind)).size >= 25);
    const missed: string[] = [];
    for (const { kind, path, text, secret } of issued) {
      const spans = await scanner.scan(path, text);
      const start = text.indexOf(secret.replace(/^https:\/\/[^/]+\/[a-z/]+\//, ''));
      const end = text.indexOf(secret) + secret.length;
      if (!covered(spans, start, end)) missed.push(`${kind} in ${path}`);
    }
    assert.deepEqual(missed, []);
  });

  it('finds nearly all values that only a name gives away', async () => {
    const named = cases.filter(({ kind }) => /^generic|^password|bearer/.test(kind));
    let found = 0;
    for (const { path, text, secret } of named) {
      const start = text.indexOf(secret);
      if (covered(await scanner.scan(path, text), start, start + secret.length)) found++;
    }
    assert.ok(found >= named.length * 0.97, `${found} of ${named.length}`);
  });

  it('loses nothing that secretlint finds in the whole text', async () => {
    const rules = [{ id: creator.meta.id, rule: creator }];
    for (const { kind, path, text, secret } of cases) {
      const { messages } = await lintSource({
        source: { content: text, filePath: path, ext: '', contentType: 'text' },
        options: { config: { rules }, noPhysicFilePath: true },
      });
      if (messages.length === 0) continue;
      const spans = await scanner.scan(path, text);
      const end = text.indexOf(secret) + secret.length;
      assert.ok(covered(spans, Math.max(end - 16, text.indexOf(secret)), end), `${kind} in ${path}`);
    }
  });

  it('places what secretlint alone knows, also behind a byte order mark and far down', async () => {
    const key = ['da', 'pi', '0f3a9c71'.repeat(4)].join('');
    for (const before of ['', '\ufeff', 'x = 1\n'.repeat(5_000), '\ufeffa\n\n'.repeat(9)]) {
      const text = `${before}x("${key}")\r\n`;
      const start = text.indexOf(key);
      assert.deepEqual(await scanner.scan('a.py', text), [
        { start, end: start + key.length, rule: 'databricks' },
      ]);
    }
  });

  it('is not switched off by a comment in the code', async () => {
    const key = ['fi', 'gd_', random(44)].join('');
    const text = `// secretlint-disable\nx("${key}") // secretlint-disable-line\n`;
    assert.equal((await scanner.scan('a.ts', text)).length, 1);
  });

  it('finds the key in an account file, not the file', async () => {
    const body = `MII${random(300)}`;
    const text = JSON.stringify({
      type: 'service_account',
      private_key_id: 'abc',
      private_key: `-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`,
    });
    const start = text.indexOf(body);
    assert.deepEqual(await scanner.scan('account.json', text), [
      { start, end: start + body.length, rule: 'private-key' },
    ]);
  });

  it('takes the password out of an address, not the address', async () => {
    const password = `S3cr${random(10)}`;
    const text = `DATABASE_URL=postgres://app:${password}@db.host.dev/shop`;
    const start = text.indexOf(password);
    assert.deepEqual(await scanner.scan('.env', text), [
      { start, end: start + password.length, rule: 'connection-string' },
    ]);
  });

  it('leaves addresses of examples alone', async () => {
    for (const text of [
      'https://user:password@host.dev/',
      'mysql://root:root@127.0.0.1/shop',
      'http://a:%PASS%@b.dev',
    ])
      assert.deepEqual(await scanner.scan('README.md', text), []);
  });

  it('answers by its own rules where secretlint throws, fails or hangs', async () => {
    const text = `const key = "ghp_${random(36)}";`;
    const expected = [{ start: 13, end: 53, rule: 'github-token' }];
    for (const lint of [
      () => {
        throw new Error('at once');
      },
      () => Promise.reject(new Error('later')),
      () => new Promise<never>(() => {}),
      () => Promise.resolve([{ start: 900, end: 990, rule: 'elsewhere' }]),
    ]) {
      assert.deepEqual(await createSecretScanner(lint, 20).scan('a.ts', text), expected);
    }
  });

  it('does not ask secretlint about texts without one of its keywords', async () => {
    const asked: string[] = [];
    const watched = createSecretScanner((path) => {
      asked.push(path);
      return Promise.resolve([]);
    });
    await watched.scan('a.ts', 'const password = process.env.PASSWORD;\n'.repeat(100));
    assert.deepEqual(asked, []);
  });

  it('does not throw for any text', async () => {
    for (const text of [
      '',
      '\ufeff',
      '\0'.repeat(99),
      '\ud800ghp_',
      'ghp_ '.repeat(50_000),
      'hf_'.repeat(50_000),
    ])
      assert.ok(Array.isArray(await scanner.scan('', text)));
  });
});
