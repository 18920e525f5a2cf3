import * as z from 'zod/mini';
import { dismissalReasons, tidy, type Dismissal } from './dismissal.ts';

const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const common = {
  reason: z.enum(dismissalReasons),
  note: z.exactOptional(z.string()),
  on: day,
  until: z.exactOptional(day),
};
const entry = z.union([
  z.object({ finding: z.string(), file: z.string(), title: z.string(), ...common }),
  z.object({ rule: z.string(), within: z.string(), ...common }),
]);
const file = z.object({ version: z.literal(1), dismissals: z.array(entry) });

/** Undefined when the value is not what `formatDismissals` of this version has written, or people kept to. */
export function parseDismissals(value: unknown): readonly Dismissal[] | undefined {
  const parsed = file.safeParse(value);
  if (!parsed.success) return undefined;
  return tidy(
    parsed.data.dismissals.map(({ reason, on, ...rest }): Dismissal => {
      const note = rest.note === undefined ? {} : { note: rest.note };
      const until = rest.until === undefined ? {} : { until: rest.until };
      const target =
        'rule' in rest
          ? ({ kind: 'rule', rule: rest.rule, within: rest.within } as const)
          : ({ kind: 'finding', id: rest.finding, file: rest.file, title: rest.title } as const);
      return { target, reason, ...note, on, ...until };
    }),
  );
}

/** As the file is kept: sorted, one dismissal a line, so that a team can read and merge it. */
export function formatDismissals(dismissals: readonly Dismissal[]): string {
  const lines = tidy(dismissals).map(({ target, reason, note, on, until }) =>
    JSON.stringify({
      ...(target.kind === 'rule'
        ? { rule: target.rule, within: target.within }
        : { finding: target.id, file: target.file, title: target.title }),
      reason,
      ...(note === undefined ? {} : { note }),
      on,
      ...(until === undefined ? {} : { until }),
    }),
  );
  if (lines.length === 0) return '{\n  "version": 1,\n  "dismissals": []\n}\n';
  return `{\n  "version": 1,\n  "dismissals": [\n    ${lines.join(',\n    ')}\n  ]\n}\n`;
}
