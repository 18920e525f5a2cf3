import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { dismissalReasons, dismisses, keyOf, tidy, type Dismissal } from '../src/core/findings/dismissal.ts';
import { formatDismissals } from '../src/core/findings/formatDismissals.ts';
import { parseDismissals } from '../src/core/findings/parseDismissals.ts';
import { anyFinding } from './findings.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { damage, json } from './texts.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 });
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const dismissal: fc.Arbitrary<Dismissal> = fc
  .record(
    {
      target: fc.oneof(
        fc.record({ kind: fc.constant('finding' as const), id: text, file: text, title: text }),
        fc.record({ kind: fc.constant('rule' as const), rule: text, within: text }),
      ),
      reason: fc.constantFrom(...dismissalReasons),
      on: day,
      note: text,
      until: day,
    },
    { requiredKeys: ['target', 'reason', 'on'], noNullPrototype: true },
  )
  .map((one) => structuredClone(one) as Dismissal);
const dismissals = fc.array(dismissal, { maxLength: 8 });

export const target: FuzzTarget = {
  name: 'dismissalFile',
  properties: {
    'what is written is read back, one dismissal a line': holds(
      fc.property(dismissals, (list) => {
        const written = formatDismissals(list);
        assert.deepEqual(parseDismissals(JSON.parse(written)), tidy(list));
        const lines = written.split('\n').filter((line) => line.startsWith('    '));
        assert.equal(lines.length, new Set(list.map(keyOf)).size);
      }),
    ),
    'any other value is refused or read, and never throws': holds(
      fc.property(
        fc.oneof(
          json,
          fc.tuple(dismissals, damage).map(([list, strike]) => parsed(strike(formatDismissals(list)))),
        ),
        (value) => {
          const read = parseDismissals(value);
          if (read !== undefined) assert.deepEqual(parseDismissals(JSON.parse(formatDismissals(read))), read);
        },
      ),
    ),
    'a dismissal hides its own finding, or its kind where it says, and nothing once it is over': holds(
      fc.property(dismissal, anyFinding, (one, finding) => {
        const hides = dismisses(one, finding, '2050-01-01');
        if (one.until !== undefined && one.until < '2050-01-01') assert.equal(hides, false);
        else if (one.target.kind === 'finding') assert.equal(hides, one.target.id === finding.id);
        else if (hides) assert.equal(one.target.rule, finding.rule ?? finding.category);
      }),
    ),
  },
};

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
