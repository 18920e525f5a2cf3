/** What the scripted model says of the sample project's `src/cart.ts`, as it stands on the wire. */
export const offByOne = JSON.stringify({
  file: 'src/cart.ts',
  line: 8,
  endLine: 8,
  quote: '  for (let index = 0; index <= items.length; index++) {',
  severity: 'high',
  category: 'bug',
  title: 'The last step reads past the end and throws',
  explanation: 'With one item, index 1 is undefined, and reading its price throws a TypeError.',
  confidence: 0.95,
  replacement: '  for (let index = 0; index < items.length; index++) {',
});

export const nonNull = JSON.stringify({
  file: 'src/cart.ts',
  line: 9,
  endLine: 9,
  quote: '    sum += items[index]!.price;',
  severity: 'medium',
  category: 'error-handling',
  title: 'A missing item is hidden from the compiler',
  explanation: 'With a sparse list the assertion hides the undefined.',
  confidence: 0.6,
  replacement: null,
});

/** The same with a fix. */
export const fixableNonNull = nonNull.replace(
  '"replacement":null',
  `"replacement":${JSON.stringify('    sum += items[index]?.price ?? 0;')}`,
);

/** Of the sample project's `src/discount.ts`. */
export const percentAsShare = JSON.stringify({
  file: 'src/discount.ts',
  line: 2,
  endLine: 2,
  quote: '  return price - price * percent;',
  severity: 'high',
  category: 'bug',
  title: 'Ten percent takes off ten times the price',
  explanation: 'The percentage is not divided by a hundred.',
  confidence: 0.9,
  replacement: null,
});

export const listOf = (...findings: readonly string[]): string => `{"findings":[${findings.join(',')}]}`;
