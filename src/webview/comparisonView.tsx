import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import { comparedGroups, type ComparedGroup, type ShownReview } from '../core/history/historyPage.ts';
import type { Compared, HistoryPage } from './historyState.ts';
import { whenLabel } from './labels.ts';
import { ProseLine } from './proseView.tsx';
import { SeverityBadge } from './severityBadge.tsx';

/** What became of the findings of one review in a later one. */
export function ComparisonView({
  comparison,
  reviews,
  page,
}: {
  readonly comparison: Compared;
  readonly reviews: readonly ShownReview[];
  readonly page: HistoryPage;
}): VNode {
  const name = (id: string): string => {
    const review = reviews.find((one) => one.id === id);
    return review === undefined ? id : `${review.scope} (${whenLabel(review.startedMs)})`;
  };
  return (
    <section aria-labelledby="comparison" aria-live="polite">
      <h2 id="comparison">{l10n.t('From {0} to {1}', name(comparison.older), name(comparison.newer))}</h2>
      {comparedGroups.map((group) => (
        <section aria-labelledby={`compared-${group}`}>
          <h3 id={`compared-${group}`}>
            {groupLabel(group)} <span class="count">{comparison.groups[group].length}</span>
          </h3>
          {group === 'unknown' && comparison.groups[group].length > 0 && (
            <p class="facts">
              {l10n.t('The later review is not known to have read their code, so they may still be there.')}
            </p>
          )}
          <ul class="compared">
            {comparison.groups[group].map(({ severity, title, file, line }, at) => (
              <li>
                <SeverityBadge severity={severity} />
                <ProseLine text={title} />
                <button
                  type="button"
                  class="link"
                  onClick={() => page.ask({ kind: 'open-finding', group, at })}
                >
                  {line === undefined ? file : `${file}:${line}`}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function groupLabel(group: ComparedGroup): string {
  return {
    added: l10n.t('New'),
    open: l10n.t('Still open'),
    fixed: l10n.t('Fixed'),
    unknown: l10n.t('Not found again'),
  }[group];
}
