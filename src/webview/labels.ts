import * as l10n from '@vscode/l10n';
import { formatDollars } from '../core/dollars.ts';
import type { Category, Severity } from '../core/finding.ts';

export function severityLabel(severity: Severity): string {
  const labels: Record<Severity, string> = {
    critical: l10n.t('Critical'),
    high: l10n.t('High'),
    medium: l10n.t('Medium'),
    low: l10n.t('Low'),
    info: l10n.t('Info'),
  };
  return labels[severity];
}

export function categoryLabel(category: Category): string {
  const labels: Record<Category, string> = {
    bug: l10n.t('bug'),
    security: l10n.t('security'),
    performance: l10n.t('performance'),
    concurrency: l10n.t('concurrency'),
    'error-handling': l10n.t('error handling'),
    api: l10n.t('API'),
    maintainability: l10n.t('maintainability'),
    test: l10n.t('test'),
    documentation: l10n.t('documentation'),
  };
  return labels[category];
}

/** A number as the user writes it. */
export function numberLabel(value: number): string {
  return value.toLocaleString(document.documentElement.lang);
}

export function dollarLabel(dollars: number): string {
  return formatDollars(dollars, document.documentElement.lang);
}

/** A local day, `YYYY-MM-DD`, as the user writes it. */
export function dayLabel(day: string, style: 'short' | 'long'): string {
  return new Date(`${day}T12:00:00`).toLocaleDateString(
    document.documentElement.lang,
    style === 'short'
      ? { month: 'numeric', day: 'numeric' }
      : { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
  );
}

/** `ms` since 1970. */
export function whenLabel(ms: number): string {
  return new Date(ms).toLocaleString(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
}
