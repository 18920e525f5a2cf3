import * as vscode from 'vscode';
import type { ReviewFailure } from '../core/errors.ts';
import type { Category, FilterReason, NoAnchorReason, Severity } from '../core/finding.ts';
import type { SkipReason } from '../core/change.ts';

/** What of package.json is read here; the editor has put the messages of its language in. */
interface Manifest {
  readonly contributes: {
    readonly viewsWelcome: readonly { readonly when: string; readonly contents: string }[];
  };
}

/**
 * What a failure means and what to do next, in one sentence: the first line of the view's welcome text for it, which
 * has a button for the next step besides.
 */
export function failureSentence({ kind }: ReviewFailure): string {
  const manifest = vscode.extensions.getExtension('flash-review.flash-review')?.packageJSON as
    Manifest | undefined;
  const welcome = manifest?.contributes.viewsWelcome.find(({ when }) => when.endsWith(`== failed.${kind}`));
  const [sentence = kind] = welcome?.contents.split('\n') ?? [];
  return sentence;
}

/** What the log may know beyond the sentence. */
export function failureDetail(failure: ReviewFailure): string {
  switch (failure.kind) {
    case 'git-failed':
      return `git ${failure.args.join(' ')} in ${failure.root}: exit ${failure.exitCode ?? 'by signal'}: ${failure.stderr}`;
    case 'git-missing':
      return failure.command;
    case 'silent':
      return `no byte for ${failure.ms} ms`;
    case 'timeout':
      return `no end after ${failure.ms} ms`;
    case 'blocked':
    case 'cut-off':
      return failure.reason;
    case 'no-such-revision':
      return failure.revision;
    case 'no-merge-base':
      return failure.base;
    case 'missing-setting':
      return `flashReview.${failure.setting}`;
    case 'bad-location':
      return failure.location;
    case 'mismatch':
      return `${failure.first}; ${failure.second}`;
    case 'budget-spent':
      return `${failure.spent} of ${failure.budget} dollars`;
    case 'declined':
    case 'no-repository':
    case 'no-key':
    case 'no-finish':
    case 'empty':
    case 'cancelled':
      return '';
    default:
      return failure.detail;
  }
}

let severityLabels: Readonly<Record<Severity, string>> | undefined;

/** Asked for by every row of a view: translated once. */
export function severityLabel(severity: Severity): string {
  severityLabels ??= {
    critical: vscode.l10n.t('Critical'),
    high: vscode.l10n.t('High'),
    medium: vscode.l10n.t('Medium'),
    low: vscode.l10n.t('Low'),
    info: vscode.l10n.t('Info'),
  };
  return severityLabels[severity];
}

let categoryLabels: Readonly<Record<Category, string>> | undefined;

/** Asked for by every row of a view: translated once. */
export function categoryLabel(category: Category): string {
  categoryLabels ??= {
    bug: vscode.l10n.t('bug'),
    security: vscode.l10n.t('security'),
    performance: vscode.l10n.t('performance'),
    concurrency: vscode.l10n.t('concurrency'),
    'error-handling': vscode.l10n.t('error handling'),
    api: vscode.l10n.t('API'),
    maintainability: vscode.l10n.t('maintainability'),
    test: vscode.l10n.t('test'),
    documentation: vscode.l10n.t('documentation'),
  };
  return categoryLabels[category];
}

export function noAnchorSentence(reason: NoAnchorReason): string {
  const texts: Record<NoAnchorReason, string> = {
    'unknown-file': vscode.l10n.t('no exact line: the model named a file that was not reviewed'),
    'quote-not-found': vscode.l10n.t('no exact line: the quoted code is not in the file'),
    ambiguous: vscode.l10n.t('no exact line: the quoted code stands in several places'),
    'no-line-no-quote': vscode.l10n.t('no exact line: the model gave neither a line nor a quote'),
    'file-deleted': vscode.l10n.t('no exact line: the file was deleted'),
  };
  return texts[reason];
}

/** Why a review holds a finding back. */
export function filterSentence({ kind, detail }: FilterReason): string {
  const texts: Record<FilterReason['kind'], string> = {
    refuted: vscode.l10n.t('refuted by a second look'),
    'outside-change': vscode.l10n.t('outside the change'),
    'known-diagnostic': vscode.l10n.t('already said by another tool'),
    'low-confidence': vscode.l10n.t('too unsure'),
    'low-severity': vscode.l10n.t('below the set severity'),
    'too-many': vscode.l10n.t('beyond the set number'),
    'dismissed-kind': vscode.l10n.t('its kind is dismissed'),
  };
  return detail === '' ? texts[kind] : `${texts[kind]}: ${detail}`;
}

export function skipSentence(reason: SkipReason): string {
  switch (reason.kind) {
    case 'binary':
      return vscode.l10n.t('binary file');
    case 'too-large':
      return vscode.l10n.t('too large: {0} KB', Math.ceil(reason.bytes / 1024));
    case 'symlink':
      return vscode.l10n.t('symbolic link');
    case 'submodule':
      return vscode.l10n.t('submodule');
    case 'private-key':
      return vscode.l10n.t('private key, never sent');
    case 'unreadable':
      return vscode.l10n.t('could not be read: {0}', reason.detail);
    case 'no-text-change':
      return vscode.l10n.t('no change in the text');
    case 'over-budget':
      return vscode.l10n.t('a line of it exceeds the model’s input (about {0} tokens in all)', reason.tokens);
    case 'ignored':
      return vscode.l10n.t('left out by “{0}” in {1}', reason.rule, reason.source);
    case 'generated':
      return vscode.l10n.t('generated');
    case 'vendored':
      return vscode.l10n.t('third-party code');
    case 'lock-file':
      return vscode.l10n.t('lock file');
    case 'minified':
      return vscode.l10n.t('minified');
    case 'outside-workspace':
      return vscode.l10n.t('outside the opened folder');
    case 'lfs-pointer':
      return vscode.l10n.t('kept in Git LFS, only a pointer is here');
  }
}
