/** One line of a supplier's price list: `sku;name;euros;pack size`. */
export interface PriceLine {
  sku: string;
  name: string;
  /** Cents for one piece. */
  price: number;
}

export function readPriceLine(line: string): PriceLine {
  const [sku = '', name = '', euros = '', pack = ''] = line.split(';').map((field) => field.trim());
  const packPrice = Number(euros);
  const pieces = parseInt(pack, 10);
  return { sku, name, price: Math.round((packPrice * 100) / pieces) };
}

/** Skips the head line and empty lines. */
export function readPriceList(text: string): PriceLine[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map(readPriceLine);
}

/** Cents, as a customer sees them. */
export function isDearerThan(line: PriceLine, euroPrice: number): boolean {
  return line.price > euroPrice * 100;
}
