import { categories, severities, type Category, type Severity } from '../finding.ts';

const severityWords: ReadonlyMap<string, Severity> = new Map([
  ...severities.map((severity) => [severity, severity] as const),
  ...synonyms('critical', 'blocker', 'blocking', 'fatal', 'severe', 'emergency', 'p0', 's0'),
  ...synonyms('high', 'error', 'major', 'important', 'serious', 'p1', 's1'),
  ...synonyms('medium', 'moderate', 'warning', 'warn', 'normal', 'p2', 's2'),
  ...synonyms('low', 'minor', 'p3', 's3'),
  ...synonyms('info', 'information', 'informational', 'note', 'notice', 'hint', 'nit', 'nitpick', 'trivial'),
  ...synonyms('info', 'suggestion', 'style', 'cosmetic', 'none', 'p4', 's4'),
]);

const categoryWords: ReadonlyMap<string, Category> = new Map([
  ...categories.map((category) => [category, category] as const),
  ...synonyms('bug', 'bugs', 'correctness', 'logic', 'logic-error', 'defect', 'functional'),
  ...synonyms('security', 'vulnerability', 'injection', 'privacy', 'secrets'),
  ...synonyms('performance', 'perf', 'efficiency', 'memory', 'resource-leak'),
  ...synonyms('concurrency', 'race', 'race-condition', 'threading', 'thread-safety', 'deadlock', 'async'),
  ...synonyms(
    'error-handling',
    'error',
    'errors',
    'exception',
    'exceptions',
    'exception-handling',
    'reliability',
  ),
  ...synonyms('api', 'api-design', 'breaking-change', 'compatibility', 'contract'),
  ...synonyms('maintainability', 'style', 'readability', 'naming', 'design', 'complexity', 'code-quality'),
  ...synonyms(
    'maintainability',
    'best-practice',
    'best-practices',
    'dead-code',
    'duplication',
    'refactoring',
  ),
  ...synonyms('test', 'tests', 'testing', 'test-coverage', 'coverage'),
  ...synonyms('documentation', 'docs', 'doc', 'comment', 'comments', 'typo'),
]);

/** The severity a word means, in any case; `medium` for a word that means none, as neither hides nor alarms. */
export function readSeverity(word: string): Severity {
  return severityWords.get(normalise(word)) ?? 'medium';
}

/** The category a word means, in any case; `bug` for a word that means none, as that is what is looked for. */
export function readCategory(word: string): Category {
  return categoryWords.get(normalise(word)) ?? 'bug';
}

function synonyms<T extends string>(meaning: T, ...words: readonly string[]): [string, T][] {
  return words.map((word) => [word, meaning]);
}

function normalise(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}
