import { seededRandom } from './seededRandom.ts';

/** A made-up secret in a line of some language, in a file that bears its name. */
export interface SecretCase {
  readonly kind: string;
  readonly path: string;
  readonly text: string;
  /** What must not be sent; it stands in the text once. */
  readonly secret: string;
}

type Draw = (length: number) => string;

interface Alphabets {
  readonly base62: Draw;
  readonly base64: Draw;
  readonly url: Draw;
  readonly hex: Draw;
  readonly upper: Draw;
  readonly lower: Draw;
  readonly letters: Draw;
  readonly digits: Draw;
  readonly pick: (choices: readonly string[]) => string;
}

/** Where a token that its issuer marks is found; `%` is the token. */
const anywhere: readonly (readonly [path: string, line: string])[] = [
  ['src/client.ts', "const client = new Client('%', { retries: 3 });"],
  ['src/Settings.java', '  private static final String VALUE = "%";'],
  ['app/config.py', 'CONFIG = {"value": "%", "timeout": 10}'],
  ['.env', 'SERVICE_VALUE=%'],
  ['deploy/values.yaml', '  value: %'],
  ['config.json', '    "value": "%",'],
  ['main.go', 'req.URL = "https://api.host.dev/v1/items?auth=%&page=2"'],
  ['ci.sh', 'curl -s -H "Authorization: Bearer %" https://api.host.dev/v1/items'],
  ['README.md', 'Run it with `%` as the argument.'],
  ['Program.cs', 'var client = new Client(@"%");'],
  ['lib.rs', 'let client = Client::new("%".to_string());'],
  ['page.php', "$client = new Client(['value' => '%']);"],
];

/** Where a value is known for a secret by its name alone. */
const named: readonly (readonly [path: string, line: string])[] = [
  ['src/client.ts', "const apiKey = '%';"],
  ['src/client.ts', '  private readonly clientSecret: string = "%";'],
  ['src/client.js', "const token = process.env.TOKEN || '%';"],
  ['src/client.js', "  headers: { 'X-Api-Key': '%' },"],
  ['Settings.java', '  private static final String SECRET_KEY = "%";'],
  ['Settings.java', '    props.setProperty("api.secret", "%");'],
  ['app/config.py', 'ACCESS_TOKEN = "%"'],
  ['app/config.py', '    key = os.environ.get("API_KEY", "%")'],
  ['main.go', 'apiKey := "%"'],
  ['lib.rs', 'const AUTH_TOKEN: &str = "%";'],
  ['page.php', "    'secret' => '%',"],
  ['app.rb', 'config.secret_key = "%"'],
  ['.env', 'APP_SECRET=%'],
  ['.env', "export API_TOKEN='%'"],
  ['values.yaml', '  clientSecret: %'],
  ['values.yaml', '  accessToken: "%"  # rotated in May'],
  ['config.json', '    "refresh_token": "%",'],
  ['app.ini', 'secret_key = %'],
  ['ci.sh', 'curl -H "X-Auth-Token: %" https://api.host.dev/items'],
  ['ci.sh', 'deploy --token=% --verbose'],
  ['main.go', 'url := "https://api.host.dev/items?access_token=%&page=2"'],
  ['app.config', '    <add key="ApiSecret" value="%" />'],
  ['main.tf', '  client_secret = "%"'],
  ['Dockerfile', 'ENV API_KEY=%'],
];

const passwords: readonly (readonly [path: string, line: string])[] = [
  ['src/db.ts', "  password: '%',"],
  ['src/db.ts', 'const dbPassword = "%";'],
  ['Db.java', '    dataSource.setProperty("password", "%");'],
  ['db.py', "connect(host='db', user='app', password='%')"],
  ['db.go', 'Password:   "%",'],
  ['.env', 'DB_PASSWORD=%'],
  ['values.yaml', '  password: "%"'],
  ['config.json', '  "dbPassword": "%",'],
  ['application.properties', 'spring.datasource.password=%'],
  ['web.config', '"Server=db;Database=shop;User Id=app;Password=%;Encrypt=true"'],
  ['create.sql', "CREATE USER app IDENTIFIED BY '%';"],
  ['settings.xml', '    <password>%</password>'],
];

const addresses: readonly (readonly [path: string, line: string])[] = [
  ['.env', 'DATABASE_URL=postgres://app:%@db.host.dev:5432/shop'],
  ['src/db.ts', "const uri = 'mongodb+srv://app:%@cluster0.host.dev/shop?retryWrites=true';"],
  ['db.py', 'create_engine("mysql+pymysql://app:%@10.0.0.4/shop")'],
  ['cache.go', 'redis.ParseURL("redis://:%@cache.host.dev:6379/0")'],
  ['values.yaml', '  broker: amqp://app:%@mq.host.dev:5672'],
  ['ci.sh', 'git clone https://app:%@git.host.dev/shop.git'],
];

