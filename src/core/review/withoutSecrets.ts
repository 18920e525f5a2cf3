import type { SecretScanner } from '../ports.ts';

/** Of short texts that go along with a review, those that may be sent: each can hold a secret. */
export async function withoutSecrets<T>(
  items: readonly T[],
  said: (item: T) => { readonly path: string; readonly text: string },
  scanner: SecretScanner,
  secrets: ReadonlyMap<string, string>,
): Promise<readonly T[]> {
  const known = [...secrets.values()];
  const free: T[] = [];
  for (const item of items) {
    const { path, text } = said(item);
    if (known.some((secret) => text.includes(secret))) continue;
    if ((await scanner.scan(path, text)).length === 0) free.push(item);
  }
  return free;
}
