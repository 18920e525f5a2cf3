import * as z from 'zod/mini';
import { toUsagePage, type FromUsagePage, type ToUsagePage } from '../core/usage/usagePage.ts';
import { openPage } from './page.ts';
import { groupings, measures } from './usageSeries.ts';
import { periods, UsageView, type UsageState } from './usageView.tsx';

openPage<ToUsagePage, ToUsagePage, FromUsagePage, UsageState>({
  to: toUsagePage,
  state: z.object({ days: z.literal(periods), measure: z.enum(measures), grouping: z.enum(groupings) }),
  initial: { days: 30, measure: 'cost', grouping: 'kind' },
  take: (message) => message,
  view: (told, page) => <UsageView told={told} page={page} />,
});
