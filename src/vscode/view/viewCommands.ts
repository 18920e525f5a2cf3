import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { ViewOptions } from './viewOptions.ts';

/** The commands of the view's title: how it groups, and which findings it lists. */
export interface ViewCommands {
  readonly 'flashReview.groupByFile': () => Promise<void>;
  readonly 'flashReview.groupBySeverity': () => Promise<void>;
  readonly 'flashReview.groupByCategory': () => Promise<void>;
  readonly 'flashReview.filter': () => Promise<void>;
  readonly 'flashReview.filterByText': () => Promise<void>;
  readonly 'flashReview.filterFixable': () => Promise<void>;
  readonly 'flashReview.filterThisFile': () => Promise<void>;
  readonly 'flashReview.filterThisReview': () => Promise<void>;
  readonly 'flashReview.clearFilter': () => Promise<void>;
}

export function viewCommands(options: ViewOptions, store: FindingStore): ViewCommands {
  const toggle = (name: 'fixable' | 'thisFile' | 'thisReview') => async () =>
    options.narrow({ [name]: !options.filter[name] });
  return {
    'flashReview.groupByFile': async () => options.groupBy('file'),
    'flashReview.groupBySeverity': async () => options.groupBy('severity'),
    'flashReview.groupByCategory': async () => options.groupBy('category'),
    'flashReview.filter': async () => {
      const { pickFilter } = await import('./pickFilter.ts');
      await pickFilter(options, store);
    },
    'flashReview.filterByText': async () => {
      const { askForText } = await import('./pickFilter.ts');
      await askForText(options);
    },
    'flashReview.filterFixable': toggle('fixable'),
    'flashReview.filterThisFile': toggle('thisFile'),
    'flashReview.filterThisReview': toggle('thisReview'),
    'flashReview.clearFilter': async () => options.clearFilter(),
  };
}
