import assert from 'node:assert/strict';
import { answer, cutAtRandom, element, outline, parse, seededRandom } from './answers.ts';

const whole = element('x');

/** What models get wrong within one element, and what becomes of it. */
const damages: Readonly<Record<string, { readonly text: string; readonly becomes: string }>> = {
  'a raw line feed in a string': { text: whole.replace('\\n', '\n'), becomes: 'x~' },
  'a raw tab in a string': { text: whole.replace('\\t', '\t'), becomes: 'x~' },
  'an escape that does not exist': { text: whole.replace('Says', 'Says \\d+\\s'), becomes: 'x~' },
  'a broken unicode escape': { text: whole.replace('Says', '\\u12 and \\uZZZZ'), becomes: 'x~' },
  'a backslash before a raw line feed': { text: whole.replace('Says', '\\\n'), becomes: 'x~' },
  'a trailing comma': { text: `${whole.slice(0, -1)} ,\n}`, becomes: 'x~' },
  'a missing comma': { text: whole.replace(',"severity"', ' "severity"'), becomes: '!not-json' },
  'a missing comma after a number': { text: whole.replace('12,', '12 '), becomes: '!not-json' },
  'a missing colon': { text: whole.replace('"severity":', '"severity"'), becomes: '!not-json' },
  'single quotes': { text: whole.replaceAll('"', "'"), becomes: '!not-json' },
  'an unquoted first key': { text: whole.replace('"file"', 'file'), becomes: '!not-json' },
  'an unquoted key': { text: whole.replace('"severity"', 'severity'), becomes: '!not-json' },
  'a missing closing quote': { text: whole.replace('high"', 'high'), becomes: '!not-json' },
  'a missing opening quote': { text: whole.replace('"high', 'high'), becomes: '!not-json' },
  'a missing closing quote of a key': { text: whole.replace('category"', 'category'), becomes: '!not-json' },
  'a missing opening quote of a key': { text: whole.replace('"category', 'category'), becomes: '!not-json' },
  'a missing closing quote at the very end': {
    text: element('x', { replacement: 'new' }).replace('new"}', 'new}'),
    becomes: '!not-json',
  },
  'a doubled quote': { text: whole.replace('high"', 'high""'), becomes: '!not-json' },
  'quotes without escapes': { text: whole.replace('Says', 'print("hi")'), becomes: '!not-json' },
  'braces in quotes without escapes': { text: whole.replace('Says', 'x = {"a": "}"}'), becomes: '!not-json' },
  'quotes without escapes around a closing brace': {
    text: whole.replace('if (a', 'f("}", a'),
    becomes: '!wrong-shape',
  },
  'a bare quote, and code that looks like an element': {
    text: whole.replace('Says', "\" { file: 1 } or {'line': 2}"),
    becomes: '!not-json',
  },
  'a backslash that hides a closing quote': { text: whole.replace('high"', 'high\\"'), becomes: '!not-json' },
  'no closing brace': { text: whole.slice(0, -1), becomes: '!not-json' },
  'no opening brace': { text: whole.slice(1), becomes: '!not-json' },
  'an opening brace too many': { text: `{${whole}`, becomes: '!not-json x' },
  'a closing brace too many': { text: `${whole}}`, becomes: 'x' },
  'a bracket that is never closed': { text: whole.replace('12,', '[12,'), becomes: '!not-json' },
  'a wrong closing bracket': { text: `${whole.slice(0, -1)}]`, becomes: '!not-json' },
  'a word instead': { text: 'null', becomes: '!not-json' },
  'a string instead': { text: '"no more findings"', becomes: '!not-json' },
  'an object without a place': { text: '{"title":"t"}', becomes: '!wrong-shape' },
  'an empty object': { text: '{}', becomes: '!wrong-shape' },
};

