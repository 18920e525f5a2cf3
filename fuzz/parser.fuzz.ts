import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { FindingParser, type ParsedItem } from '../src/core/parse/findingParser.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { code, cutAt, cuts, damage, json, line } from './texts.ts';

/** One element as a model writes it, every field of any type, but with a place and a claim. */
const element = fc.record(
  {
    file: fc.string({ minLength: 1, maxLength: 20 }).map((name) => `a${name}`),
    title: fc.oneof(line, fc.string()).map((title) => `t${title}`),
    line: fc.oneof(fc.integer(), json),
    endLine: fc.oneof(fc.integer(), json),
    quote: fc.oneof(code, json),
    severity: fc.oneof(fc.constantFrom('high', 'low', 'critical'), json),
    category: fc.oneof(fc.constantFrom('bug', 'security'), json),
    explanation: fc.oneof(code, json),
    confidence: fc.oneof(fc.double(), json),
    replacement: fc.oneof(code, json),
    rule: json,
    cwe: json,
  },
  { requiredKeys: ['file', 'title'], noNullPrototype: true },
);
// What JSON cannot carry is not the model's to write.
const elements = fc.array(
  element.map((value) => JSON.parse(JSON.stringify(value)) as object),
  { maxLength: 6 },
);
const indents = fc.constantFrom(0, 1, 2);
const wrapping = fc.constantFrom(
  ['', ''],
  ['```json\n', '\n```'],
  ['Here is the review:\n', '\nThat is all.'],
  ['\ufeff', ' '],
  ['<think>', '</think>'],
);

function parse(pieces: readonly string[]): readonly ParsedItem[] {
  const parser = new FindingParser();
  return [...pieces.flatMap((piece) => [...parser.push(piece)]), ...parser.end()];
}

const found = (items: readonly ParsedItem[]) => items.filter(({ kind }) => kind === 'finding');

export const target: FuzzTarget = {
  name: 'parser',
  properties: {
    'no complete finding is lost, and each comes with the piece that closes it': holds(
      fc.property(elements, indents, wrapping, cuts, (list, indent, [before = '', after = ''], shares) => {
        const parts = list.map((one) => JSON.stringify(one, null, indent));
        let text = `${before}{"findings": [`;
        const closedAt = parts.map((part, at) => {
          text += (at === 0 ? '' : ',\n') + part;
          return text.length;
        });
        text += `]}${after}`;
        const parser = new FindingParser();
        let read = 0;
        let findings = 0;
        for (const piece of cutAt(text, shares)) {
          read += piece.length;
          findings += found(parser.push(piece)).length;
          assert.equal(findings, closedAt.filter((end) => end <= read).length);
        }
        assert.equal(findings + found(parser.end()).length, list.length);
      }),
    ),
    'what is complete before a cut or damage comes all the same': holds(
      fc.property(elements, elements, damage, cuts, (whole, hurt, strike, shares) => {
        const sound = whole.map((one) => JSON.stringify(one));
        const broken = strike(`${hurt.map((one) => JSON.stringify(one)).join(',')}]}`);
        const text = `{"findings":[${sound.join(',')}${sound.length > 0 ? ',' : ''}${broken}`;
        const items = parse(cutAt(text, shares));
        assert.deepEqual(items.slice(0, whole.length), parse([`{"findings":[${sound.join(',')}]}`]));
      }),
    ),
    'any text gives the same however it is cut, and never throws': holds(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          code,
          fc.tuple(elements, damage).map(([list, strike]) => strike(JSON.stringify({ findings: list }))),
        ),
        cuts,
        (text, shares) => {
          assert.deepEqual(parse(cutAt(text, shares)), parse([text]));
        },
      ),
    ),
    'a finding holds no more than its limits, and nothing hidden': holds(
      fc.property(elements, fc.nat({ max: 12_000 }), (list, length) => {
        const long = list.map((one) => ({
          ...one,
          explanation: 'e\u202e'.repeat(length),
          title: 't\u001b'.repeat(length + 1),
        }));
        for (const item of parse([JSON.stringify({ findings: long })])) {
          assert.equal(item.kind, 'finding');
          if (item.kind !== 'finding') continue;
          const { title, explanation, confidence, quote } = item.raw;
          assert.ok(title.length <= 300 && explanation.length <= 8_000 && quote.length <= 20_000);
          assert.ok(confidence >= 0 && confidence <= 1);
          // oxlint-disable-next-line no-control-regex -- these are what is looked for
          assert.doesNotMatch(title + explanation, /[\u0000-\u0008\u001b\u202a-\u202e]/);
        }
      }),
    ),
  },
};