function put(...parts: readonly string[]): string {
  return parts.join('');
}

function kindsOf(of: Alphabets): Readonly<Record<string, () => string>> {
  const { base62, base64, url, hex, upper, lower, letters, digits, pick } = of;
  const part = () => put('eyJ', url(30));
  return {
    // Prefixes are put together, so that no scanner takes this file for one with secrets in it.
    'google-api-key': () => put('AI', 'za', url(35)),
    'google-oauth': () => pick([put('ya29', '.', url(60)), put('GOC', 'SPX-', url(28))]),
    'aws-access-key': () => put(pick(['AK', 'AS']), 'IA', upper(16)),
    'azure-client-secret': () => put(base62(3), '8', 'Q~', base62(34)),
    'github-token': () =>
      pick([
        put('gh', pick(['p', 'o', 'u', 's', 'r']), '_', base62(36)),
        put('github_', 'pat_', base62(22), '_', base62(59)),
      ]),
    'gitlab-token': () => put('gl', pick(['pat', 'dt', 'rt', 'ptt']), '-', url(20)),
    slack: () => put('xo', pick(['xb', 'xp']), '-', digits(12), '-', digits(12), '-', base62(24)),
    'slack-webhook': () =>
      put('https://hooks.slack', '.com/services/', 'T', upper(9), '/B', upper(9), '/', base62(24)),
    'discord-webhook': () => put('https://discord', '.com/api/webhooks/', digits(18), '/', url(68)),
    telegram: () => put(digits(10), ':A', 'A', url(33)),
    stripe: () =>
      put(
        pick(['sk', 'rk']),
        '_',
        pick(['live', 'test']),
        '_',
        base62(pick(['24', '99']) === '24' ? 24 : 99),
      ),
    'stripe-webhook': () => put('wh', 'sec_', base62(32)),
    square: () => put('sq', '0csp', '-', url(43)),
    twilio: () => put('S', 'K', hex(32)),
    sendgrid: () => put('S', 'G.', url(22), '.', url(43)),
    mailgun: () => put('ke', 'y-', hex(32)),
    mailchimp: () => put(hex(32), '-u', 's', pick(['1', '6', '14', '21'])),
    openai: () =>
      pick([
        put('s', 'k-', base62(20), 'T3Blbk', 'FJ', base62(20)),
        put('s', 'k-proj-', url(74), 'T3Blbk', 'FJ', url(74)),
      ]),
    anthropic: () => put('s', 'k-ant-', 'api03-', url(93), 'AA'),
    huggingface: () => put('h', 'f_', letters(34)),
    groq: () => put('gs', 'k_', base62(52)),
    npm: () => put('np', 'm_', base62(36)),
    pypi: () => put('py', 'pi-', 'AgEIcHlwaS5vcmc', url(120)),
    rubygems: () => put('ruby', 'gems_', hex(48)),
    digitalocean: () => put('do', pick(['p', 'o', 'r']), '_v1_', hex(64)),
    vault: () => put('hv', 's.', url(95)),
    shopify: () => put('shp', pick(['at', 'ca', 'pa', 'ss']), '_', hex(32)),
    linear: () => put('lin', '_api_', base62(40)),
    notion: () => put('nt', 'n_', digits(11), base62(35)),
    figma: () => put('fi', 'gd_', url(44)),
    databricks: () => put('da', 'pi', hex(32)),
    docker: () => put('dckr', '_pat_', url(27)),
    grafana: () => put('gl', 'sa_', base62(32), '_', hex(8)),
    tailscale: () => put('tskey', '-auth-', base62(17), '-', base62(32)),
    vercel: () => put('vc', pick(['p', 'k', 'i', 'a', 'r']), '_', base62(56)),
    cloudflare: () => put('cf', pick(['k', 'ut', 'at']), '_', base62(40), hex(8)),
    jwt: () => put(part(), '.', part(), url(40), '.', url(43)),
    'aws-secret-key': () => base64(40),
    'azure-storage': () => put(base64(86), '=='),
    'generic base62': () => base62(32),
    'generic hex': () => hex(pick(['32', '40', '64']) === '32' ? 32 : 40),
    'generic base36': () => put(lower(16), digits(2), lower(10)),
    'generic base64': () => put(base64(43), '='),
    'generic uuid': () => put(hex(8), '-', hex(4), '-4', hex(3), '-a', hex(3), '-', hex(12)),
    password: () => put(letters(5), pick(['!', '#', '$', '_']), digits(3), letters(4)),
    'password of a word': () =>
      put(pick(['Winter', 'Sesame', 'harbour', 'Monday']), digits(4), pick(['!', '?', '#', '@'])),
    'connection-string': () => put(letters(5), digits(3), letters(4)),
    bearer: () => url(48),
    basic: () => put(base62(19), '1'),
    'private-key': () => put('MII', base64(61)),
  };
}

