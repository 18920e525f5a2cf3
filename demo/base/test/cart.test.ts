import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addItem, subtotal, total, type Cart } from '../src/cart.ts';

const tea = { sku: 'T1', name: 'Green tea', price: 450, quantity: 2 };

test('adds up prices and quantities', () => {
  const cart: Cart = { customerId: 'c1', items: [tea] };
  assert.equal(subtotal(cart), 900);
  assert.equal(total(cart), 1390);
});

test('counts up an item that is already there', () => {
  const cart: Cart = { customerId: 'c1', items: [{ ...tea }] };
  addItem(cart, { ...tea, quantity: 1 });
  assert.equal(cart.items.length, 1);
  assert.equal(cart.items[0]?.quantity, 3);
});
