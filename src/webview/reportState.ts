import type { FromReportPage } from '../core/report/reportPage.ts';
import type { Page } from './page.ts';
import type { Filter } from './reportFilter.ts';

/** How the user has set the page. */
export interface ReportState extends Filter {
  /** So many findings of a group are drawn. */
  readonly drawn: Readonly<Record<string, number>>;
}

export type ReportPage = Page<FromReportPage, ReportState>;
