import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import type { ShownReport } from '../core/report/reportPage.ts';
import type { ReportPage } from './reportState.ts';

type Covered = ShownReport['coverage'][number];

/** More rows are drawn on each wish. */
const firstRows = 200;

/** Every file of the scope and what became of it; those that were not read come first. */
export function CoverageView({
  coverage,
  page,
}: {
  readonly coverage: readonly Covered[];
  readonly page: ReportPage;
}): VNode {
  const order: readonly Covered['state'][] = ['not-reviewed', 'partly', 'skipped', 'reviewed'];
  const rows = coverage
    .map((file, at) => ({ ...file, at }))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const drawn = page.state.drawn['coverage'] ?? firstRows;
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage">
        {l10n.t('Coverage')} <span class="count">{coverage.length}</span>
      </h2>
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="coverage">
        <table>
          <thead>
            <tr>
              <th scope="col">{l10n.t('File')}</th>
              <th scope="col">{l10n.t('State')}</th>
              <th scope="col">{l10n.t('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, drawn).map(({ file, state, why, canOpen, at }) => (
              <tr key={at}>
                <td>
                  {canOpen ? (
                    <button type="button" class="link" onClick={() => page.ask({ kind: 'open-file', at })}>
                      {file}
                    </button>
                  ) : (
                    file
                  )}
                </td>
                <td>{stateLabel(state)}</td>
                <td>{why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > drawn && (
        <button
          type="button"
          class="secondary"
          onClick={() => page.keep({ drawn: { ...page.state.drawn, coverage: drawn + 1_000 } })}
        >
          {l10n.t('Show more of {0}', rows.length - drawn)}
        </button>
      )}
    </section>
  );
}

function stateLabel(state: Covered['state']): string {
  return {
    reviewed: l10n.t('Reviewed'),
    partly: l10n.t('In part'),
    skipped: l10n.t('Left out'),
    'not-reviewed': l10n.t('Not reviewed'),
  }[state];
}
