const maxDetail = 300;

/** Shapes of Google keys and tokens, and the places where a secret stands in headers and addresses. */
const secretShapes: readonly RegExp[] = [
  /AIz[\w-]{8,}/g,
  /\bAQ\.[\w-]{8,}/g,
  /\bya29\.[\w-]+/g,
  /(?<=\bBearer\s+)\S+/gi,
  /(?<=:\/\/)[^\s/?#@]+(?=@)/g,
  /(?<=\b(?:x-goog-api-key|key)["']?\s*[=:]\s*["']?)[^\s&"',}]+/gi,
];

/** Control characters, and the marks that reorder or hide text. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const hidden = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A text from outside made fit for the log and for messages: on one line, at most 300 characters, without `key`,
 * without anything that looks like a key, and with nothing that a notification would make a link of.
 */
export function scrubDetail(text: string, key: string): string {
  let scrubbed = text;
  for (const form of new Set([key, encodeURIComponent(key)]))
    // A text of one or two characters is no key, and would tear holes into every word.
    if (form.length > 3) scrubbed = scrubbed.replaceAll(form, '***');
  for (const shape of secretShapes) scrubbed = scrubbed.replace(shape, '***');
  scrubbed = scrubbed.replace(hidden, '').replaceAll('](', '] (').replace(/\s+/g, ' ').trim();
  return scrubbed.length > maxDetail ? `${scrubbed.slice(0, maxDetail - 1)}…` : scrubbed;
}
