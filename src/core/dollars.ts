/**
 * An amount as it is written in `language`, a BCP 47 tag: `$0.0042`, `$1.30`, `1,30 $`. From ten cents on with cents,
 * below with two digits that mean something, down to millionths.
 */
export function formatDollars(dollars: number, language: string): string {
  const digits = dollars === 0 ? 0 : dollars >= 0.1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(dollars)));
  return dollars.toLocaleString(language, {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
