import assert from 'node:assert/strict';
import { createSecretFinder } from '../../../../src/core/collect/findSecrets.ts';
import { isPrivateKeyFile } from '../../../../src/core/collect/privateKeys.ts';

const find = createSecretFinder();
/** What is left of a text to be sent: `%` for each secret. */
function sent(text: string): string {
  return find(text)
    .spans.toReversed()
    .reduce((left, { start, end }) => `${left.slice(0, start)}%${left.slice(end)}`, text);
}
/** Put together here, so that no scanner takes this file for one with secrets in it. */
const random = (length: number, alphabet = 'aB3dE6gH1jK9mN2pQ5sT8vW4') =>
  Array.from({ length }, (_, n) => alphabet[(n * 7 + (n >> 2)) % alphabet.length]).join('');
const hex = (length: number) => random(length, '3f9a0c7b1e5d8246');

describe('finding secrets', () => {
  for (const [name, line, secret] of [
    ['a Google API key', 'key = "%"', `AIza${random(35)}`],
    ['a Google refresh token', '"%"', `1//0${random(44)}`],
    ['an AWS access key', 'id: %', `AKIA${random(16, 'A2B3C4D5E6F7')}`],
    ['an AWS secret key', "secretAccessKey: '%',", `${random(30)}/${random(8)}+`],
    ['a key of Azure storage', 'AccountName=a;AccountKey=%;Suffix', `${random(86)}==`],
    ['a GitHub token', 'curl -H "token %"', `ghp_${random(36)}`],
    ['a GitHub token before its address', 'https://%:x-oauth-basic@github.com/', random(40)],
    ['a Slack token', '"%"', `xoxb-${random(24)}`],
    ['a Slack webhook', 'https://hooks.slack.com/services/%', `T${random(8)}/B${random(8)}/${random(24)}`],
    ['a Stripe key', "stripe('%')", `sk_live_${random(24)}`],
    ['a Twilio key', "twilio('%')", `SK${hex(32)}`],
    ['a SendGrid key', 'mail = %', `SG.${random(22)}.${random(43)}`],
    ['a key of a model provider', 'OpenAI("%")', `sk-proj-${random(40)}`],
    ['a Hugging Face token', '"%"', `hf_${random(34, 'aBcDeFgHiJ')}`],
    ['an npm token in its file', '//registry.host.dev/:_authToken=%', random(36)],
    ['a JSON web token', 'jwt=%', `eyJ${random(20)}.eyJ${random(30)}.${random(20)}`],
    ['a password in an address', 'postgres://app:%@db.example.com/x', `S3cr${random(8)}`],
    ['a password in a connection string', '"Server=a;User=b;Password=%;Pooling=true"', `aB${random(8)}`],
    ['a password for curl', 'curl -u app:% https://host.dev', `aB${random(8)}`],
    ['a password in SQL', "CREATE USER app IDENTIFIED BY '%'", `aB${random(8)}`],
    ['a bearer token', 'Authorization: Bearer %', random(40)],
    ['basic credentials', 'Authorization: Basic %', `${random(22)}==`],
    ['a password in code', 'const dbPassword = "%";', `hunter${random(6)}!`],
    ['a password with a dollar sign', "password='%'", `ab$9${random(6)}`],
    ['a typed constant', 'private apiKey: string = "%";', random(24)],
    ['a constant of Rust', 'const TOKEN: &\'static str = "%";', random(24)],
    ['a default', "process.env.API_KEY ?? '%'", random(24)],
    ['a setter', 'props.setProperty("client.secret", "%")', random(24)],
    ['a value in JSON', '  "client_secret": "%",', random(24)],
    ['a value of YAML', '  clientSecret: %', random(24)],
    ['a value of a dotenv file', 'export API_KEY=%', random(20)],
    ['a value in XML', '<password>%</password>', `hunter${random(6)}!`],
    ['an attribute in XML', '<add key="ApiSecret" value="%" />', random(24)],
    ['an argument', 'deploy --token=% --verbose', random(24)],
    ['a query', 'https://host.dev/?access_token=%&page=2', random(24)],
  ] as const) {
    it(`takes out ${name}`, () => assert.equal(sent(line.replace('%', () => secret)), line));
  }

  for (const harmless of [
    'const password = process.env.PASSWORD;',
    'const token = await getToken(request);',
    'password: "changeme"',
    'const apiKey = "your-api-key-here-123";',
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
    'postgres://app:${PASSWORD}@db/x',
    'postgres://postgres:postgres@localhost/x',
    'postgres://localhost:5432/x',
    'https://example.com:8080/a@b',
    'tokenType = "keyword.operator"',
    'const secretName = "projects/shop/secrets/database"',
    "const passwordHash = 'aB3dE6gH1jK9mN2pQ5sT8vW4';",
    'API_KEY=$OTHER_KEY',
    'API_KEY: {{ .Values.apiKey2 }}',
    'skip-this-very-long-kebab-case-name-here',
    'passwordField.label = "Password again"',
    '  password: String!',
    'filter(token__in=last_4_to_raw_token_map)',
    'tokenAlgorithm: JsonWebTokenAlgorithms.ES256',
    "Buffer.from(password, 'utf16le')",
    "'password' => 'required|min:8',",
    'Use Basic authentication for the password flow.',
    'if (text.includes("-----BEGIN PRIVATE KEY-----")) return;',
    '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----',
    'const from = "-----BEGIN PRIVATE KEY-----";\nreturn aFunctionWithAVeryLongNameIndeed(from, "-----END PRIVATE KEY-----");',
    `-----BEGIN CERTIFICATE-----\n${random(64)}\n-----END CERTIFICATE-----`,
    `integrity: sha512-${random(86)}==`,
    `commit ${hex(40)}`,
  ]) {
    it(`leaves alone: ${harmless}`, () => assert.equal(sent(harmless), harmless));
  }

  it('finds the body of a private key, however it is written down', () => {
    const body = `MII${random(61)}\n${random(64)}\n${random(20)}+`;
    const inLiteral = body.replaceAll('\n', '\\n');
    for (const [text, left] of [
      [`-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----\n`, undefined],
      [`-----BEGIN OPENSSH PRIVATE KEY-----\r\n${body}\r\n-----END OPENSSH PRIVATE KEY-----`, undefined],
      [`"-----BEGIN PRIVATE KEY-----\\n${inLiteral}\\n-----END PRIVATE KEY-----\\n"`, undefined],
      [
        `-----BEGIN EC PRIVATE KEY-----\n${body}\nconst next = 1;`,
        '-----BEGIN EC PRIVATE KEY-----\n%\nconst next = 1;',
      ],
      [
        `PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 3\n${body}\nPrivate-MAC: 00`,
        'PuTTY-User-Key-File-3: ssh-rsa\nPrivate-Lines: 3\n%\nPrivate-MAC: 00',
      ],
    ] as const) {
      assert.equal(sent(text), left ?? text.replace(body, '%').replace(inLiteral, '%'));
    }
  });

  it('knows files that are private keys, by content and by name', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${random(64)}\n-----END RSA PRIVATE KEY-----\n`;
    const certificate = `-----BEGIN CERTIFICATE-----\n${random(64)}\n-----END CERTIFICATE-----\n`;
    assert.ok(isPrivateKeyFile('-----BEGIN OPENSSH PRIVATE KEY-----\nabc'));
    assert.ok(isPrivateKeyFile('PuTTY-User-Key-File-2: ssh-rsa\n'));
    assert.ok(isPrivateKeyFile(`Bag Attributes\n  localKeyID: 01\n${certificate}${key}`));
    assert.ok(isPrivateKeyFile('whatever', 'home/.ssh/id_ed25519'));
    assert.ok(isPrivateKeyFile('whatever', 'keys/server.ppk'));
    assert.ok(!isPrivateKeyFile(certificate, 'server.pem'));
    assert.ok(!isPrivateKeyFile(`const key = \`${key}\`;\nsign(key);\n`, 'src/sign.ts'));
    assert.ok(!isPrivateKeyFile('ssh-rsa AAAA', 'home/.ssh/id_rsa.pub'));
  });

  it('sees what stands in a long line and at the ends of a text', () => {
    const key = `ghp_${random(36)}`;
    const line = `${'x = 1; '.repeat(20_000)}"${key}"${'; y = 2'.repeat(20_000)}`;
    assert.deepEqual(
      find(line).spans.map(({ start, end }) => line.slice(start, end)),
      [key],
    );
    assert.equal(sent(key), '%');
    assert.equal(sent(`${key}\n\n${key}`), '%\n\n%');
  });

  it('gets through texts made to keep a pattern busy', () => {
    for (const text of [
      'a://'.repeat(20_000),
      'password="'.repeat(20_000),
      'eyJ'.repeat(40_000),
      'token'.repeat(20_000),
      `token${' '.repeat(100_000)}`,
      'curl -u '.repeat(10_000),
      '<password'.repeat(10_000),
      '-----BEGIN PRIVATE KEY-----\n'.repeat(5_000),
      `-----BEGIN PRIVATE KEY-----\n${random(64)}\n`.repeat(1_000),
      `${'a'.repeat(40)}\n`.repeat(5_000).replaceAll('a', 'A'),
      ...['+', '/', 'a', '\\n', 'a: '].map((one) => `-----BEGIN PRIVATE KEY-----\n${one.repeat(39_000)}!`),
      ...['+', '/', 'a', '\\n', 'a: '].map((one) => `-----BEGIN PRIVATE KEY-----${one.repeat(39_000)}!`),
      '='.repeat(60_000),
    ]) {
      // A pattern that tries every pair of places would not end before the test is given up.
      find(text);
    }
  });
});
