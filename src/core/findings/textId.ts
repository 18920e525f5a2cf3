const offsets = [0x811c9dc5, 0x9dc5811c, 0x5bd1e995] as const;
const primes = [0x01000193, 0x85ebca6b, 0xc2b2ae35] as const;

/** Names a text by its content: the same text has the same id. Safe as a file name. */
export function textIdOf(text: string): string {
  let [a, b, c]: [number, number, number] = [...offsets];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, primes[0]);
    b = Math.imul(b ^ (unit + at), primes[1]);
    c = Math.imul(c ^ (c >>> 15) ^ unit, primes[2]);
  }
  const hash = [a, b, c].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  return `t1-${hash}-${text.length.toString(16)}`;
}

export function isTextId(id: string): boolean {
  return /^t1-[0-9a-f]{24}-[0-9a-f]{1,12}$/.test(id);
}
