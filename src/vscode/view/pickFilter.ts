import * as vscode from 'vscode';
import { categories, severities, type Category, type Finding, type Severity } from '../../core/finding.ts';
import { shownStateOf, shownStates, type ShownState } from '../../core/findings/findingFilter.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { stateLabel } from './filterLabel.ts';
import { categoryLabel, severityLabel } from '../messages.ts';
import type { ViewOptions } from './viewOptions.ts';

type Choice =
  | { readonly of: 'severities'; readonly word: Severity }
  | { readonly of: 'states'; readonly word: ShownState }
  | { readonly of: 'categories'; readonly word: Category }
  | { readonly of: 'fixable' | 'thisFile' | 'thisReview' };

type Item = vscode.QuickPickItem & { readonly choice?: Choice };

/** Asks which findings to list, by everything but a text; nothing picked of a kind leaves none out. */
export async function pickFilter(options: ViewOptions, store: FindingStore): Promise<void> {
  const { filter } = options;
  const known = store.all().filter((finding) => shownStateOf(finding) !== undefined);
  const count = (fits: (finding: Finding) => boolean): string => String(known.filter(fits).length);
  const items: readonly Item[] = [
    heading(vscode.l10n.t('Severity')),
    ...severities.map((word) => ({
      label: severityLabel(word),
      description: count(({ severity }) => severity === word),
      picked: filter.severities.includes(word),
      choice: { of: 'severities' as const, word },
    })),
    heading(vscode.l10n.t('State')),
    ...shownStates.map((word) => ({
      label: stateLabel(word),
      description: count((finding) => shownStateOf(finding) === word),
      picked: filter.states.includes(word),
      choice: { of: 'states' as const, word },
    })),
    heading(vscode.l10n.t('Category')),
    ...categories.map((word) => ({
      label: categoryLabel(word),
      description: count(({ category }) => category === word),
      picked: filter.categories.includes(word),
      choice: { of: 'categories' as const, word },
    })),
    heading(vscode.l10n.t('More')),
    {
      label: vscode.l10n.t('fixable'),
      description: count(({ fix }) => fix !== undefined),
      picked: filter.fixable,
      choice: { of: 'fixable' },
    },
    {
      label: vscode.l10n.t('this file'),
      description: vscode.l10n.t('the one in the editor'),
      picked: filter.thisFile,
      choice: { of: 'thisFile' },
    },
    { label: vscode.l10n.t('last review'), picked: filter.thisReview, choice: { of: 'thisReview' } },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: vscode.l10n.t('Which findings to list'),
    placeHolder: vscode.l10n.t('Nothing chosen of a kind lists all of it'),
  });
  if (picked === undefined) return;
  const choices = picked.flatMap(({ choice }) => choice ?? []);
  await options.narrow({
    severities: choices.flatMap((choice) => (choice.of === 'severities' ? choice.word : [])),
    states: choices.flatMap((choice) => (choice.of === 'states' ? choice.word : [])),
    categories: choices.flatMap((choice) => (choice.of === 'categories' ? choice.word : [])),
    fixable: choices.some(({ of }) => of === 'fixable'),
    thisFile: choices.some(({ of }) => of === 'thisFile'),
    thisReview: choices.some(({ of }) => of === 'thisReview'),
  });
}

export async function askForText(options: ViewOptions): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('List findings with these words'),
    prompt: vscode.l10n.t('In title, explanation, kind or path. Empty lists all.'),
    value: options.filter.text,
  });
  if (text !== undefined) await options.narrow({ text: text.trim() });
}

function heading(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
