import type { FromHistoryPage, ToHistoryPage } from '../core/history/historyPage.ts';
import type { Page } from './page.ts';

export interface HistoryState {
  /** Ids of reviews to be compared, at most two. */
  readonly chosen: readonly string[];
  /** Ids of the two whose comparison is on the page. */
  readonly compared: readonly string[];
}

export type HistoryPage = Page<FromHistoryPage, HistoryState>;

export type Compared = Extract<ToHistoryPage, { kind: 'comparison' }>;
