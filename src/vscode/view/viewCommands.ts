import type { FindingStore } from '../../core/findings/findingStore.ts';
import type { CommandName } from '../commandNames.ts';
import type { ViewOptions } from './viewOptions.ts';

/** The commands of the view's title: how it groups, and which findings it lists. */
export function viewCommands(options: ViewOptions, store: FindingStore) {
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
  } satisfies Partial<Record<CommandName, () => Promise<void>>>;
}
