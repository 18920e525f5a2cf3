import type { VNode } from 'preact';
import { severities, type Severity } from '../core/finding.ts';
import { severityLabel } from './labels.ts';

export function SeverityBadge({ severity }: { readonly severity: Severity }): VNode {
  return <span class={`badge severity-${severity}`}>{severityLabel(severity)}</span>;
}

/** `1 High 2 Low`, nothing for none. */
export function SeverityCounts({ counts }: { readonly counts: Readonly<Record<Severity, number>> }): VNode {
  return (
    <span class="counts">
      {severities
        .filter((severity) => counts[severity] > 0)
        .map((severity) => (
          <span class={`badge severity-${severity}`}>
            {counts[severity]} {severityLabel(severity)}
          </span>
        ))}
    </span>
  );
}
