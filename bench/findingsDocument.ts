import { seededRandom } from './seededRandom.ts';

const samples = [
  {
    file: 'src/server/session/tokenStore.ts',
    quote:
      "    const row = await this.db.query(`SELECT * FROM tokens WHERE user = '${user}'`);\n    if (row.length = 0) return undefined;",
    severity: 'critical',
    category: 'security',
    title: 'The user name is pasted into the SQL text, so a crafted name reads every token',
    explanation:
      "A name such as `x' OR '1'='1` ends the string literal and makes the condition always true. The query then returns the tokens of all users, and the first of them is handed to the caller. Bind `user` as a parameter.",
    replacement:
      '    const row = await this.db.query("SELECT * FROM tokens WHERE user = $1", [user]);\n    if (row.length === 0) return undefined;',
  },
  {
    file: 'packages/cache/src/lru.rs',
    quote: '        let idx = self.map.get(&key).unwrap();',
    severity: 'high',
    category: 'error-handling',
    title: 'A key evicted between the two calls makes the lookup panic',
    explanation:
      '`contains` and `get` take the lock one after the other. When another thread evicts the key in between, `get` returns `None` and `unwrap` panics while the shard lock is held, which poisons it for everyone.',
    replacement: null,
  },
  {
    file: 'app/billing/invoice_export.py',
    quote: '    for line in lines:\n        total =+ line.amount\n    return f"{total:.2f} \\u20ac"',
    severity: 'high',
    category: 'bug',
    title: 'Only the last line counts towards the total',
    explanation:
      '`=+` assigns the positive value instead of adding it. For the lines 10.00 and 5.00 the invoice says 5.00 €. Rechnungen über „mehrere Posten“ sind daher zu niedrig.',
    replacement: '    for line in lines:\n        total += line.amount\n    return f"{total:.2f} \\u20ac"',
  },
  {
    file: 'web/components/SearchBox.tsx',
    quote:
      '  useEffect(() => {\n    fetch(`/api/search?q=${query}`).then((r) => r.json()).then(setHits);\n  }, [query]);',
    severity: 'medium',
    category: 'concurrency',
    title: 'A slow answer to an old query overwrites the hits of the new one',
    explanation:
      'Nothing cancels the request when `query` changes. Typing "ab" sends requests for "a" and "ab"; if the first is answered last, the list shows the hits for "a" under the text "ab". Abort the old request in the cleanup function, and encode the query: "a&b" is cut at the ampersand.',
    replacement:
      '  useEffect(() => {\n    const stop = new AbortController();\n    fetch(`/api/search?q=${encodeURIComponent(query)}`, { signal: stop.signal })\n      .then((r) => r.json())\n      .then(setHits, () => {});\n    return () => stop.abort();\n  }, [query]);',
  },
  {
    file: 'internal/walk/walk.go',
    quote: '\tre := regexp.MustCompile("^(\\\\w+)\\\\s*=\\\\s*\\"(.*)\\"$")',
    severity: 'low',
    category: 'performance',
    title: 'The pattern is compiled again for each line',
    explanation:
      'Compiling takes about a hundred times as long as matching one line. Move it to a package variable.',
    replacement: null,
  },
] as const;

export interface FindingsDocument {
  readonly text: string;
  readonly findings: number;
}

/** An answer of at least `length` UTF-16 units as a model writes it, half of it indented, the same for a seed. */
export function findingsDocument(length: number, seed: number): FindingsDocument {
  const random = seededRandom(seed);
  const elements: string[] = [];
  let total = 0;
  while (total < length) {
    const { file, quote, severity, category, title, explanation, replacement } =
      samples[Math.floor(random() * samples.length)] ?? samples[0];
    const line = 1 + Math.floor(random() * 2_000);
    const endLine = line + quote.split('\n').length - 1;
    const confidence = Math.round(random() * 100) / 100;
    const finding = {
      file,
      line,
      endLine,
      quote,
      severity,
      category,
      title,
      explanation,
      confidence,
      replacement,
    };
    const element = JSON.stringify(finding, null, random() < 0.5 ? 2 : 0);
    elements.push(element);
    total += element.length;
  }
  return { text: `{"findings": [\n${elements.join(',\n')}\n]}\n`, findings: elements.length };
}

/** `text` in pieces of 1 to `longest` UTF-16 units. */
export function cutAtRandom(text: string, longest: number, seed: number): string[] {
  const random = seededRandom(seed);
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const length = 1 + Math.floor(random() * longest);
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
