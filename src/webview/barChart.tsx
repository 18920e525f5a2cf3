import * as l10n from '@vscode/l10n';
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dayLabel } from './labels.ts';
import { onThemeChange, readThemeColors } from './themeColors.ts';
import type { Series } from './usageSeries.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

export interface BarChartProps {
  readonly title: string;
  readonly days: readonly string[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
}

/**
 * Stacked bars, a day each. The picture can be walked through with the arrow keys, and the same numbers stand in a
 * table behind it.
 */
export function BarChart({ title, days, series, format }: BarChartProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart<'bar'>>(undefined);
  const [at, setAt] = useState<number>();
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    if (canvas.current === null) return undefined;
    const drawn = drawChart(canvas.current, { title, days, series, format });
    chart.current = drawn;
    return () => drawn.destroy();
  }, [JSON.stringify([days, series]), title, theme]);
  useEffect(() => onThemeChange(() => setTheme((before) => before + 1)), []);
  const walk = (event: KeyboardEvent): void => {
    const next = stepped(event.key, at, days.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    const elements = series.map((_, datasetIndex) => ({ datasetIndex, index: next }));
    chart.current?.setActiveElements(elements);
    chart.current?.tooltip?.setActiveElements(elements, { x: 0, y: 0 });
    chart.current?.update('none');
  };
  return (
    <figure>
      <div class="chart">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={l10n.t('{0}. Arrow keys go from day to day; a table follows.', title)}
          onKeyDown={walk}
        />
      </div>
      <p class="hidden" role="status">
        {at === undefined ? '' : describe(at, days, series, format)}
      </p>
      <details>
        <summary>{l10n.t('{0} as a table', title)}</summary>
        <SeriesTable title={title} days={days} series={series} format={format} />
      </details>
    </figure>
  );
}

function SeriesTable({ title, days, series, format }: BarChartProps): VNode {
  const used = days
    .map((day, index) => ({ day, index }))
    .filter(({ index }) => series.some(({ values }) => (values[index] ?? 0) > 0));
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={title}>
      <table>
        <caption class="hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{l10n.t('Day')}</th>
            {series.map(({ label }) => (
              <th scope="col" class="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.toReversed().map(({ day, index }) => (
            <tr>
              <th scope="row">{dayLabel(day, 'long')}</th>
              {series.map(({ values }) => (
                <td class="number">{format(values[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Colours are fixed when a chart is made: another theme needs another chart. */
function drawChart(canvas: HTMLCanvasElement, { days, series, format }: BarChartProps): Chart<'bar'> {
  const { text, grid, background, series: colors } = readThemeColors();
  const font = { family: getComputedStyle(document.body).fontFamily };
  const ticks = { color: text, font };
  return new Chart<'bar'>(canvas, {
    type: 'bar',
    data: {
      labels: days.map((day) => dayLabel(day, 'short')),
      datasets: series.map(({ label, values }, index) => ({
        label,
        data: [...values],
        backgroundColor: colors[index % colors.length] ?? text,
        // Neighbours in a stack stay apart whatever their colours are.
        borderColor: background,
        borderWidth: 1,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          stacked: true,
          ticks: { ...ticks, maxRotation: 0 },
          grid: { display: false },
          border: { color: grid },
        },
        y: {
          stacked: true,
          beginAtZero: true,
          ticks: { ...ticks, callback: (value) => format(Number(value)) },
          grid: { color: grid, lineWidth: 0.5 },
          border: { color: grid },
        },
      },
      plugins: {
        legend: { position: 'bottom', labels: { color: text, font, boxWidth: 12, boxHeight: 12 } },
        tooltip: {
          backgroundColor: background,
          titleColor: text,
          bodyColor: text,
          borderColor: grid,
          borderWidth: 1,
          titleFont: font,
          bodyFont: font,
          filter: ({ raw }) => Number(raw) > 0,
          callbacks: {
            title: ([first]) => dayLabel(days[first?.dataIndex ?? 0] ?? '', 'long'),
            label: ({ dataset, raw }) => `${dataset.label ?? ''}: ${format(Number(raw))}`,
          },
        },
      },
    },
  });
}

/** Undefined for a key that leads nowhere. */
function stepped(key: string, at: number | undefined, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return Math.min(count - 1, (at ?? -1) + 1);
    case 'ArrowLeft':
      return Math.max(0, (at ?? count) - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

function describe(
  at: number,
  days: readonly string[],
  series: readonly Series[],
  format: (value: number) => string,
): string {
  const parts = series
    .filter(({ values }) => (values[at] ?? 0) > 0)
    .map(({ label, values }) => `${label} ${format(values[at] ?? 0)}`);
  return `${dayLabel(days[at] ?? '', 'long')}: ${parts.length === 0 ? l10n.t('nothing') : parts.join(', ')}`;
}
