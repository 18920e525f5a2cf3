import type { Category, Severity } from '../finding.ts';

/** What each severity means, by consequence, with one example; the order is the order in the prompt. */
export const severityRubric: Readonly<
  Record<Severity, { readonly means: string; readonly example: string }>
> = {
  critical: {
    means: 'data is lost or corrupted, a security hole opens, or a common path crashes',
    example: 'the query is built from a request parameter, so `id=1 OR 1=1` returns every account',
  },
  high: {
    means: 'a plausible input gives a wrong result or a crash',
    example: 'the loop runs to `<= items.length`, so the last step reads undefined and throws',
  },
  medium: {
    means: 'wrong on an edge case; a resource leaks; a race that needs bad luck',
    example: 'the file stays open when parsing throws, so a long run ends with EMFILE',
  },
  low: {
    means: 'right today, but it will mislead whoever changes it next',
    example: 'the parameter is named `seconds` and every caller passes milliseconds',
  },
  info: {
    means: 'worth knowing before merging; nothing breaks',
    example: 'the new option is not mentioned in the help text that lists all the others',
  },
};

export const categoryMeaning: Readonly<Record<Category, string>> = {
  bug: 'the code does not do what it sets out to do',
  security: 'someone can read, change or run what they must not',
  performance: 'time or memory grows with the input where it need not',
  concurrency: 'the outcome depends on timing: races, deadlocks, lost or unawaited work',
  'error-handling': 'a failure is hidden, misreported, or leaves things half done',
  api: 'a caller of this code breaks or is misled by its contract',
  maintainability: 'the next change is likely to go wrong here',
  test: 'a test cannot fail, or does not test what it says',
  documentation: 'a comment or document says something the code does not do',
};

/** What is not worth anyone's attention. Stated last in the prompt, where limits are kept best. */
export const exclusions: readonly string[] = [
  'style, naming taste, formatting, import order, missing comments or types',
  'what a compiler, type checker or linter already says',
  'claims that rest on code you were not shown: a caller, a library or a configuration not in the text',
  'a check that is missing here but stands a few lines above or in the shown caller',
  'praise, summaries, questions, and suggestions to add tests or logging in general',
];

/** The same for a change: what was there before is not its fault. */
export const exclusionOutsideChange =
  'code that is not part of the change (lines without `+`), unless the change breaks it';
