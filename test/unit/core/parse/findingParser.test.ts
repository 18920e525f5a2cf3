import assert from 'node:assert/strict';
import { FindingParser, maxElementLength } from '../../../../src/core/parse/findingParser.ts';
import { answer, element, outline, parse } from './answers.ts';

describe('The finding parser', () => {
  it('gives every field of a finding as the model wrote it', () => {
    assert.deepEqual(parse(answer(element('src/a.ts'))), [
      {
        kind: 'finding',
        raw: {
          file: 'src/a.ts',
          line: 12,
          endLine: 13,
          quote: 'if (a["}"]) {\n\treturn "C:\\dir\\"; // {"file": 1}, ]',
          severity: 'high',
          category: 'bug',
          title: 'Größe läuft über 😀',
          explanation: 'Says "findings": [ and goes on.',
          confidence: 0.8,
          replacement: null,
          repaired: false,
        },
      },
    ]);
  });

  it('gives each finding in the push that holds its closing brace, and not before', () => {
    const text = answer(element('a'), element('b'), element('c'));
    const parser = new FindingParser();
    const at: Record<string, number> = {};
    for (let index = 0; index < text.length; index++) {
      for (const item of parser.push(text.charAt(index))) {
        assert.equal(item.kind, 'finding');
        if (item.kind === 'finding') at[item.raw.file] = index + 1;
      }
    }
    const first = '{"findings":['.length + element('a').length;
    const step = element('b').length + 1;
    assert.deepEqual(at, { a: first, b: first + step, c: first + 2 * step });
  });

  it('counts the findings and knows when the answer was closed', () => {
    const parser = new FindingParser();
    parser.push(`{"findings":[${element('a')},${element('b')}`);
    assert.deepEqual([parser.findings, parser.closed], [2, false]);
    parser.push(']');
    assert.equal(parser.closed, false);
    parser.push('}');
    assert.equal(parser.closed, true);
    assert.deepEqual(parser.end(), []);
  });

  it('gives nothing for an answer without findings', () => {
    assert.deepEqual(parse('{"findings":[]}'), []);
    assert.deepEqual(parse('```json\n{\n  "findings": [\n  ]\n}\n```\n'), []);
    assert.deepEqual(parse('[]'), []);
  });

  it('says when there is no JSON at all, with what there was instead', () => {
    const refusal = { kind: 'damaged', reason: 'no-findings', excerpt: 'I cannot review this.' };
    assert.deepEqual(parse('I cannot review this.'), [refusal]);
    assert.deepEqual(parse(''), [{ ...refusal, excerpt: '' }]);
    assert.deepEqual(outline(parse('{"error":"overloaded"}')), ['!no-findings']);
    assert.deepEqual(outline(parse('The list `[]` is what I would return, or {}.')), ['!no-findings']);
  });

  it('gives duplicates as they come', () => {
    assert.deepEqual(outline(parse(answer(element('a'), element('a')))), ['a', 'a']);
  });

  it('ignores all text after the end, even what looks like findings', () => {
    const after = `\n${answer(element('late'))} {"file":"late","title":"late"}`;
    assert.deepEqual(outline(parse(answer(element('a')) + after)), ['a']);
    assert.deepEqual(outline(parse(`[${element('a')}]${after}`)), ['a']);
    assert.deepEqual(outline(parse(`{"findings":[]}${after}`)), []);
  });

  it('refuses more text after its end', () => {
    const parser = new FindingParser();
    parser.end();
    assert.deepEqual([...parser.push(answer(element('a'))), ...parser.end()], []);
  });
});

