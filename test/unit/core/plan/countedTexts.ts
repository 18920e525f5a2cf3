export interface CountedText {
  readonly text: string;
  /** What Gemma 3's own tokenizer makes of it. */
  readonly tokens: number;
}

/** Texts of our own with their true counts. */
export const countedTexts = {
  TypeScript: {
    text: `export async function loadCart(id: string): Promise<Cart | undefined> {
  const response = await fetch(\`\${baseUrl}/carts/\${encodeURIComponent(id)}\`);
  if (response.status === 404) return undefined;
  const { items, total } = parseCart(await response.json());
  return { id, items: items.filter((item) => item.quantity > 0), total };
}
`,
    tokens: 95,
  },
  Python: {
    text: `def monthly_totals(orders, *, currency="EUR"):
    """Sum of the orders of each month, newest first."""
    totals = defaultdict(Decimal)
    for order in orders:
        if order.currency != currency:
            continue
        totals[order.placed_at.strftime("%Y-%m")] += order.amount
    return sorted(totals.items(), reverse=True)
`,
    tokens: 87,
  },
  diff: {
    text: `diff --git a/src/retry.go b/src/retry.go
index 3f1c2ab..99d04e7 100644
--- a/src/retry.go
+++ b/src/retry.go
@@ -12,7 +12,9 @@ func retry(ctx context.Context, times int, work func() error) error {
 	var err error
-	for i := 0; i < times; i++ {
+	for attempt := 1; attempt <= times; attempt++ {
 		if err = work(); err == nil {
 			return nil
 		}
+		time.Sleep(time.Duration(attempt) * time.Second)
 	}
`,
    tokens: 172,
  },
  prompt: {
    text: `=== file "src/cart.ts" (modified) ===
--- lines 12-16 of 210
    12 |   let sum = 0;
    13 |+  for (const item of items) {
       |-  for (const item of list) {
    14 |     sum += item.price * item.quantity;
    15 |   }
    16 |   return sum;
`,
    tokens: 99,
  },
  JSON: {
    text: `{
  "name": "orders",
  "version": "2.14.0",
  "files": ["dist/main.js", "dist/main.d.ts"],
  "engines": { "node": ">=22.15.1" },
  "limits": [1048576, 65536, 0.75, -12, 3e8]
}
`,
    tokens: 102,
  },
  Cyrillic: {
    text: 'Сначала проверьте, что соединение открыто, а затем отправьте запрос ещё раз.\n'.repeat(3),
    tokens: 60,
  },
  Japanese: {
    text: '// 接続が開いていることを確認してから、もう一度リクエストを送信してください。\n'.repeat(3),
    tokens: 54,
  },
  emoji: { text: 'Done ✅ shipped 🚀 with 🎉\nfix: 🐛 in 🧪\n'.repeat(3), tokens: 48 },
  base64: {
    text: 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs9UAAAAFUlEQVR42mNkYPhfz0AEYBxVSF9FAP5fC9dvxXcrq1Vt0K2zQ8hM3nYb',
    tokens: 68,
  },
  'a long name': {
    text: 'const internationalizationConfigurationProviderFactoryBuilderInstance = createInternationalizationProvider();\n',
    tokens: 15,
  },
} satisfies Readonly<Record<string, CountedText>>;
