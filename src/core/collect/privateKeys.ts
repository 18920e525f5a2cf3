import type { SecretSpan } from '../ports.ts';

const begin = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const end = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;

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
    .replace(/-----BEGIN ([A-Z0-9 ]+)-----[A-Za-z0-9+/=\s:,.()-]*?-----END \1-----/g, '')
    .replace(/^(?:#.*|[ \t]*[\w .-]+[:=].*|[ \t]*|Bag Attributes.*)$/gm, '');
  return rest.trim() === '' && /^-----BEGIN [A-Z0-9 ]*PRIVATE KEY/m.test(text);
}

/** Where the end mark begins; without one, behind the last line that could be of a key. */
function endOfBody(text: string, start: number): number {
  end.lastIndex = start;
  const part = text.slice(start, start + longest);
  const close = part.search(end);
  if (close >= 0 && !part.slice(0, close).includes(' BEGIN ')) return start + close;
  let at = start;
  for (const line of part.split('\n')) {
    if (
      at > start &&
      !/^[\s"'`+>#*/|]*(?:[A-Za-z0-9+/=]{16,}|[\w-]+: \S.*)?(?:\\[nr])*[\s"'`+,.;\\)]*$/.test(line)
    )
      break;
    at += line.length + 1;
  }
  return Math.min(at, text.length);
}

/** Without the white space, line ends and quotes around. */
function trim(text: string, from: number, to: number): SecretSpan {
  let [start, stop] = [from, to];
  for (
    let piece = lead.exec(text.slice(start, start + 40));
    piece !== null && piece[0] !== '' && start < stop;
  ) {
    start += piece[0].length;
    piece = lead.exec(text.slice(start, start + 40));
  }
  const tail = /(?:\s|\\[nrt]|["'`+,;])*$/.exec(text.slice(Math.max(start, stop - 40), stop));
  stop -= tail?.[0].length ?? 0;
  return { start, end: Math.max(start, stop), rule: 'private-key' };
}

const lead = /^(?:\s|\\[nrt]|["'`+,;])+/;
