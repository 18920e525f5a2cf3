import type { Usage } from '../core/modelClient.ts';
import { UsageFiles } from '../node/usageFiles.ts';
import { today } from './dismissals.ts';
import { dollars } from './dollars.ts';
import { usageFolder } from './keptState.ts';
import { safeText } from './safeText.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Adds what a review used to the ledger of this user's command line. Rejects when the disk refuses. */
export async function keepUsage(
  environment: Environment,
  used: {
    readonly kind: string;
    readonly model: string;
    readonly requests: number;
    readonly usage: Usage;
    /** Dollars; undefined when the price is not known. */
    readonly cost: number | undefined;
  },
): Promise<void> {
  const files = new UsageFiles(usageFolder(environment));
  const { kind, model, requests, usage, cost } = used;
  const unpriced = cost === undefined ? requests : 0;
  await files.add({ day: today(), model, kind, requests, usage, dollars: cost ?? 0, unpriced });
}

/** What reviews have used, newest day first, as a table. */
export async function usageTable(environment: Environment): Promise<string> {
  const entries = await new UsageFiles(usageFolder(environment)).read();
  if (entries.length === 0) return 'No review from this command line has used anything yet.\n';
  const rows = entries
    .toReversed()
    .map(({ day, model, kind, requests, usage, dollars: cost, unpriced }) => [
      day,
      safeText(model),
      kind,
      String(requests),
      String(usage.input),
      String(usage.cachedInput),
      String(usage.output + usage.thoughts),
      dollars(cost) + (unpriced > 0 ? ` + ${unpriced} unpriced` : ''),
    ]);
  return table([['Day', 'Model', 'Review', 'Requests', 'Input', 'Cached', 'Output', 'Cost'], ...rows]);
}

/** Columns beside each other, the first line being the heads. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
