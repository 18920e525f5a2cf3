import * as l10n from '@vscode/l10n';
import type { ComponentChildren, VNode } from 'preact';
import type { FromUsagePage, ToUsagePage } from '../core/usage/usagePage.ts';
import { BarChart } from './barChart.tsx';
import { HeatMap } from './heatMap.tsx';
import { dollarLabel, numberLabel } from './labels.ts';
import type { Page } from './page.ts';
import {
  cacheSeries,
  daysUpTo,
  groupings,
  measures,
  seriesOf,
  totalsOf,
  type Grouping,
  type Measure,
} from './usageSeries.ts';

export interface UsageState {
  readonly days: number;
  readonly measure: Measure;
  readonly grouping: Grouping;
}

export type UsagePage = Page<FromUsagePage, UsageState>;

export const periods = [7, 30, 90] as const;

/** What was used and spent, and where findings are. */
export function UsageView({ told, page }: { readonly told: ToUsagePage; readonly page: UsagePage }): VNode {
  const { entries, folders } = told;
  const { measure, grouping } = page.state;
  const days = daysUpTo(told.today, page.state.days);
  const format = measure === 'cost' ? dollarLabel : numberLabel;
  const series = seriesOf(entries, days, measure, grouping, l10n.t('Other')).map((one) => ({
    ...one,
    label: grouping === 'kind' ? kindLabel(one.label) : one.label,
  }));
  const { cached, fresh } = cacheSeries(entries, days);
  return (
    <>
      <h1>{l10n.t('Usage')}</h1>
      <Tiles told={told} days={days} page={page} />
      <div class="choices">
        <Choice
          name="days"
          label={l10n.t('Period')}
          options={periods.map((count) => [count, l10n.t('{0} days', count)])}
          value={page.state.days}
          choose={(value) => page.keep({ days: value })}
        />
        <Choice
          name="measure"
          label={l10n.t('Show')}
          options={measures.map((one) => [one, one === 'cost' ? l10n.t('Cost') : l10n.t('Tokens')])}
          value={measure}
          choose={(value) => page.keep({ measure: value })}
        />
        <Choice
          name="grouping"
          label={l10n.t('By')}
          options={groupings.map((one) => [one, one === 'kind' ? l10n.t('Kind of review') : l10n.t('Model')])}
          value={grouping}
          choose={(value) => page.keep({ grouping: value })}
        />
      </div>
      <Section title={measure === 'cost' ? l10n.t('Cost per day') : l10n.t('Tokens per day')}>
        {series.length === 0 ? (
          <p class="empty">
            {fresh.some((value) => value > 0)
              ? l10n.t('No price is known of what was used in this period.')
              : l10n.t('Nothing was used in this period.')}
          </p>
        ) : (
          <BarChart
            title={measure === 'cost' ? l10n.t('Cost per day') : l10n.t('Tokens per day')}
            days={days}
            series={series}
            format={format}
          />
        )}
      </Section>
      <Section title={l10n.t('Input from the cache')}>
        {fresh.every((value) => value === 0) ? (
          <p class="empty">{l10n.t('Nothing was used in this period.')}</p>
        ) : (
          <BarChart
            title={l10n.t('Input tokens per day')}
            days={days}
            series={[
              { label: l10n.t('New'), values: fresh },
              { label: l10n.t('From the cache'), values: cached },
            ]}
            format={numberLabel}
          />
        )}
      </Section>
      <Section title={l10n.t('Open findings by folder')}>
        <HeatMap folders={folders} />
      </Section>
      <p class="facts">
        {l10n.t(
          'Tokens as the services counted them; prices per million tokens from the settings or built in.',
        )}
      </p>
    </>
  );
}

function Tiles({
  told,
  days,
  page,
}: {
  readonly told: ToUsagePage;
  readonly days: readonly string[];
  readonly page: UsagePage;
}): VNode {
  const today = totalsOf(told.entries, [told.today]);
  const period = totalsOf(told.entries, days);
  const share = period.input === 0 ? 0 : period.cachedInput / period.input;
  const { budget } = told;
  return (
    <dl class="tiles">
      <Tile label={l10n.t('Today')} value={dollarLabel(today.dollars)}>
        {budget === null ? (
          <button
            type="button"
            class="link"
            onClick={() => page.ask({ kind: 'setting', name: 'dailyBudget' })}
          >
            {l10n.t('Set a daily budget')}
          </button>
        ) : (
          <>
            <meter
              min={0}
              max={Math.max(budget, today.dollars, Number.MIN_VALUE)}
              value={today.dollars}
              aria-label={l10n.t('Spent of the daily budget')}
            />
            <span>
              {l10n.t(
                '{0} of {1} left',
                dollarLabel(Math.max(0, budget - today.dollars)),
                dollarLabel(budget),
              )}
            </span>
          </>
        )}
      </Tile>
      <Tile label={l10n.t('{0} days', days.length)} value={dollarLabel(period.dollars)}>
        {period.unpriced > 0 && (
          <button type="button" class="link" onClick={() => page.ask({ kind: 'setting', name: 'prices' })}>
            {l10n.t('{0} requests without a known price', period.unpriced)}
          </button>
        )}
      </Tile>
      <Tile label={l10n.t('Requests')} value={numberLabel(period.requests)} />
      <Tile label={l10n.t('Input tokens')} value={numberLabel(period.input)}>
        <span>{l10n.t('{0} % from the cache', Math.round(share * 100))}</span>
      </Tile>
      <Tile label={l10n.t('Output tokens')} value={numberLabel(period.output)} />
    </dl>
  );
}

function Tile({
  label,
  value,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly children?: ComponentChildren;
}): VNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
      {children !== undefined && children !== false && <dd class="facts">{children}</dd>}
    </div>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Choice<Value extends string | number>({
  name,
  label,
  options,
  value,
  choose,
}: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
}): VNode {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(([one, text]) => (
        <label>
          <input type="radio" name={name} checked={one === value} onChange={() => choose(one)} />
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Of a `Scope`, or what else was asked. */
function kindLabel(kind: string): string {
  const labels: Readonly<Record<string, string>> = {
    'working-changes': l10n.t('Working changes'),
    staged: l10n.t('Staged changes'),
    unstaged: l10n.t('Unstaged changes'),
    branch: l10n.t('Branch'),
    commit: l10n.t('Commit'),
    range: l10n.t('Range of commits'),
    files: l10n.t('Files'),
    selection: l10n.t('Selection'),
    folder: l10n.t('Folder'),
    repository: l10n.t('Whole repository'),
    'saved-file': l10n.t('On save'),
    recheck: l10n.t('Checked again'),
    fix: l10n.t('Fixes asked for'),
    batch: l10n.t('Batches'),
    cache: l10n.t('Stored at the service'),
  };
  return labels[kind] ?? kind;
}
