import * as z from 'zod/mini';
import {
  toHistoryPage,
  type FromHistoryPage,
  type ShownReview,
  type ToHistoryPage,
} from '../core/history/historyPage.ts';
import type { Compared, HistoryState } from './historyState.ts';
import { HistoryView } from './historyView.tsx';
import { openPage } from './page.ts';

interface Told {
  readonly reviews: readonly ShownReview[];
  readonly comparison?: Compared;
}

openPage<ToHistoryPage, Told, FromHistoryPage, HistoryState>({
  to: toHistoryPage,
  state: z.object({ chosen: z.array(z.string()), compared: z._default(z.array(z.string()), []) }),
  initial: { chosen: [], compared: [] },
  take: (message, before) => {
    if (message.kind === 'comparison') return { reviews: before?.reviews ?? [], comparison: message };
    const { reviews } = message;
    const isKnown = (id: string | undefined): boolean => reviews.some((review) => review.id === id);
    const { comparison } = before ?? {};
    // A review that is gone from the history is compared with nothing.
    return comparison !== undefined && isKnown(comparison.older) && isKnown(comparison.newer)
      ? { reviews, comparison }
      : { reviews };
  },
  view: ({ reviews, comparison }, page) => (
    <HistoryView reviews={reviews} comparison={comparison} page={page} />
  ),
});
