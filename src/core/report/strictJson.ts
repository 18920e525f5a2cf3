/**
 * JSON for readers that refuse a whole document for one half of a surrogate pair, as those written in Go and Rust do:
 * it becomes a replacement mark.
 */
export function strictJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner: unknown) => (typeof inner === 'string' ? inner.toWellFormed() : inner),
    2,
  );
}
