/**
 * Whether a replacement must be looked at before it is written into a file, whatever it is for: it leaves code out,
 * or has line numbers or diff marks, which the quote had not.
 */
export function isSuspect(replacement: string, quote: string): boolean {
  return leavesOut(replacement) || isMarked(replacement, quote);
}

/** A line that only stands for code left out would delete that code; `...name` spreads. */
function leavesOut(replacement: string): boolean {
  return (
    /^\s*(?:\/\/|#|\/\*|<!--|--)\s*(?:\.\.\.|…)/m.test(replacement) ||
    /^\s*(?:\.\.\.(?![\w$([{])|…)/m.test(replacement) ||
    /existing code/i.test(replacement)
  );
}

function isMarked(replacement: string, quote: string): boolean {
  const lines = replacement.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const numbered = /^\s*\d+\s*[|:]/;
  if (lines.length > 0 && lines.every((line) => numbered.test(line))) return !numbered.test(quote);
  const signed = /^[+-](?![+-])/m;
  return signed.test(replacement) && lines.every((line) => /^[+\- \t]/.test(line)) && !signed.test(quote);
}

/** More marks that reorder or hide code than before: whoever presses once would not see what is written. */
export function hidesMore(before: string, after: string): boolean {
  return (after.match(hidden)?.length ?? 0) > (before.match(hidden)?.length ?? 0);
}

/** Control characters but white space, and Unicode's bidirectional and invisible ones (https://trojansource.codes). */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const hidden = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
