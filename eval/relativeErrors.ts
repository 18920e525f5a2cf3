/** Figures of errors in parts of the true value, in percent with one decimal. */
export interface ErrorFigures {
  readonly files: number;
  /** Mean of the absolute errors. */
  readonly mean: number;
  readonly p95: number;
  /** Mean of the errors: above 0 is too much. */
  readonly bias: number;
}

export function describeErrors(errors: readonly number[]): ErrorFigures {
  const sizes = errors.map(Math.abs).toSorted((a, b) => a - b);
  return {
    files: errors.length,
    mean: percent(meanOf(sizes)),
    p95: percent(sizes[Math.ceil(sizes.length * 0.95) - 1] ?? Number.NaN),
    bias: percent(meanOf(errors)),
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(part: number): number {
  return Math.round(part * 1000) / 10;
}