const linesOf: Readonly<Record<string, readonly (readonly [path: string, line: string])[]>> = {
  'aws-secret-key': [
    ['.aws/credentials', 'aws_secret_access_key = %'],
    ['.env', 'AWS_SECRET_ACCESS_KEY=%'],
    ['main.tf', '  secret_key = "%"'],
    ['src/s3.ts', "    secretAccessKey: '%',"],
    ['s3.py', "client('s3', aws_secret_access_key='%')"],
    ['config.json', '  "SecretAccessKey": "%",'],
  ],
  'azure-storage': [
    [
      '.env',
      'CONNECTION=DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=%;EndpointSuffix=core.windows.net',
    ],
    [
      'appsettings.json',
      '"Bus": "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=%"',
    ],
  ],
  'generic base62': named,
  'generic hex': named,
  'generic base36': named,
  'generic base64': named,
  'generic uuid': named.filter(([, line]) => /secret/i.test(line)),
  password: passwords,
  'password of a word': passwords,
  'connection-string': addresses,
  bearer: [
    ['ci.sh', 'curl -H "Authorization: Bearer %" https://api.host.dev'],
    ['src/client.ts', "  headers: { Authorization: 'Bearer %' },"],
    ['calls.http', 'Authorization: Bearer %'],
    ['client.py', 'headers = {"Authorization": f"Bearer %"}'],
  ],
  basic: [
    ['ci.sh', 'curl -H "Authorization: Basic %" https://api.host.dev'],
    ['src/client.ts', "  headers: { Authorization: 'Basic %' },"],
    ['calls.http', 'Authorization: Basic %'],
  ],
  'private-key': [
    [
      'deploy.yaml',
      '  key: |\n    -----BEGIN RSA PRIVATE KEY-----\n    %\n    -----END RSA PRIVATE KEY-----\n',
    ],
    ['src/sign.ts', 'const pem = `-----BEGIN PRIVATE KEY-----\n%\n-----END PRIVATE KEY-----`;'],
    ['account.json', '"private_key": "-----BEGIN PRIVATE KEY-----\\n%\\n-----END PRIVATE KEY-----\\n",'],
    ['Sign.java', '  "-----BEGIN EC PRIVATE KEY-----\\n" +\n  "%\\n" +\n  "-----END EC PRIVATE KEY-----"'],
    [
      'notes.txt',
      'host key:\n---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n%\n---- END SSH2 ENCRYPTED PRIVATE KEY ----',
    ],
    ['keys.txt', 'Private-Lines: 1\n%\nPrivate-MAC: 0'],
  ].map(
    ([path = '', text = '']) =>
      [path, path === 'keys.txt' ? `PuTTY-User-Key-File-3: ssh-rsa\n${text}` : text] as const,
  ),
};

/** `perKind` made-up secrets of every kind, in the places of its sort in turn. */
export function makeSecretCases(seed: number, perKind: number): readonly SecretCase[] {
  const random = seededRandom(seed);
  const from =
    (alphabet: string): Draw =>
    (length) =>
      Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const small = 'abcdefghijklmnopqrstuvwxyz';
  const big = small.toUpperCase();
  const numbers = '0123456789';
  const kinds = kindsOf({
    base62: from(small + big + numbers),
    base64: from(`${small}${big}${numbers}+/`),
    url: from(`${small}${big}${numbers}_-`),
    hex: from(`${numbers}abcdef`),
    upper: from(`${big}234567`),
    lower: from(small + numbers),
    letters: from(small + big),
    digits: from(numbers),
    pick: (choices) => choices[Math.floor(random() * choices.length)] ?? '',
  });
  return Object.entries(kinds).flatMap(([kind, make]) => {
    const lines = linesOf[kind] ?? anywhere;
    return Array.from({ length: perKind }, (_, index) => {
      const [path, line] = lines[index % lines.length] ?? ['', ''];
      const secret = make();
      const text = `// before\n${line.replace('%', () => secret)}\nafter();\n`;
      return { kind, path, text, secret };
    });
  });
}
