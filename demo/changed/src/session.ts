interface Session {
  customerId: string;
  expires: number;
}

/** Milliseconds. */
const lifetime = 45 * 60 * 1000;
const sessions = new Map<string, Session>();

export function openSession(customerId: string): string {
  const token = Math.random().toString(36).slice(2);
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
