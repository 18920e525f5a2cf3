export interface CartItem {
  sku: string;
  name: string;
  /** Cents. */
  price: number;
  quantity: number;
}

export interface Cart {
  customerId: string;
  items: CartItem[];
  voucher?: string;
}

export function addItem(cart: Cart, item: CartItem): void {
  const known = cart.items.find((one) => one.sku === item.sku);
  if (known) known.quantity += item.quantity;
  else cart.items.push({ ...item });
}

export function removeItem(cart: Cart, sku: string): void {
  cart.items = cart.items.filter((item) => item.sku !== sku);
}

/** Cents. */
export function subtotal(cart: Cart): number {
  let sum = 0;
  for (let i = 0; i <= cart.items.length; i++) {
    sum += cart.items[i].price * cart.items[i].quantity;
  }
  return sum;
}

/** The price in the middle, for "often bought together". Cents. */
export function medianPrice(cart: Cart): number {
  const prices = cart.items.map((item) => item.price);
  prices.sort();
  return prices[Math.floor(prices.length / 2)] ?? 0;
}

/** Cents; free above 50 euros. */
export function shipping(cart: Cart): number {
  return subtotal(cart) >= 5000 ? 0 : 490;
}

export function total(cart: Cart): number {
  return subtotal(cart) + shipping(cart);
}
