import type { SecretSpan } from '../ports.ts';
import { createKeywordFinder } from './keywordFinder.ts';
import { mergeSpans } from './mergeSpans.ts';
import { findPrivateKeys } from './privateKeys.ts';
import type { SecretRule } from './secretRule.ts';
import { secretRules } from './secretRules.ts';
import { openWindows } from './secretWindows.ts';

/**
 * A scan for secrets by our own rules, in text order and not overlapping. Rules are tried only on the lines around
 * their keywords: most lines have none.
 */
export function createSecretFinder(
  rules: readonly SecretRule[] = secretRules,
): (text: string) => readonly SecretSpan[] {
  const keywords = rules.flatMap((rule) => rule.keywords.map((keyword) => ({ keyword, rule })));
  const finder = createKeywordFinder(keywords.map(({ keyword }) => keyword));
  return (text) => {
    const spans: SecretSpan[] = [...findPrivateKeys(text)];
    const windows = openWindows(text, finder);
    if (windows === undefined) return spans;
    const tried = new Set([...windows.keywords].map((index) => keywords[index]?.rule));
    for (const rule of rules) {
      if (!tried.has(rule)) continue;
      for (const span of matchRule(rule, windows.text)) {
        const placed = windows.place(span);
        if (placed !== undefined) spans.push(placed);
      }
    }
    return mergeSpans(spans);
  };
}

function* matchRule({ name, pattern, accepts }: SecretRule, text: string): Iterable<SecretSpan> {
  for (const match of text.matchAll(pattern)) {
    const [start, end] = match.indices?.groups?.['secret'] ?? match.indices?.[0] ?? [0, 0];
    if (start === end || accepts?.(text.slice(start, end), match.groups?.['name'] ?? '') === false) continue;
    yield { start, end, rule: name };
  }
}
