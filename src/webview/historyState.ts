import type { FromHistoryPage, ToHistoryPage } from '../core/history/historyPage.ts';
import type { Page } from './page.ts';

export interface HistoryState {
  /** Ids of reviews to be compared, at most two. */
  readonly chosen: readonly string[];
}

export type HistoryPage = Page<FromHistoryPage, HistoryState>;

export type Compared = Extract<ToHistoryPage, { kind: 'comparison' }>;
