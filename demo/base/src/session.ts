import { randomUUID } from 'node:crypto';

interface Session {
  customerId: string;
  expires: number;
}

const lifetime = 30 * 60 * 1000;
const sessions = new Map<string, Session>();

export function openSession(customerId: string): string {
  const token = randomUUID();
  sessions.set(token, { customerId, expires: Date.now() + lifetime });
  return token;
}

export function customerOf(token: string): string | undefined {
  const session = sessions.get(token);
  if (session === undefined || session.expires < Date.now()) return undefined;
  return session.customerId;
}

export function closeSession(token: string): void {
  sessions.delete(token);
}
