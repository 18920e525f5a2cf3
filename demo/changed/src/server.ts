import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'pg';
import type { Cart } from './cart.ts';
import { confirmOrder } from './mail.ts';
import { findOrder, ordersOf, placeOrder } from './orders.ts';
import { customerOf } from './session.ts';

const db = new Pool();

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

async function checkout(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readText(request);
  let cart: Cart & { email: string };
  try {
    cart = JSON.parse(body);
  } catch {
    reply(response, 400, { error: 'not JSON' });
    return;
  }
  const orderId = await placeOrder(db, cart, cart.email);
  try {
    await confirmOrder(cart.email, orderId);
  } catch {
  }
  reply(response, 201, { orderId });
}

async function showOrder(id: string, response: ServerResponse): Promise<void> {
  const order = await findOrder(db, Number(id));
  if (order === undefined) reply(response, 404, { error: 'no such order' });
  else reply(response, 200, order);
}

async function search(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readText(request);
  console.log('DEBUG search', body);
  const { email } = JSON.parse(body) as { email: string };
  reply(response, 200, await ordersOf(db, email));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const customer = customerOf(String(request.headers['x-session'] ?? ''));
  if (customer === undefined) {
    reply(response, 401, { error: 'no session' });
    return;
  }
  const path = request.url ?? '/';
  const order = /^\/orders\/(\d+)$/.exec(path);
  if (request.method === 'POST' && path === '/checkout') await checkout(request, response);
  else if (request.method === 'POST' && path === '/search') await search(request, response);
  else if (order?.[1] !== undefined) await showOrder(order[1], response);
  else reply(response, 404, { error: 'no such page' });
}

createServer((request, response) => {
  route(request, response).catch((error: unknown) => {
    console.error(error);
    reply(response, 500, { error: 'internal' });
  });
}).listen(8080);
