import type { SecretSpan } from '../ports.ts';

/**
 * In text order and not overlapping. Of spans that meet, one comes of both; it bears the name of the one given
 * first, as better rules are asked first.
 */
export function mergeSpans(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const merged: SecretSpan[] = [];
  const ranked = spans.map((span, rank) => ({ span, rank }));
  ranked.sort((a, b) => a.span.start - b.span.start || a.rank - b.rank);
  let best = Number.POSITIVE_INFINITY;
  for (const { span, rank } of ranked) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      merged.push(span);
      best = rank;
      continue;
    }
    const rule = rank < best ? span.rule : last.rule;
    best = Math.min(best, rank);
    merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end), rule };
  }
  return merged;
}
