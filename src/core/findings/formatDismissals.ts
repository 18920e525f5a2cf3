import { tidy, type Dismissal } from './dismissal.ts';

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
