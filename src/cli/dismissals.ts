import { dismissalReasons, dismisses, tidy, type Dismissal } from '../core/findings/dismissal.ts';
import { formatDismissals } from '../core/findings/formatDismissals.ts';
import { parseDismissals } from '../core/findings/parseDismissals.ts';
import type { Finding } from '../core/finding.ts';
import type { ReviewReport } from '../core/report/reviewReport.ts';
import { readJson, writeText } from '../node/fileStore.ts';
import { oneOf } from './readOptions.ts';
import { safeLine, safePath } from './safeText.ts';
import { WrongUse } from './wrongUse.ts';

/** Relative to the root; meant to be committed. The editor reads and writes the same file. */
export const dismissalsFile = '.flashreview/dismissed.json';

/** What the team has dismissed; undefined when the file cannot be read, and must not be overwritten. */
export async function readDismissals(root: string): Promise<readonly Dismissal[] | undefined> {
  try {
    const loaded = await readJson(`${root}/${dismissalsFile}`, parseDismissals);
    if (loaded.kind === 'missing') return [];
    return loaded.kind === 'value' ? loaded.value : undefined;
  } catch {
    return undefined;
  }
}

/** The finding as it is to be shown: dismissed, held back with its kind, or as it came. */
export function judge(finding: Finding, dismissals: readonly Dismissal[]): Finding {
  const covering = dismissals.find((one) => dismisses(one, finding, today()));
  if (covering?.target.kind === 'finding') return { ...finding, state: 'dismissed' };
  if (covering?.target.kind === 'rule') {
    const detail = covering.note ?? covering.target.within;
    return { ...finding, state: 'filtered', filtered: { kind: 'dismissed-kind', detail } };
  }
  return finding;
}

/** Adds findings of a report to the team's file; gives how they read. */
export async function dismissFindings(
  root: string,
  report: ReviewReport,
  wish: {
    readonly fingerprints: readonly string[];
    readonly reason: string;
    readonly note?: string;
    readonly until?: string;
  },
): Promise<readonly string[]> {
  const reason = oneOf('--reason', wish.reason, dismissalReasons);
  const known = await readDismissals(root);
  if (known === undefined)
    throw new WrongUse(
      `${dismissalsFile} cannot be read as dismissals. Mend it first; it was left as it is.`,
    );
  const added = wish.fingerprints.map((fingerprint): Dismissal => {
    const finding = report.findings.find((one) => one.fingerprint === fingerprint);
    if (finding === undefined)
      throw new WrongUse(
        `No finding of the review of ${report.review.startedAt} has the fingerprint ${fingerprint}. Name another report with --from.`,
      );
    const { file, title } = finding;
    return {
      target: { kind: 'finding', id: fingerprint, file, title },
      reason,
      ...(wish.note === undefined ? {} : { note: wish.note }),
      on: today(),
      ...(wish.until === undefined ? {} : { until: wish.until }),
    };
  });
  try {
    await writeText(`${root}/${dismissalsFile}`, formatDismissals(tidy([...known, ...added])));
  } catch (error) {
    throw new WrongUse(`${dismissalsFile} cannot be written: ${(error as Error).message}`);
  }
  return added.map(({ target }) =>
    target.kind === 'finding' ? `${safePath(target.file)}: ${safeLine(target.title)}` : '',
  );
}

/** The local day, as dismissals name it. */
export function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
