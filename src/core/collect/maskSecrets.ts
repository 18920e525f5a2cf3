import type { ChangedFile, DiffLine } from '../change.ts';
import { secretRules } from './secretRules.ts';

export interface MaskedFiles {
  /** As they came, but for the lines of their hunks; `text`, which is never sent, is whole. */
  readonly files: readonly ChangedFile[];
  /** Different secrets found. */
  readonly secrets: number;
  /** Puts the secrets back into what the model wrote. */
  restore(text: string): string;
}

/**
 * Takes secrets out of what will be sent. The same secret gets the same placeholder, so that the model can still
 * see that two are equal; a placeholder has no line end, so lines keep their numbers.
 */
export function maskSecrets(files: readonly ChangedFile[]): MaskedFiles {
  const placeholders = new Map<string, string>();
  const prefix = unusedPrefix(files);
  const mask = (secret: string): string => {
    const known = placeholders.get(secret);
    if (known !== undefined) return known;
    const placeholder = `${prefix}${placeholders.size + 1}_`;
    placeholders.set(secret, placeholder);
    return placeholder;
  };
  const masked = files.map((file) => ({
    ...file,
    hunks: file.hunks.map((hunk) => ({ ...hunk, lines: maskLines(hunk.lines, mask) })),
  }));
  const secrets = new Map([...placeholders].map(([secret, placeholder]) => [placeholder, secret]));
  return {
    files: masked,
    secrets: secrets.size,
    restore: (text) =>
      text.includes(prefix)
        ? text.replace(new RegExp(`${prefix}\\d+_`, 'g'), (found) => secrets.get(found) ?? found)
        : text,
  };
}

/** True for a file that is nothing but a private key: such a file is not sent at all. */
export function isPrivateKeyFile(text: string): boolean {
  return /^\s*-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/.test(text.slice(0, 200));
}

function maskLines(lines: readonly DiffLine[], mask: (secret: string) => string): readonly DiffLine[] {
  let inKey = false;
  return lines.map((line) => {
    if (/-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/.test(line.text)) inKey = !/-----END /.test(line.text);
    else if (/-----END [A-Z ]*PRIVATE KEY( BLOCK)?-----/.test(line.text)) inKey = false;
    else if (inKey) {
      const body = line.text.trim();
      return body === '' ? line : { ...line, text: line.text.replace(body, () => mask(body)) };
    }
    const text = maskText(line.text, mask);
    return text === line.text ? line : { ...line, text };
  });
}

/** One line without its secrets. */
function maskText(text: string, mask: (secret: string) => string): string {
  let masked = text;
  for (const { pattern, accepts } of secretRules) {
    let out = '';
    let from = 0;
    for (const match of masked.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.['secret'] ?? match.indices?.[0] ?? [0, 0];
      const secret = masked.slice(start, end);
      if (start < from || secret === '' || accepts?.(secret) === false) continue;
      out += masked.slice(from, start) + mask(secret);
      from = end;
    }
    masked = out + masked.slice(from);
  }
  return masked;
}

/** Stands nowhere in the change, so that what is restored is what was masked. */
function unusedPrefix(files: readonly ChangedFile[]): string {
  for (let attempt = 0; ; attempt++) {
    const prefix = `MASKED_SECRET_${attempt === 0 ? '' : `${attempt}X`}`;
    const used = files.some(({ hunks }) =>
      hunks.some(({ lines }) => lines.some(({ text }) => text.includes(prefix))),
    );
    if (!used) return prefix;
  }
}
