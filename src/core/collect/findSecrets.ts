import type { SecretSpan } from '../ports.ts';
import { createKeywordFinder, type Keyword } from './keywordFinder.ts';
import { mergeSpans } from './mergeSpans.ts';
import { findPrivateKeys } from './privateKeys.ts';
import type { SecretRule } from './secretRule.ts';
import { secretRules } from './secretRules.ts';
import { openWindows, type SecretWindows } from './secretWindows.ts';

export interface FoundSecrets {
  /** In text order and not overlapping. */
  readonly spans: readonly SecretSpan[];
  /** The lines around every keyword; only when one of the other keywords is among them. */
  readonly others?: SecretWindows;
}

/**
 * A scan for secrets by our own rules. Rules are tried only on the lines around their keywords: most lines have none.
 * `others` are keywords that someone else waits for, found on the way.
 */
export function createSecretFinder(
  others: readonly Keyword[] = [],
  rules: readonly SecretRule[] = secretRules,
): (text: string) => FoundSecrets {
  const asked: { readonly keyword: Keyword; readonly rule?: SecretRule }[] = rules.flatMap((rule) =>
    rule.keywords.map((keyword) => ({ keyword, rule })),
  );
  asked.push(...others.map((keyword) => ({ keyword })));
  const finder = createKeywordFinder(asked.map(({ keyword }) => keyword));
  return (text) => {
    const spans: SecretSpan[] = [...findPrivateKeys(text)];
    const windows = openWindows(text, finder);
    if (windows === undefined) return { spans };
    const tried = new Set([...windows.keywords].map((index) => asked[index]?.rule));
    for (const rule of rules) {
      if (!tried.has(rule)) continue;
      for (const span of matchRule(rule, windows.text)) {
        const placed = windows.place(span);
        if (placed !== undefined) spans.push(placed);
      }
    }
    const found = { spans: mergeSpans(spans) };
    return tried.has(undefined) ? { ...found, others: windows } : found;
  };
}

function* matchRule({ name, pattern, accepts }: SecretRule, text: string): Iterable<SecretSpan> {
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.groups?.['secret'] ?? match.indices?.[0] ?? [0, 0];
    if (start === end || accepts?.(text.slice(start, end), match.groups?.['name'] ?? '') === false) continue;
    yield { start, end, rule: name };
  }
}
