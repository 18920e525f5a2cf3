import * as z from 'zod/mini';
import type { Dismissal } from '../core/findings/dismissal.ts';
import { parseDismissals } from '../core/findings/parseDismissals.ts';
import type { DismissalsByRoot } from './privateDismissals.ts';

const file = z.object({ version: z.literal(1), roots: z.record(z.string(), z.unknown()) });

/** Undefined when the value is not what `PrivateDismissals` of this version has written. */
export function parsePrivateDismissals(value: unknown): DismissalsByRoot | undefined {
  const parsed = file.safeParse(value);
  if (!parsed.success) return undefined;
  const roots = new Map<string, readonly Dismissal[]>();
  for (const [root, listed] of Object.entries(parsed.data.roots)) {
    const list = parseDismissals(listed);
    if (list === undefined) return undefined;
    roots.set(root, list);
  }
  return roots;
}
