import assert from 'node:assert/strict';
import { reviewed, testExamples, type RuleExample } from './ruleExamples.ts';

const examples: readonly RuleExample[] = [
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

describe('the rule-based stand-in, in TypeScript and JavaScript,', () => {
  testExamples('src/a.ts', examples);

  it('sees nothing in a language it has no rules for', () => {
    assert.deepEqual(reviewed('a.go', ["password := 'kT9#vLq2!x'"]), []);
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
    assert.deepEqual(reviewed('a.js', code), ['7 medium => Number.isNaN(y);']);
  });
});
