/** `$0.0042`, `$1.30`: two digits that mean something, however small. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0';
  if (amount >= 0.1) return `$${amount.toFixed(2)}`;
  return `$${amount.toFixed(Math.min(6, 1 - Math.floor(Math.log10(amount))))}`;
}
