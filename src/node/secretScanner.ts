import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { createSecretFinder } from '../core/collect/findSecrets.ts';
import type { Keyword } from '../core/collect/keywordFinder.ts';
import { mergeSpans } from '../core/collect/mergeSpans.ts';
import type { SecretScanner, SecretSpan } from '../core/ports.ts';

/** Spans of secrets in a text, offsets in UTF-16. May throw, or never come back. */
export type Lint = (path: string, text: string) => Promise<readonly SecretSpan[]>;

/**
 * Rules of secretlint's recommended preset that are left out:
 * - `gcp` reads files from disk, and reports a JSON file from end to end; `privatekey` and `gcp`'s keys are found by
 *   our own rule, which leaves the marks around a key readable and sees keys in string literals.
 * - `basicauth` and `database-connection-string` report whole addresses; ours take the password out of any.
 * - `aws` and `npm` report a place that begins at the name and is as long as the value (13.0.7), so that the value's
 *   end would be sent; ours find the same values.
 * - `filter-comments` lets a comment in the reviewed code switch the scan off.
 */
const leftOut = /-(?:aws|npm|gcp|privatekey|basicauth|database-connection-string|filter-comments)$/;

/** What begins every token that the rules kept can find; read from their patterns, and tested against them. */
const secretlintKeywords: readonly Keyword[] = [
  { text: 'hooks.slack.com/', folded: true },
  ...(
    'xoxb- xoxp- xapp- xoxa- xoxo- xoxr- T3BlbkFJ sk-ant-api0 gsk_ hf_ lin_api_ ntn_ SG. ' +
    'shppa_ shpca_ shpat_ shpss_ sk_live_ sk_test_ rk_live_ rk_test_ ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- ' +
    'glc_ glsa_ ops_ey hvs. hvb. hvr. vcp_ vci_ vca_ vcr_ vck_ dapi dckr_pat_ figd_ cfk_ cfut_ cfat_ tskey-'
  )
    .split(' ')
    .map((text) => ({ text })),
];

/** Longer than any text takes that is not made to be slow; then our own rules have to do. */
const patienceMs = 2_000;

/**
 * secretlint's recommended rules and our own. secretlint sees only the lines around its keywords, which keeps it
 * from most of a repository and bounds what a text can make it do; where it fails, our rules still answer.
 */
export function createSecretScanner(lint: Lint = lintRecommended, patience = patienceMs): SecretScanner {
  const find = createSecretFinder(secretlintKeywords);
  return {
    scan: async (path, text) => {
      const { spans, others } = find(text);
      if (others === undefined) return spans;
      const theirs = await answerOf(() => lint(path, others.text), patience);
      return mergeSpans([...spans, ...theirs.flatMap((span) => others.place(span) ?? [])]);
    },
  };
}

const kept = rules.filter(({ meta }) => !leftOut.test(meta.id));

async function lintRecommended(path: string, text: string): Promise<readonly SecretSpan[]> {
  // It would keep a mark for every rule and file for as long as the process lives.
  secretLintProfiler.setEnabled(false);
  // What secretlint takes for a byte order mark, it cuts off.
  const shift = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const { messages } = await lintSource({
    source: { content: text, filePath: path, ext: /\.[^./]*$/.exec(path)?.[0] ?? '', contentType: 'text' },
    options: {
      config: { rules: kept.map((rule) => ({ id: rule.meta.id, rule })) },
      noPhysicFilePath: true,
    },
  });
  return messages.map(({ range: [start, end], ruleId }) => ({
    start: start + shift,
    end: end + shift,
    rule: ruleId.replace(/^.*secretlint-rule-/, ''),
  }));
}

/** Nothing when it fails or takes too long. */
async function answerOf(lint: () => ReturnType<Lint>, patience: number): ReturnType<Lint> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly SecretSpan[]>((resolve) => {
    timer = setTimeout(() => resolve([]), patience);
  });
  try {
    return await Promise.race([lint(), tooLate]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}
