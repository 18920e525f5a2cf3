import assert from 'node:assert/strict';
import { FindingParser } from '../../../../src/core/parse/findingParser.ts';
import { answer, cutAtRandom, element, outline, parse, seededRandom } from './answers.ts';

/** Small, with an escape, a surrogate pair, a unicode escape, and all that may stand around the list. */
const small = (file: string) =>
  `{"file":"${file}","quote":"\\"}\\\\","title":"\\u00e9😀","confidence":"70%"}`;

const documents: Readonly<Record<string, string>> = {
  'a plain answer': answer(small('a'), small('b')),
  'a fenced answer amid prose': `\ufeffSo [here]:\n\`\`\`json\n{"n":"\\"findings\\":[","findings": [\n${small('a')}\n]}\n\`\`\`\nBye {"file":"z"}.`,
  'an array': `[${small('a')} ,\n${small('b')}]`,
  'findings without a list': `${small('a')}\n${small('b')}`,
  'a missing quote': answer(small('a').replace('70%"', '70%'), small('b')),
  'a missing brace': answer(small('a').slice(0, -1), small('b')),
  'single quotes': answer(small('a'), small('b').replaceAll('"', "'"), small('c')),
  'something to repair': answer(small('a').replace('\\\\', '\\d\n'), `${small('b').slice(0, -1)},}`),
  'text between elements': answer(small('a'), 'null', small('b')),
  'an answer that is cut off': answer(small('a'), small('b')).slice(0, -20),
  'no JSON': 'The "findings": none [at] {all}.',
};

describe('What the finding parser gives does not depend on where the text is cut:', () => {
  for (const [what, text] of Object.entries(documents)) {
    it(`${what}, in every three pieces`, () => {
      const whole = parse(text);
      assert.ok(whole.length > 0);
      for (let first = 0; first <= text.length; first++) {
        for (let second = first; second <= text.length; second++) {
          const items = parse(text.slice(0, first), text.slice(first, second), text.slice(second));
          assert.deepEqual(items, whole, `cut at ${first} and ${second}`);
        }
      }
    });

    it(`${what}, unit by unit`, () => {
      assert.deepEqual(parse(...text.split('')), parse(text));
    });
  }

  it('a long answer, at random', () => {
    const random = seededRandom(1);
    const text = `\`\`\`json\n${answer(...Array.from({ length: 40 }, (_, index) => element(`f${index}.ts`)))}\n\`\`\``;
    const whole = parse(text);
    assert.equal(whole.length, 40);
    for (const longest of [1, 2, 8, 50, 400, 5_000]) {
      for (let round = 0; round < 20; round++) {
        assert.deepEqual(parse(...cutAtRandom(text, longest, random)), whole);
      }
    }
  });

  it('each finding comes with its closing brace even when the text before it was damaged', () => {
    const broken = small('x').replace('70%"', '70%');
    const text = answer(small('a'), broken, small('b'), small('c'));
    for (let at = 1; at < text.length; at++) {
      const parser = new FindingParser();
      const early = outline(parser.push(text.slice(0, at)));
      const closed = ['a', 'b', 'c'].filter((file) => text.indexOf(small(file)) + small(file).length <= at);
      assert.deepEqual(
        early.filter((word) => !word.startsWith('!')),
        closed,
        `cut at ${at}`,
      );
    }
  });
});
