import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ShownReview } from '../core/history/historyPage.ts';
import { ComparisonView } from './comparisonView.tsx';
import type { Compared, HistoryPage } from './historyState.ts';
import { whenLabel } from './labels.ts';
import { SeverityCounts } from './severityBadge.tsx';

/** The reviews of the workspace, newest first; two of them can be compared. */
export function HistoryView({
  reviews,
  comparison,
  page,
}: {
  readonly reviews: readonly ShownReview[];
  readonly comparison: Compared | undefined;
  readonly page: HistoryPage;
}): VNode {
  const isKnown = (id: string): boolean => reviews.some((review) => review.id === id);
  // A hidden tab forgets what it was told, and the comparison is told on demand only.
  const [older, newer] = page.state.compared.filter(isKnown);
  useEffect(() => {
    if (comparison === undefined && older !== undefined && newer !== undefined)
      page.ask({ kind: 'compare', ids: [older, newer] });
  }, []);
  if (reviews.length === 0)
    return (
      <>
        <h1>{l10n.t('Review History')}</h1>
        <p class="empty">{l10n.t('There are no reviews yet. Each one that ends is listed here.')}</p>
      </>
    );
  const chosen = page.state.chosen.filter(isKnown);
  const [first, second] = chosen;
  return (
    <>
      <header>
        <h1>{l10n.t('Review History')}</h1>
        <div class="buttons">
          <button
            type="button"
            disabled={second === undefined}
            onClick={() => {
              if (first === undefined || second === undefined) return;
              page.keep({ compared: [first, second] });
              page.ask({ kind: 'compare', ids: [first, second] });
            }}
          >
            {l10n.t('Compare')}
          </button>
          <button type="button" class="secondary" onClick={() => page.ask({ kind: 'clear' })}>
            {l10n.t('Clear History…')}
          </button>
        </div>
        <p role="status">
          {second === undefined ? l10n.t('Choose two reviews to compare them.') : l10n.t('Two are chosen.')}
        </p>
      </header>
      <div class="scroll" tabIndex={0} role="region" aria-label={l10n.t('Reviews')}>
        <table class="reviews">
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">{l10n.t('Compare')}</span>
              </th>
              <th scope="col">{l10n.t('Review')}</th>
              <th scope="col">{l10n.t('Findings')}</th>
              <th scope="col">{l10n.t('Files')}</th>
              <th scope="col">{l10n.t('Ended')}</th>
              <th scope="col">{l10n.t('Cost')}</th>
              <th scope="col">{l10n.t('Model')}</th>
            </tr>
          </thead>
          <tbody>
            {reviews.map((review) => (
              <Row key={review.id} review={review} page={page} chosen={chosen} />
            ))}
          </tbody>
        </table>
      </div>
      {comparison !== undefined && <ComparisonView reviews={reviews} comparison={comparison} page={page} />}
    </>
  );
}

function Row({
  review,
  page,
  chosen,
}: {
  readonly review: ShownReview;
  readonly page: HistoryPage;
  readonly chosen: readonly string[];
}): VNode {
  const { id, startedMs, scope, outcome, completed, model, cost, reviewed, files, counts } = review;
  const name = `${scope}, ${whenLabel(startedMs)}`;
  const isChosen = chosen.includes(id);
  const findings = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <tr aria-selected={isChosen}>
      <td>
        <input
          type="checkbox"
          checked={isChosen}
          aria-label={l10n.t('Compare {0}', name)}
          onChange={() =>
            // The third takes the place of the first.
            page.keep({ chosen: isChosen ? chosen.filter((one) => one !== id) : [...chosen, id].slice(-2) })
          }
        />
      </td>
      <td>
        <button type="button" class="link" onClick={() => page.ask({ kind: 'open-review', id })}>
          {scope}
        </button>
        <div class="facts">{whenLabel(startedMs)}</div>
      </td>
      <td>{findings === 0 ? l10n.t('None') : <SeverityCounts counts={counts} />}</td>
      <td>{reviewed === files ? String(files) : l10n.t('{0} of {1}', reviewed, files)}</td>
      <td class={completed ? '' : 'failed'}>{outcome}</td>
      <td>{cost}</td>
      <td>{model}</td>
    </tr>
  );
}
