import type { SecretSpan } from '../ports.ts';
import { mergeSpans } from './mergeSpans.ts';

interface Scanned {
  readonly text: string;
  readonly spans: readonly SecretSpan[];
}

/** Shorter ones may stand elsewhere by chance. */
const shortest = 10;

/** More different secrets than this in one file are a list of test data; looking for each would take too long. */
const most = 100;

/**
 * A secret that one line gives away may stand in another that says nothing about it: the same value, standing by
 * itself, is a secret everywhere in the texts of one file. Gives the spans of each text, in order.
 */
export function addRepeats(texts: readonly Scanned[]): readonly (readonly SecretSpan[])[] {
  const values = new Map<string, string>();
  for (const { text, spans } of texts) {
    for (const { start, end, rule } of spans) {
      const value = text.slice(start, end);
      if (value.length >= shortest && !/\s/.test(value) && !values.has(value)) values.set(value, rule);
    }
  }
  if (values.size > most) return texts.map(({ spans }) => spans);
  return texts.map(({ text, spans }) => {
    const repeats = [...values].flatMap(([value, rule]) => findValue(text, value, rule));
    const free = repeats.filter((repeat) => isFree(repeat, spans));
    return free.length === 0 ? spans : mergeSpans([...spans, ...free]);
  });
}

/** Whether a span meets none of others, which are in text order and do not overlap. */
function isFree({ start, end }: SecretSpan, spans: readonly SecretSpan[]): boolean {
  const next = spans[firstBehind(spans, start)];
  return next === undefined || next.start >= end;
}

/** The place of the first span that ends behind an offset, in text order. */
export function firstBehind(spans: readonly SecretSpan[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function findValue(text: string, value: string, rule: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (let start = text.indexOf(value); start >= 0; start = text.indexOf(value, start + value.length)) {
    const end = start + value.length;
    if (!isWord(text.charAt(start - 1)) && !isWord(text.charAt(end))) spans.push({ start, end, rule });
  }
  return spans;
}

function isWord(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character);
}
