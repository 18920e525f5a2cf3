import assert from 'node:assert/strict';
import type { ChangedFile } from '../../../../src/core/change.ts';
import { isPrivateKeyFile, maskSecrets } from '../../../../src/core/collect/maskSecrets.ts';

function fileOf(...texts: readonly string[]): ChangedFile {
  const lines = texts.map((text, index) => ({ kind: 'added' as const, text, newLine: index + 1 }));
  const hunks = [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: lines.length, lines }];
  return { ref: { root: '/w', path: 'a' }, label: 'a', status: 'added', text: texts.join('\n'), hunks };
}
const sent = (...texts: readonly string[]) =>
  maskSecrets([fileOf(...texts)]).files[0]?.hunks[0]?.lines.map(({ text }) => text) ?? [];
/** Put together here, so that no scanner takes this file for one with secrets in it. */
const random = (length: number, alphabet = 'aB3dE6gH1jK9mN2pQ5sT8vW4') =>
  Array.from({ length }, (_, n) => alphabet[(n * 7 + (n >> 2)) % alphabet.length]).join('');

describe('masking secrets', () => {
  for (const [name, line, secret] of [
    ['a Google API key', 'key = "%"', `AIza${random(35)}`],
    ['an AWS access key', 'id: %', `AKIA${random(16, 'A2B3C4D5E6F7')}`],
    ['a GitHub token', 'curl -H "token %"', `ghp_${random(36)}`],
    ['a Slack token', '"%"', `xoxb-${random(24)}`],
    ['a Stripe key', "stripe('%')", `sk_live_${random(24)}`],
    ['a key of a model provider', 'OpenAI("%")', `sk-proj-${random(40)}`],
    ['a JSON web token', 'jwt=%', `eyJ${random(20)}.eyJ${random(30)}.${random(20)}`],
    ['a password in an address', 'postgres://app:%@db.example.com/x', `S3cr${random(8)}`],
    ['a bearer token', 'Authorization: Bearer %', random(40)],
    ['a password in code', 'const dbPassword = "%";', `hunter${random(6)}!`],
    ['a typed constant', 'private apiKey: string = "%";', random(24)],
    ['a value in JSON', '  "client_secret": "%",', random(24)],
    ['a value of a dotenv file', 'export API_KEY=%', random(20)],
  ] as const) {
    it(`takes out ${name}, and puts it back`, () => {
      const text = line.replace('%', secret);
      const masked = maskSecrets([fileOf(text)]);
      const [shown = ''] = masked.files[0]?.hunks[0]?.lines.map((one) => one.text) ?? [];
      assert.equal(shown, line.replace('%', 'MASKED_SECRET_1_'));
      assert.equal(masked.secrets, 1);
      assert.equal(masked.restore(shown), text);
    });
  }

  for (const harmless of [
    'const password = process.env.PASSWORD;',
    'const token = await getToken(request);',
    'password: "changeme"',
    'const apiKey = "your-api-key-here-123";',
    'postgres://app:${PASSWORD}@db/x',
    'postgres://localhost:5432/x',
    'https://example.com:8080/a@b',
    'tokenType = "keyword.operator"',
    'const secretName = "projects/shop/secrets/database"',
    'API_KEY=$OTHER_KEY',
    'skip-this-very-long-kebab-case-name-here',
    'passwordField.label = "Password again"',
  ]) {
    it(`leaves alone: ${harmless}`, () => {
      assert.deepEqual(sent(harmless), [harmless]);
    });
  }

  it('masks every line of a private key, and keeps the lines', () => {
    const lines = sent(
      '-----BEGIN RSA PRIVATE KEY-----',
      `  ${random(64)}`,
      random(64, 'QwErTy123'),
      '-----END RSA PRIVATE KEY-----',
      'x',
    );
    assert.deepEqual(lines, [
      '-----BEGIN RSA PRIVATE KEY-----',
      '  MASKED_SECRET_1_',
      'MASKED_SECRET_2_',
      '-----END RSA PRIVATE KEY-----',
      'x',
    ]);
    assert.ok(isPrivateKeyFile('-----BEGIN OPENSSH PRIVATE KEY-----\nabc'));
    assert.ok(!isPrivateKeyFile('-----BEGIN CERTIFICATE-----\nabc'));
  });

  it('shows the same secret as the same, and different ones as different', () => {
    const [one, two] = [`ghp_${random(36)}`, `ghp_${random(36, 'z9Y8x7')}`];
    assert.deepEqual(sent(one, two, `${one} ${one}`), [
      'MASKED_SECRET_1_',
      'MASKED_SECRET_2_',
      'MASKED_SECRET_1_ MASKED_SECRET_1_',
    ]);
  });

  it('restores nothing that the code itself says', () => {
    const key = `ghp_${random(36)}`;
    const masked = maskSecrets([fileOf('const MASKED_SECRET_1_ = 1;', key)]);
    assert.equal(masked.restore('MASKED_SECRET_1_'), 'MASKED_SECRET_1_');
    assert.equal(masked.restore(masked.files[0]?.hunks[0]?.lines[1]?.text ?? ''), key);
  });

  it('gets through lines made to keep a pattern busy', () => {
    const lines = [
      'a://'.repeat(20_000),
      'password="'.repeat(20_000),
      'eyJ'.repeat(40_000),
      '='.repeat(60_000),
    ];
    assert.equal(sent(...lines).length, 4);
  });
});
