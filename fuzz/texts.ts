import * as fc from 'fast-check';

const words = [
  'const',
  'value',
  'return',
  '{',
  '}',
  '(',
  ')',
  ';',
  '=',
  '"',
  "'",
  '`',
  '\\',
  '...',
  '//',
  '/*',
  '*/',
  '#',
  '+',
  '-',
  '@@ -1,2 +1,2 @@',
  '12 |',
  'é',
  '表',
  '😀',
  '\ud800',
  '\u2028',
  '\u00a0',
  '\t',
  '',
  '  ',
];

/** A line much like code, often the same as another. */
export const line: fc.Arbitrary<string> = fc.oneof(
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...words) },
        fc.string({ unit: 'binary', maxLength: 6 }),
      ),
      {
        maxLength: 8,
      },
    )
    .map((parts) => parts.join(' ').replace(/[\r\n]/g, ' ')),
  fc.nat({ max: 50 }).map((number) => `  value${number} = call${number % 7}(name);`),
);

export const lineEnd: fc.Arbitrary<string> = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');

/** Lines with line ends of any kind between them, the last of them with or without one. */
export const code: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.tuple(line, lineEnd), { maxLength: 40 }), line)
  .map(([lines, last]) => lines.map(([text, end]) => text + end).join('') + last);

/** Where to cut a text: shares of its length. */
export const cuts: fc.Arbitrary<readonly number[]> = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  maxLength: 12,
});

/** The text (or bytes) in pieces. */
export function cutAt<T extends { readonly length: number; slice(from: number, to: number): T }>(
  whole: T,
  shares: readonly number[],
): readonly T[] {
  const places = shares.map((share) => Math.floor(share * whole.length)).toSorted((a, b) => a - b);
  return [...places, whole.length].map((end, at) => whole.slice(places[at - 1] ?? 0, end));
}

/** The text with some of it taken out, doubled, or replaced. */
export const damage: fc.Arbitrary<(text: string) => string> = fc
  .array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat({ max: 20 }),
      instead: fc.oneof(line, fc.constantFrom('"', '{', '}', '[', ']', '\\', ',', '```', '\n', '{"file":')),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map(
    (blows) => (text) =>
      blows.reduce((hit, { at, length, instead }) => {
        const from = Math.floor(at * hit.length);
        return hit.slice(0, from) + instead + hit.slice(from + length);
      }, text),
  );

/** Any value that JSON can carry, and what nobody expects among its keys. */
export const json: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 4 });
