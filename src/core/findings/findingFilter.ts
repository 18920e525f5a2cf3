import { categories, severities, type Category, type Finding, type Severity } from '../finding.ts';
import { absolutePathOf } from './findingTable.ts';
import { ruleOf } from './dismissal.ts';

/** Where a finding stands, as its readers tell it. `no-line`: open, and nowhere to be put in the code. */
export const shownStates = ['open', 'changed', 'no-line', 'dismissed', 'held-back'] as const;
export type ShownState = (typeof shownStates)[number];

/** Which findings are to be listed. An empty list, an empty text and false leave none out. */
export interface FindingFilter {
  readonly severities: readonly Severity[];
  readonly states: readonly ShownState[];
  readonly categories: readonly Category[];
  readonly fixable: boolean;
  /** Words that must all occur in title, explanation, kind or path; in any case. */
  readonly text: string;
  readonly thisFile: boolean;
  readonly thisReview: boolean;
}

export const noFilter: FindingFilter = {
  severities: [],
  states: [],
  categories: [],
  fixable: false,
  text: '',
  thisFile: false,
  thisReview: false,
};

/** What "this" means at the moment; what is undefined leaves no finding out. */
export interface FilterPlace {
  /** Absolute, with `/`. */
  readonly path: string | undefined;
  readonly reviewId: string | undefined;
}

/** Undefined for a finding that is not listed at all: over, or without its code. */
export function shownStateOf({ state, anchor }: Finding): ShownState | undefined {
  switch (state) {
    case 'open':
      return anchor.kind === 'none' ? 'no-line' : 'open';
    case 'changed':
    case 'dismissed':
      return state;
    case 'filtered':
      return 'held-back';
    case 'gone':
    case 'fixed':
      return undefined;
  }
}

export function isFiltering(filter: FindingFilter): boolean {
  const { thisFile, thisReview, fixable, text } = filter;
  const lists = [filter.severities, filter.states, filter.categories];
  return thisFile || thisReview || fixable || text.trim() !== '' || lists.some(({ length }) => length > 0);
}

export function filterFindings(
  findings: readonly Finding[],
  filter: FindingFilter,
  { path, reviewId }: FilterPlace,
): readonly Finding[] {
  if (!isFiltering(filter)) return findings;
  const words = filter.text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return findings.filter((finding) => {
    const state = shownStateOf(finding);
    return (
      has(filter.severities, finding.severity) &&
      has(filter.categories, finding.category) &&
      state !== undefined &&
      has(filter.states, state) &&
      (!filter.fixable || finding.fix !== undefined) &&
      (!filter.thisFile || path === undefined || absolutePathOf(finding.file) === path) &&
      (!filter.thisReview || reviewId === undefined || finding.reviewId === reviewId) &&
      (words.length === 0 || hasWords(finding, words))
    );
  });
}

/** A filter as it was kept; what of it makes no sense leaves no finding out. */
export function readFilter(kept: unknown): FindingFilter {
  const of = (name: keyof FindingFilter): unknown =>
    typeof kept === 'object' && kept !== null ? Reflect.get(kept, name) : undefined;
  const text = of('text');
  return {
    severities: among(of('severities'), severities),
    states: among(of('states'), shownStates),
    categories: among(of('categories'), categories),
    fixable: of('fixable') === true,
    text: typeof text === 'string' ? text : '',
    thisFile: of('thisFile') === true,
    thisReview: of('thisReview') === true,
  };
}

function has<T>(wanted: readonly T[], value: T): boolean {
  return wanted.length === 0 || wanted.includes(value);
}

function hasWords(finding: Finding, words: readonly string[]): boolean {
  const { title, explanation, file } = finding;
  const all = `${title}\n${explanation}\n${ruleOf(finding)}\n${file.path}`.toLowerCase();
  return words.every((word) => all.includes(word));
}

function among<T extends string>(value: unknown, allowed: readonly T[]): readonly T[] {
  return Array.isArray(value) ? allowed.filter((word) => value.includes(word)) : [];
}
