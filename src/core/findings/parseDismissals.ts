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
