import assert from 'node:assert/strict';
import { FindingParser } from '../../../../src/core/parse/findingParser.ts';
import { element } from './answers.ts';

const measured = ['charCodeAt', 'indexOf', 'includes', 'slice', 'replace'] as const;

/**
 * How many characters are looked at or copied while `text` is parsed in pieces of `length`: each call that reads
 * one counts 1, each that searches or copies counts what it passes over.
 */
function work(text: string, length: number): number {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
  // The parser takes plain strings, so only their own methods can be counted.
  const strings: object = String.prototype;
  const originals = measured.map((name) => [name, Object.getOwnPropertyDescriptor(strings, name)] as const);
  const parseJson = JSON.parse;
  let steps = 0;
  const count = (name: (typeof measured)[number], original: (...args: unknown[]) => unknown) =>
    function counted(this: string, ...args: unknown[]): unknown {
      const result = original.apply(this, args);
      if (name === 'charCodeAt') steps++;
      else if (typeof result === 'string') steps += result.length;
      else if (name === 'includes') steps += this.length;
      else steps += (result === -1 ? this.length : Number(result)) - Number(args[1] ?? 0);
      return result;
    };
  try {
    for (const [name, descriptor] of originals) {
      const original = descriptor?.value as (...args: unknown[]) => unknown;
      Object.defineProperty(strings, name, { ...descriptor, value: count(name, original) });
    }
    JSON.parse = (json: string) => {
      steps += json.length;
      return parseJson(json) as unknown;
    };
    const parser = new FindingParser();
    for (const piece of pieces) parser.push(piece);
    parser.end();
  } finally {
    JSON.parse = parseJson;
    for (const [name, descriptor] of originals) {
      if (descriptor !== undefined) Object.defineProperty(strings, name, descriptor);
    }
  }
  return steps;
}

const texts: Readonly<Record<string, (length: number) => string>> = {
  'a sound answer': (length) => `{"findings":[${repeat(`${element('a')},`, length)}`,
  'prose without end': (length) => repeat('The {list} of ["findings": ] is "long". ', length),
  'a key without end before the findings': (length) => `{"notes":"${repeat('and \\"so\\" on {', length)}`,
  'white space without end': (length) => `{"findings":[{"file"${repeat(' \n', length)}`,
  'a string without end': (length) => `{"findings":[{"file":"${repeat('x\\\\', length)}`,
  'backslashes without end': (length) => `{"findings":[{"file":"${repeat('\\', length)}`,
  'escaped quotes without end': (length) => `{"findings":[{"file":"${repeat('\\"', length)}`,
  'elements that are never closed': (length) => `{"findings":[${repeat('{"file":"a","title":"b",', length)}`,
  'elements within elements': (length) => `{"findings":[${repeat('{"file":', length)}`,
  'lists within lists': (length) => `{"findings":[{"x":${repeat('[', length)}`,
  'closing braces': (length) => `{"findings":[${repeat('}', length)}`,
  'broken elements': (length) => `{"findings":[${repeat('{"file":"a"b}', length)}`,
  'elements to repair': (length) => `{"findings":[${repeat('{"file":"a\\d","title":"b\n",},', length)}`,
  'text between elements': (length) => `{"findings":[${repeat('{"file":"a","title":"b"} x', length)}`,
  'key after key': (length) => `{"findings":[x${repeat('{"file"{"', length)}`,
};

function repeat(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length));
}

describe('The work of the finding parser grows no faster than the text, for', () => {
  for (const [what, make] of Object.entries(texts)) {
    it(what, () => {
      for (const piece of [3, 1_000, Number.POSITIVE_INFINITY]) {
        const [once, fourTimes] = [work(make(20_000), piece), work(make(80_000), piece)];
        assert.ok(once >= 20_000 - 4_096, `only ${once} steps were counted`);
        assert.ok(fourTimes < 4.4 * once, `${fourTimes} steps against ${once} in pieces of ${piece}`);
        assert.ok(fourTimes < 50 * 80_000, `${fourTimes} steps in pieces of ${piece}`);
      }
    });
  }
});
