import type { Pool } from 'pg';
import type { Cart } from './cart.ts';
import { total } from './cart.ts';

export interface Order {
  id: number;
  customerId: string;
  email: string;
  total: number;
  status: 'open' | 'paid' | 'sent' | 'cancelled';
}

export async function placeOrder(db: Pool, cart: Cart, email: string): Promise<number> {
  const result = await db.query(
    'INSERT INTO orders (customer_id, email, total, status) VALUES ($1, $2, $3, $4) RETURNING id',
    [cart.customerId, email, total(cart), 'open'],
  );
  return result.rows[0].id;
}

export async function findOrder(db: Pool, id: number): Promise<Order | undefined> {
  const result = await db.query<Order>('SELECT * FROM orders WHERE id = $1', [id]);
  return result.rows[0];
}

export async function markPaid(db: Pool, id: number): Promise<void> {
  await db.query("UPDATE orders SET status = 'paid' WHERE id = $1", [id]);
}

export function canCancel(order: Order): boolean {
  return order.status === 'open';
}
