import * as fc from 'fast-check';
import {
  categories,
  findingStates,
  noAnchorReasons,
  severities,
  type Finding,
  type Range,
} from '../src/core/finding.ts';

export function findingAt(range: Range): Finding {
  return {
    id: 'f',
    file: { root: '/w', path: 'a.ts' },
    anchor: { kind: 'exact', range },
    quote: '',
    severity: 'low',
    category: 'bug',
    title: 't',
    explanation: '',
    confidence: 0.5,
    state: 'open',
    reviewId: 'r',
  };
}

const position = fc.record({ line: fc.nat({ max: 1_000 }), character: fc.nat({ max: 200 }) });
const range = fc.record({ start: position, end: position });
const text = fc.string({ unit: 'binary', maxLength: 20 });
const fix = fc.record({
  edits: fc.array(fc.record({ range, before: text, after: text }), { maxLength: 3 }),
  automatic: fc.boolean(),
});
const anchor = fc.oneof(
  fc.record({ kind: fc.constant('exact' as const), range }),
  fc.record({ kind: fc.constant('line-only' as const), range }),
  fc.record({
    kind: fc.constant('relocated' as const),
    range,
    similarity: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('none' as const), reason: fc.constantFrom(...noAnchorReasons) }),
);

/** Any finding that a store may hold. */
export const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    id: fc.string({ minLength: 1 }),
    file: fc.record({ root: fc.constantFrom('/w', '/v'), path: fc.string({ minLength: 1 }) }),
    anchor,
    quote: text,
    severity: fc.constantFrom(...severities),
    category: fc.constantFrom(...categories),
    title: text,
    explanation: text,
    // Minus zero is written as zero.
    confidence: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs),
    state: fc.constantFrom(...findingStates),
    reviewId: text,
  })
  .chain((base) =>
    fc
      .record(
        {
          fix,
          rule: text,
          modelVersion: text,
          verification: fc.constantFrom('confirmed' as const, 'unresolved' as const),
          cwe: fc.nat(),
          origin: fc.record({ textId: text, range }),
        },
        { requiredKeys: [], noNullPrototype: true },
      )
      .map((more): Finding => structuredClone({ ...base, ...more }) as Finding),
  );
