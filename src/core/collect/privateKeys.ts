import type { SecretSpan } from '../ports.ts';

const begin = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const end = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/;

/** Longer than any key: 16,384 bits of RSA are 13,000 characters in PEM. */
const longest = 40_000;

/**
 * The bodies of private keys: between the marks of PEM, OpenSSH, SSH2 and PGP, also within string literals, and the
 * private lines of PuTTY's files. A mark with nothing like a key behind it is left alone.
 */
export function findPrivateKeys(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  if (text.includes('PRIVATE KEY')) {
    let from = 0;
    for (const match of text.matchAll(begin)) {
      const start = match.index + match[0].length;
      if (match.index < from) continue;
      const body = trim(text, start, endOfBody(text, start));
      from = body.end;
      if (/[A-Za-z0-9+/]{24}/.test(text.slice(body.start, body.end))) spans.push(body);
    }
  }
  if (text.includes('PuTTY-User-Key-File-')) {
    for (const match of text.matchAll(/^Private-Lines:\s*\d+\r?\n(?:[A-Za-z0-9+/=]+\r?(?:\n|$))+/gm)) {
      const start = match.index + match[0].indexOf('\n') + 1;
      spans.push(trim(text, start, match.index + match[0].length));
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/**
 * True for a file that is, but for little, a private key, or bears the name of one: such a file is not sent at all.
 */
export function isPrivateKeyFile(text: string, path = ''): boolean {
  if (/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\.(?:ppk|p12|pfx|jks|keystore)$/i.test(path))
    return true;
  if (/^PuTTY-User-Key-File-\d/.test(text)) return true;
  if (!text.includes('PRIVATE KEY')) return false;
  if (/^\s*-{4,5} ?BEGIN [A-Z0-9 ]*PRIVATE KEY/.test(text.slice(0, 200))) return true;
  if (findPrivateKeys(text).length === 0) return false;
  // Certificates and attributes stand beside a key in files that are all the same one.
  const rest = text
    .replace(/-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s:,.()-]{0,20000}?-----END \1-----/g, '')
    .replace(/^(?:#.*|[ \t]*[\w .-]+[:=].*|[ \t]*|Bag Attributes.*)$/gm, '');
  return rest.trim() === '' && /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY/m.test(text);
}

/** Behind the last line that could be of a key; where there is an end mark, at most where it begins. */
function endOfBody(text: string, start: number): number {
  const part = text.slice(start, start + longest);
  const nextMark = part.indexOf('PRIVATE KEY');
  const near = part.slice(0, nextMark < 0 ? part.length : nextMark + 40);
  const close = near.search(end);
  const line = close < 0 ? fullLine : anyLine;
  let at = 0;
  for (const one of (close < 0 ? near : near.slice(0, close)).split('\n')) {
    if (!(at === 0 ? firstLine : line).test(one)) break;
    at += one.length + 1;
  }
  return start + Math.min(at, close < 0 ? near.length : close);
}

/** All of it, maybe, where line ends are escaped. */
const firstLine = /^(?:\\[nrt]|[\w-]{1,30}: |[\w+/=.,;"'`\s\\)])*$/;

/** Base64, a header or nothing, maybe in a string literal or a comment. */
const anyLine = /^[\s"'`+>#*/|]{0,40}(?:[A-Za-z0-9+/=]+|[\w-]+: \S.*)?(?:\\[nr])*[\s"'`+,.;\\)]{0,40}$/;

/** Without an end mark, a word may be code. */
const fullLine = /^[\s"'`+>#*/|]{0,40}(?:[A-Za-z0-9+/=]{16,}|[\w-]+: \S.*)?(?:\\[nr])*[\s"'`+,.;\\)]{0,40}$/;

/** Without the white space, line ends and quotes around; a plus may belong to the key. */
function trim(text: string, from: number, to: number): SecretSpan {
  const start =
    from + (/^(?:\s|\\[nrt]|["'`,;]|\+(?=[\s"'`]))*/.exec(text.slice(from, from + 100))?.[0].length ?? 0);
  const tail = /(?:\s|\\[nrt]|["'`,;]|(?<=[\s"'`])\+)*$/.exec(text.slice(Math.max(start, to - 40), to));
  return { start, end: Math.max(start, to - (tail?.[0].length ?? 0)), rule: 'private-key' };
}
