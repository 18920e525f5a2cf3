import { FindingParser, type ParsedItem } from '../../../../src/core/parse/findingParser.ts';

/** One element as the model writes it, with everything in its strings that looks like structure. */
export function element(file: string, changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    file,
    line: 12,
    endLine: 13,
    quote: 'if (a["}"]) {\n\treturn "C:\\dir\\"; // {"file": 1}, ]',
    severity: 'high',
    category: 'bug',
    title: 'Größe läuft über 😀',
    explanation: 'Says "findings": [ and goes on.',
    confidence: 0.8,
    replacement: null,
    ...changes,
  });
}

export function answer(...elements: readonly string[]): string {
  return `{"findings":[${elements.join(',')}]}`;
}

/** Everything the parser gives for text that arrives in `pieces`. */
export function parse(...pieces: readonly string[]): ParsedItem[] {
  const parser = new FindingParser();
  const items = pieces.flatMap((piece) => [...parser.push(piece)]);
  return [...items, ...parser.end()];
}

/** Each item in one word: the file of a finding, `~` behind it when repaired, or the reason of the damage. */
export function outline(items: readonly ParsedItem[]): string[] {
  return items.map((item) => {
    if (item.kind === 'damaged') return `!${item.reason}`;
    return item.raw.repaired ? `${item.raw.file}~` : item.raw.file;
  });
}

/** Numbers from 0 up to 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export function cutAtRandom(text: string, longest: number, random: () => number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = at + 1 + Math.floor(random() * longest);
    pieces.push(text.slice(at, end));
    at = end;
  }
  return pieces;
}