describe('The finding parser looks past', () => {
  const cases: Readonly<Record<string, string>> = {
    'a code fence': `\`\`\`json\n${answer(element('a'))}\n\`\`\`\n`,
    'a code fence left open': `\`\`\`\n${answer(element('a'))}`,
    'a byte-order mark': `\ufeff${answer(element('a'))}`,
    'prose before and after': `Sure, here are my 2 [two] findings {so far}:\n\n${answer(element('a'))}\n\nThat's "all".`,
    'prose with an example of an empty answer': `I return {"findings": []} if all is well. ${answer(element('a'))}`,
    'prose with another object': `With {"strict": true} I see this: ${answer(element('a'))}`,
    'an array instead of the object': `[\n${element('a')}\n]`,
    'an array in a fence after prose': `Here:\n\`\`\`json\n[ ${element('a')} ]\n\`\`\``,
    'an array whose elements begin with another key': `[{"id":1,${element('a').slice(1)}]`,
    'a single finding without a list': element('a'),
    'an object around the object': `{"review":{"status":"ok","findings":[${element('a')}]}}`,
    'other keys before and after': `{"summary":"x","n":[1,{"title":"t"}],"findings":[${element('a')}],"file":{"b":[]}}`,
    'the word in a value': `{"kind":"findings","findings":[${element('a')}]}`,
    'the key in a value': `{"note":"the \\"findings\\": [ {\\"file\\": ","note2":"or 'findings': [","findings":[${element('a')}]}`,
    'an object that begins like a finding before the list': `{"x":{"file":"no","title":"no"},"findings":[${element('a')}]}`,
    'odd white space': ` \r\n{ "findings"\t:\r\n [\n\n${element('a')}\n , ] \n}\n`,
    'stray commas': `{"findings":[,${element('a')},,]}`,
  };
  for (const [what, text] of Object.entries(cases)) {
    it(what, () => assert.deepEqual(outline(parse(text)), ['a']));
  }

  it('line ends between findings without a list', () => {
    assert.deepEqual(outline(parse(`${element('a')}\n${element('b')}\n`)), ['a', 'b']);
  });
});

describe('The finding parser at the end of a cut text', () => {
  it('gives exactly the findings that were closed, wherever the text is cut', () => {
    const [a, b] = [element('a'), element('b')];
    const text = answer(a, b);
    const endOfA = '{"findings":['.length + a.length;
    const endOfB = endOfA + 1 + b.length;
    for (let length = 0; length <= text.length; length++) {
      const expected = length >= endOfB ? ['a', 'b'] : length >= endOfA ? ['a'] : [];
      const found = outline(parse(text.slice(0, length))).filter((word) => !word.startsWith('!'));
      assert.deepEqual(found, expected, `cut at ${length}`);
    }
  });

  it('reports what is cut off, and nothing once the list was closed', () => {
    const text = answer(element('a'), element('b'));
    for (let length = 1; length <= text.length; length++) {
      const reports = outline(parse(text.slice(0, length))).filter((word) => word.startsWith('!'));
      assert.deepEqual(reports, length >= text.length - 1 ? [] : ['!truncated'], `cut at ${length}`);
    }
  });

  it('shows the beginning of the element that was cut', () => {
    const [, cut] = parse(answer(element('a'), element('b')).slice(0, -20));
    assert.deepEqual(cut, {
      kind: 'damaged',
      reason: 'truncated',
      excerpt: element('b').slice(0, 200),
    });
  });

  it('cuts no character of an excerpt in half', () => {
    const text = `{"findings":[{"file":"${'x'.repeat(190)}😀`;
    const [cut] = parse(text.slice(0, -1));
    assert.ok(cut?.kind === 'damaged' && cut.excerpt.isWellFormed());
  });
});

/** An element of exactly `length`. */
function exact(length: number): string {
  const short = element('long', { explanation: '' });
  return element('long', { explanation: 'x'.repeat(length - short.length) });
}

describe('The finding parser and long elements', () => {
  it('takes an element as long as the limit', () => {
    assert.deepEqual(outline(parse(answer(exact(maxElementLength), element('b')))), ['long', 'b']);
  });

  it('skips one that is longer, and only that', () => {
    const text = answer(element('a'), exact(maxElementLength + 1), element('b'));
    assert.deepEqual(outline(parse(text)), ['a', '!too-long', 'b']);
    assert.deepEqual(outline(parse(...(text.match(/[^]{1,977}/g) ?? []))), ['a', '!too-long', 'b']);
  });

  it('finds the next element when the long one is damaged too', () => {
    const broken = exact(maxElementLength + 500).replace('x","confidence"', 'x,"confidence"');
    assert.deepEqual(outline(parse(answer(broken, element('b')))), ['!too-long', 'b']);
  });

  it('finds the next element when the limit falls into its first key', () => {
    const start = '{"file":"long","title":"';
    for (let inKey = 0; inKey < 12; inKey++) {
      const broken = `${start}${'x'.repeat(maxElementLength - start.length - '},'.length - inKey)}}`;
      const words = outline(parse(answer(broken, element('b'))));
      assert.deepEqual(words.slice(1), ['b'], `after ${inKey} characters of it`);
    }
  });
});
