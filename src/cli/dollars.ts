import { formatDollars } from '../core/dollars.ts';

/** As the command line, which is English, writes an amount. */
export function dollars(amount: number): string {
  return formatDollars(amount, 'en');
}
