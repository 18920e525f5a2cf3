import { backslash, closeBrace, closeBracket, comma, quote, space } from './characters.ts';

/**
 * Mends what models commonly get wrong in one JSON object whose ends are known: raw control characters in
 * strings, escapes JSON does not have (`\d` becomes `\\d`), commas before a closing bracket.
 * Returns undefined when there was nothing of the kind to mend. The result may still be no JSON.
 */
export function repairJson(text: string): string | undefined {
  const pieces: string[] = [];
  let copied = 0;
  let inString = false;
  /** Where the last character outside strings stands, if it is a comma. */
  let commaAt = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === quote) inString = false;
      else if (code < space) {
        pieces.push(text.slice(copied, at), escapeControl(code));
        copied = at + 1;
      } else if (code === backslash) {
        const length = escapeLength(text, at);
        if (length === 1) {
          pieces.push(text.slice(copied, at), '\\');
          copied = at;
        }
        at += length - 1;
      }
    } else if (code > space) {
      if ((code === closeBrace || code === closeBracket) && commaAt >= 0) {
        pieces.push(text.slice(copied, commaAt));
        copied = commaAt + 1;
      }
      commaAt = code === comma ? at : -1;
      inString = code === quote;
    }
  }
  if (pieces.length === 0) return undefined;
  pieces.push(text.slice(copied));
  return pieces.join('');
}

/** Characters of the escape at `at`; 1 when JSON has no such escape, so that the backslash stands for itself. */
function escapeLength(text: string, at: number): number {
  const next = text.charAt(at + 1);
  if (next === 'u') return /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6)) ? 6 : 1;
  return next !== '' && '"\\/bfnrt'.includes(next) ? 2 : 1;
}

function escapeControl(code: number): string {
  return JSON.stringify(String.fromCharCode(code)).slice(1, -1);
}
