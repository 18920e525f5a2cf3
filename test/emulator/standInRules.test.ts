import assert from 'node:assert/strict';
import { wholeFile } from './promptText.ts';
import { reviewByRules } from './standInReviewer.ts';

/** `line severity`, and the fix when there is one, for code that is all new. */
function review(path: string, code: readonly string[]): readonly string[] {
  return reviewByRules(wholeFile(path, code.join('\n'), '+')).map(({ line, severity, replacement }) =>
    replacement === null ? `${line} ${severity}` : `${line} ${severity} => ${replacement}`,
  );
}

interface Example {
  readonly rule: string;
  readonly bad: readonly string[];
  readonly found: string;
  /** Code that looks like it and is in order. */
  readonly good: readonly (readonly string[])[];
}

const javaScript: readonly Example[] = [
  {
    rule: 'a comparison with NaN',
    bad: ['if (total.sum !== NaN) send();'],
    found: '1 medium => if (!Number.isNaN(total.sum)) send();',
    good: [['if (Number.isNaN(total)) stop();'], ['// total === NaN never holds'], ["log('x === NaN');"]],
  },
  {
    rule: 'a loop past the end of an array',
    bad: ['for (let i = 0; i <= xs.length; i++) {', '  sum += xs[i].price;', '}'],
    found: '1 high => for (let i = 0; i < xs.length; i++) {',
    good: [
      ['for (let i = 0; i < xs.length; i++) {', '  sum += xs[i];', '}'],
      ['for (let i = 0; i <= xs.length; i++) {', '  starts.push(xs.slice(0, i));', '}'],
      ['for (let i = 0; i <= xs.length; i++) {', '  sum += xs[i]?.price ?? 0;', '}'],
    ],
  },
  {
    rule: 'an assignment in a condition',
    bad: ["if (order.status = 'paid') {", '  ship(order);', '}'],
    found: "1 high => if (order.status === 'paid') {",
    good: [
      ["if (order.status === 'paid') ship(order);"],
      ['if (a >= b) swap();'],
      ['if (find((x) => x)) go();'],
      ['if ((match = next())) use(match);'],
    ],
  },
  {
    rule: 'a number that was parsed and not checked',
    bad: ['function f(text) {', '  const count = parseInt(text, 10);', '  return count * 3;', '}'],
    found: '2 medium',
    good: [
      ['const count = parseInt(text, 10);', 'if (Number.isNaN(count)) stop();', 'use(count * 3);'],
      ['const count = parseInt(text, 10);', 'if (count > 0) use(count * 3);'],
      ['const count = parseInt(text, 10) || 1;', 'use(count * 3);'],
      ['const count = parseInt(text, 10);', 'show(count);'],
    ],
  },
  {
    rule: 'euros times a hundred',
    bad: ['const cents = item.price * 100;'],
    found: '1 medium => const cents = Math.round(item.price * 100);',
    good: [
      ['const cents = Math.round(item.price * 100);'],
      ['const percent = (part / total) * 100;'],
      ['const share = total * 1000;'],
    ],
  },
  {
    rule: 'numbers sorted as text',
    bad: ['const totals: number[] = load();', 'totals.sort();'],
    found: '2 medium => totals.sort((a, b) => a - b);',
    good: [
      ['const totals: number[] = load();', 'totals.sort((a, b) => a - b);'],
      ['const names: string[] = load();', 'names.sort();'],
      ['return Object.keys(all).sort();'],
      ['return all.map((one) => one.name).sort();'],
    ],
  },
  {
    rule: 'a trace from debugging',
    bad: ["  console.log('DEBUG cart', cart);"],
    found: '1 info',
    good: [["console.log('Listening on 8080');"], ["// console.log('DEBUG')"]],
  },
  {
    rule: 'SQL from a template',
    bad: ["const q = 'SELECT 1 FROM t WHERE id = $1';", 'db.query(`SELECT * FROM t WHERE id = ${id}`);'],
    found: "2 critical => db.query('SELECT * FROM t WHERE id = $1', [id]);",
    good: [
      ['db.query(sql`SELECT * FROM t WHERE id = ${id}`);'],
      ["db.query('SELECT * FROM t WHERE id = $1', [id]);"],
      ['db.query(`SELECT * FROM ${table}`);'],
      ['// db.query(`SELECT * FROM t WHERE id = ${id}`);'],
      ['show(`Select the day: ${day}`);'],
    ],
  },
  {
    rule: 'SQL from a template over several lines',
    bad: ['db.query(`', '  SELECT * FROM t', "  WHERE name LIKE '%${name}%'", '`);'],
    found: '1 critical',
    good: [['db.query(`', '  SELECT * FROM t', '  WHERE name = $1', '`, [name]);']],
  },
  {
    rule: 'SQL put together with +',
    bad: ['db.query("DELETE FROM t WHERE name = \'" + name + "\'");'],
    found: '1 critical',
    good: [["db.query('SELECT * FROM t ' + 'ORDER BY id');"], ["db.query('SELECT * FROM ' + table);"]],
  },
  {
    rule: 'text that is run',
    bad: ['const result = eval(request.query.formula);'],
    found: '1 critical',
    good: [
      ["eval('1 + 1');"],
      ['parser.eval(request.body);'],
      ['retrieval(request.body);'],
      ["log('eval(input)');"],
    ],
  },
  {
    rule: 'a token from Math.random',
    bad: ['const resetToken = Math.random().toString(36).slice(2);'],
    found: '1 high => const resetToken = crypto.randomUUID();',
    good: [['const delay = Math.random() * 100;'], ['const token = crypto.randomUUID();']],
  },
  {
    rule: 'forEach with an async callback',
    bad: ['async function f(xs) {', '  xs.forEach(async (x) => {', '    await save(x);', '  });', '}'],
    found: '2 high =>   for (const x of xs) {\n    await save(x);\n  }',
    good: [
      ['for (const x of xs) {', '  await save(x);', '}'],
      ['await Promise.all(xs.map(async (x) => {', '  await save(x);', '}));'],
    ],
  },
  {
    rule: 'a forgotten await',
    bad: ['async function save() {}', 'async function f() {', '  save();', '  reply(200);', '}'],
    found: '3 high =>   await save();',
    good: [
      ['async function save() {}', 'async function f() {', '  await save();', '}'],
      ['async function save() {}', 'async function f() {', '  void save();', '}'],
      ['async function save() {}', 'async function f() {', '  save().catch(log);', '}'],
      [
        'async function save() {}',
        'async function f() {',
        '  await Promise.all([',
        '    save(),',
        '    save()',
        '  ]);',
        '}',
      ],
      ['async function save() {}', 'function f() {', '  save();', '}'],
      ['function save() {}', 'async function f() {', '  save();', '}'],
    ],
  },
  {
    rule: 'a response that is read before it is there',
    bad: ['async function f(url) {', '  const answer = fetch(url);', '  return answer.ok;', '}'],
    found: '2 high =>   const answer = await fetch(url);',
    good: [['async function f(url) {', '  const answer = fetch(url);', '  return (await answer).ok;', '}']],
  },
  {
    rule: 'an error that is swallowed',
    bad: ['try {', '  load();', '} catch (error) {', '}'],
    found: '3 medium',
    good: [
      ['try {', '  load();', '} catch (error) {', '  log(error);', '}'],
      ['try {', '  load();', '} catch {', '  // No file yet: the first start.', '}'],
    ],
  },
  {
    rule: 'a body that may not be JSON',
    bad: ['function f(request) {', '  return JSON.parse(request.body).id;', '}'],
    found: '2 medium',
    good: [
      [
        'function f(request) {',
        '  try {',
        '    return JSON.parse(request.body).id;',
        '  } catch {',
        '    return 0;',
        '  }',
        '}',
      ],
      ['function f() {', '  return JSON.parse(template);', '}'],
    ],
  },
  {
    rule: 'a secret in the code',
    bad: ["const smtpPassword = 'kT9#vLq2!x';"],
    found: '1 high',
    good: [
      ["const tokenHeader = 'X-Auth9-Token';"],
      ["const password = 'your-Password-1';"],
      ["const token = 'session-token';"],
      ["const tokenUrl = 'https://Login.example/v1';"],
    ],
  },
];

