import * as z from 'zod/mini';
import { severities } from '../core/finding.ts';
import { toReportPage, type FromReportPage, type ToReportPage } from '../core/report/reportPage.ts';
import { openPage } from './page.ts';
import type { ReportState } from './reportState.ts';
import { ReportView } from './reportView.tsx';

openPage<ToReportPage, ToReportPage, FromReportPage, ReportState>({
  to: toReportPage,
  state: z.object({
    off: z.array(z.enum(severities)),
    text: z.string(),
    drawn: z.record(z.string(), z.number()),
  }),
  initial: { off: [], text: '', drawn: {} },
  take: (message) => message,
  view: (told, page) =>
    told.kind === 'none' ? (
      <p class="empty">{told.sentence}</p>
    ) : (
      <ReportView report={told.report} page={page} />
    ),
});
