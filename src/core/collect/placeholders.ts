const stem = 'MASKED_SECRET_';

/** Hands out what stands for secrets in one review, and takes it back. */
export interface Placeholders {
  /** The same for the same secret; numbered as they are first asked for. */
  of(secret: string): string;
  /** Placeholder to secret. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** `texts` is all that is sent: the placeholders begin as nothing in it does, so that only they are restored. */
export function createPlaceholders(texts: Iterable<string>): Placeholders {
  const used = new Set<string>();
  for (const text of texts) {
    if (!text.includes(stem)) continue;
    for (const [name] of text.matchAll(/MASKED_SECRET_(?:\d+X)?/g)) used.add(name);
  }
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