describe('Damage within one element costs no other:', () => {
  for (const [what, { text, becomes }] of Object.entries(damages)) {
    it(what, () => {
      const expected = becomes.split(' ');
      assert.deepEqual(outline(parse(answer(element('a'), text, element('b')))), ['a', ...expected, 'b']);
      assert.deepEqual(
        outline(parse(answer(text, element('b')))),
        [...expected, 'b'],
        'in the first element',
      );
    });
  }

  it('two kinds of damage side by side', () => {
    const { text: quote } = damages['a missing closing quote'] ?? assert.fail();
    const { text: single } = damages['single quotes'] ?? assert.fail();
    assert.deepEqual(outline(parse(answer(element('a'), quote, single, single, quote, element('b')))), [
      'a',
      '!not-json',
      '!not-json',
      '!not-json',
      '!not-json',
      'b',
    ]);
  });

  it('a bracket that closes the list too early', () => {
    assert.deepEqual(outline(parse(answer(element('a') + ']', element('b')))), ['a', 'b']);
  });

  it('a comment between two elements', () => {
    const text = answer(element('a'), ` // the next one is {worse}\n${element('b')}`);
    assert.deepEqual(outline(parse(text)), ['a', '!not-json', 'b']);
  });
});

describe('A repaired finding', () => {
  it('keeps what the model meant', () => {
    const text = answer(
      '{"file":"a.ts","line":3,"quote":"/\\d+\\.\\w/\n\tx","title":"t\\"","explanation":"e",}',
    );
    const [item] = parse(text);
    assert.ok(item?.kind === 'finding');
    assert.equal(item.raw.quote, '/\\d+\\.\\w/\n\tx');
    assert.equal(item.raw.title, 't"');
    assert.equal(item.raw.repaired, true);
  });

  it('keeps commas and brackets in its strings', () => {
    const [item] = parse(answer('{"file":"a.ts","title":"f(a,)","explanation":"[1,]  {2 , }","x":[1,],}'));
    assert.ok(item?.kind === 'finding');
    assert.equal(item.raw.title, 'f(a,)');
    assert.equal(item.raw.explanation, '[1,]  {2 , }');
  });
});

describe('Random damage', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('of the known kinds costs only the elements it is in, however the text is cut', () => {
    const random = seededRandom(42);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] ?? assert.fail();
    const kinds = Object.keys(damages);
    for (let round = 0; round < 2_000; round++) {
      const chosen = names.map((name) => (random() < 0.4 ? pick(kinds) : name));
      const text = answer(...chosen.map((name) => damages[name]?.text ?? element(name)));
      const items = parse(text);
      const kept = outline(items).filter((word) => names.includes(word));
      assert.deepEqual(
        kept,
        chosen.filter((name) => names.includes(name)),
        chosen.join(' | '),
      );
      assert.deepEqual(parse(...cutAtRandom(text, 9, random)), items, chosen.join(' | '));
    }
  });

  it('of any kind is never thrown at the caller and costs no element that was closed before', () => {
    const random = seededRandom(7);
    const noise = [
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      "'",
      '\n',
      'x',
      '\ud83d',
      '\0',
      '```',
      '{"file":',
      '',
    ];
    const elements = names.map((name) => element(name));
    const text = answer(...elements);
    for (let round = 0; round < 3_000; round++) {
      const first = Math.floor(random() * text.length);
      let damaged = text;
      for (let count = 0; count < 1 + random() * 4; count++) {
        const at = first + Math.floor(random() * (damaged.length - first));
        const insert = noise[Math.floor(random() * noise.length)] ?? '';
        damaged = damaged.slice(0, at) + insert + damaged.slice(at + Math.floor(random() * 3));
      }
      const items = parse(damaged);
      let end = '{"findings":['.length - 1;
      const before = names.filter((_, index) => (end += (elements[index] ?? '').length + 1) <= first);
      assert.deepEqual(outline(items).slice(0, before.length), before, damaged);
      assert.deepEqual(parse(...cutAtRandom(damaged, 9, random)), items, damaged);
    }
  });

  it('of one character costs at most the element it is in', () => {
    const elements = names.map((name) => element(name));
    const text = answer(...elements);
    const start = '{"findings":['.length;
    const step = (elements[0] ?? '').length + 1;
    for (let at = start; at < text.length - 2; at++) {
      const hit = Math.floor((at - start) / step);
      const others = names.filter((_, index) => index !== hit);
      for (const insert of ['', '"', '\\', '{', '}', '[', ',', ':', 'x', '\n']) {
        const damaged = text.slice(0, at) + insert + text.slice(at + 1);
        const found = outline(parse(damaged));
        assert.deepEqual(
          found.filter((name) => others.includes(name)),
          others,
          `${at} ${insert}: ${damaged}`,
        );
      }
    }
  });
});
