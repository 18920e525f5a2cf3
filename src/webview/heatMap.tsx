import * as l10n from '@vscode/l10n';
import type { VNode } from 'preact';
import { severities } from '../core/finding.ts';
import type { ToUsagePage } from '../core/usage/usagePage.ts';
import { severityLabel } from './labels.ts';

/** Steps of colour, the strongest for the largest number. */
const steps = 5;

/** Open findings by folder and severity: a table whose cells are the more coloured the more there are. */
export function HeatMap({ folders }: Pick<ToUsagePage, 'folders'>): VNode {
  if (folders.length === 0) return <p class="empty">{l10n.t('There are no open findings.')}</p>;
  const most = Math.max(1, ...folders.flatMap(({ counts }) => Object.values(counts)));
  const step = (count: number): number => (count === 0 ? 0 : Math.ceil((count / most) * steps));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={l10n.t('Open findings by folder')}>
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">{l10n.t('Folder')}</th>
            {severities.map((severity) => (
              <th scope="col" class="number">
                {severityLabel(severity)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {folders.map(({ folder, counts }) => (
            <tr key={folder}>
              <th scope="row">{folder}</th>
              {severities.map((severity) => (
                <td class={`number heat-${step(counts[severity])}`}>{counts[severity]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
