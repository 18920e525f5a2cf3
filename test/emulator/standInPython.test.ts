import { testExamples, type RuleExample } from './ruleExamples.ts';

const examples: readonly RuleExample[] = [
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

describe('the rule-based stand-in, in Python,', () => {
  testExamples('a.py', examples);
});
