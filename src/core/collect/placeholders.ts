const stem = 'MASKED_SECRET_';

/** Hands out what stands for secrets in one review, and takes it back. */
export interface Placeholders {
  /** The same for the same secret; numbered as they are first asked for. */
  of(secret: string): string;
  /** Placeholder to secret. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Adds what in a text begins like a placeholder. */
export function notePlaceholders(text: string, into: Set<string>): void {
  if (!text.includes(stem)) return;
  for (const [name] of text.matchAll(/MASKED_SECRET_(?:\d+X)?/g)) into.add(name);
}

/** `used` is noted of all that is sent: the placeholders begin as nothing in it does, so that only they are restored. */
export function createPlaceholders(used: ReadonlySet<string>): Placeholders {
  let prefix = stem;
  for (let attempt = 1; used.has(prefix) || (prefix === stem && used.size > 0); attempt++)
    prefix = `${stem}${attempt}X`;
  const bySecret = new Map<string, string>();
  const secrets = new Map<string, string>();
  return {
    secrets,
    of: (secret) => {
      const known = bySecret.get(secret);
      if (known !== undefined) return known;
      const placeholder = `${prefix}${bySecret.size + 1}_`;
      bySecret.set(secret, placeholder);
      secrets.set(placeholder, secret);
      return placeholder;
    },
  };
}

/** Words like ours, which could not be told from them. */
export function holdsPlaceholder(text: string): boolean {
  return text.includes(stem) && /MASKED_SECRET_(?:\d+X)?\d+_/.test(text);
}

/** Puts the secrets back into what the model wrote. */
export function restoreSecrets(text: string, secrets: ReadonlyMap<string, string>): string {
  if (!text.includes(stem)) return text;
  return text.replace(/MASKED_SECRET_(?:\d+X)?\d+_/g, (found) => secrets.get(found) ?? found);
}
