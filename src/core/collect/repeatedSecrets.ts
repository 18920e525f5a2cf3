import type { SecretSpan } from '../ports.ts';

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
    const free = repeats.filter(({ start, end }) =>
      spans.every((span) => end <= span.start || start >= span.end),
    );
    return free.length === 0 ? spans : [...spans, ...free].sort((a, b) => a.start - b.start);
  });
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