const python: readonly Example[] = [
  {
    rule: 'a default that calls share',
    bad: ['def add(item, items: list[str] = []):', '    items.append(item)', '    return items'],
    found:
      '1 high => def add(item, items: list[str] | None = None):\n    if items is None:\n        items = []',
    good: [
      ['def add(item, items=None):', '    items = items or []', '    items.append(item)'],
      ['def show(items=[]):', '    for item in items:', '        print(item)'],
      ['def load(path, cache={}):', '    cache[path] = 1'],
    ],
  },
  {
    rule: 'a range past the end',
    bad: ['for i in range(len(rows) + 1):', '    print(rows[i])'],
    found: '1 high => for i in range(len(rows)):',
    good: [
      ['for i in range(len(rows) + 1):', '    print(rows[:i])'],
      ['for i in range(len(rows)):', '    print(rows[i])'],
    ],
  },
  {
    rule: 'a dict that changes while it is read',
    bad: ['for key in totals:', '    if totals[key] == 0:', '        del totals[key]'],
    found: '1 high => for key in list(totals):',
    good: [
      ['for key in list(totals):', '    del totals[key]'],
      ['for key in totals:', '    if key == wanted:', '        del totals[key]', '        break'],
    ],
  },
  {
    rule: 'an error that is swallowed',
    bad: ['try:', '    load()', 'except:', '    pass'],
    found: '3 medium',
    good: [
      ['try:', '    load()', 'except FileNotFoundError:', '    pass'],
      ['try:', '    load()', 'except Exception:', '    pass  # best effort'],
      ['try:', '    load()', 'except Exception as error:', '    log(error)'],
    ],
  },
  {
    rule: 'a comparison with None',
    bad: ['if user == None:', '    stop()'],
    found: '1 low => if user is None:',
    good: [['if user is None:', '    stop()'], ["print('x == None')"]],
  },
  {
    rule: 'the identity of a literal',
    bad: ["if status is 'paid':", '    ship()'],
    found: "1 medium => if status == 'paid':",
    good: [
      ["if status == 'paid':", '    ship()'],
      ['if done is True:', '    ship()'],
    ],
  },
  {
    rule: 'a file that stays open',
    bad: ['import json', 'def load(path):', '    goals = json.load(open(path))', '    return goals'],
    found: '3 low =>     with open(path) as file:\n        goals = json.load(file)',
    good: [
      ['with open(path) as file:', '    goals = json.load(file)'],
      [
        'def load(path):',
        '    file = open(path)',
        '    try:',
        '        return file.read()',
        '    finally:',
        '        file.close()',
      ],
      ['def load(path):', '    return Reader(open(path))'],
    ],
  },
  {
    rule: 'a request without a time limit',
    bad: ["answer = requests.get('https://example.org')"],
    found: "1 medium => answer = requests.get('https://example.org', timeout=30)",
    good: [
      ["answer = requests.get('https://example.org', timeout=5)"],
      ['answer = requests.get(url, **options)'],
    ],
  },
  {
    rule: 'a shell command from text',
    bad: ['subprocess.run(f"tar czf {target} logs", shell=True)'],
    found: '1 critical => subprocess.run(["tar", "czf", target, "logs"])',
    good: [
      ['subprocess.run(["tar", "czf", target, "logs"])'],
      ['subprocess.run("make clean", shell=True)'],
      ['# os.system(f"rm {path}")'],
    ],
  },
  {
    rule: 'a shell command that needs its shell',
    bad: ['os.system(f"sort {path} | uniq > {target}")'],
    found: '1 critical',
    good: [['os.system("clear")']],
  },
  {
    rule: 'SQL from text',
    bad: ['import sqlite3', 'db.execute(f"SELECT * FROM t WHERE name = \'{name}\'")'],
    found: '2 critical => db.execute("SELECT * FROM t WHERE name = ?", (name,))',
    good: [
      ['db.execute("SELECT * FROM t WHERE name = ?", (name,))'],
      ['db.execute(f"SELECT * FROM {table}")'],
      ['db.execute("SELECT * FROM t WHERE name = %s", (name,))'],
    ],
  },
  {
    rule: 'SQL with the % operator',
    bad: ['db.execute("SELECT * FROM t WHERE name = \'%s\'" % name)'],
    found: '1 critical',
    good: [],
  },
  {
    rule: 'text that is run',
    bad: ['print(eval(user_input))'],
    found: '1 critical',
    good: [['ast.literal_eval(user_input)'], ['model.eval()'], ['eval(compiled)']],
  },
  {
    rule: 'unsafe YAML',
    bad: ['config = yaml.load(text)'],
    found: '1 critical => config = yaml.safe_load(text)',
    good: [['config = yaml.safe_load(text)'], ['config = yaml.load(text, Loader=yaml.SafeLoader)']],
  },
];

describe('the rule-based stand-in', () => {
  for (const [path, examples] of [
    ['src/a.ts', javaScript],
    ['a.py', python],
  ] as const) {
    for (const { rule, bad, found, good } of examples) {
      it(`finds ${rule} in ${path}, and not what only looks like it`, () => {
        assert.deepEqual(review(path, bad), [found]);
        for (const code of good) assert.deepEqual(review(path, code), [], code.join('\n'));
      });
    }
  }

  it('sees nothing in a language it has no rules for', () => {
    assert.deepEqual(review('a.go', ["password := 'kT9#vLq2!x'"]), []);
  });

  it('is not led astray by an apostrophe, a regular expression or a comment left open', () => {
    const code = [
      "// it's",
      'const quote = /[\'"]/;',
      'const rest = a / b;',
      '/* open',
      'x === NaN',
      '*/',
      'y === NaN;',
    ];
    assert.deepEqual(review('a.js', code), ['7 medium => Number.isNaN(y);']);
  });
});
