import * as vscode from 'vscode';
import { overridable, type SkippedFile } from '../core/change.ts';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import { compareSeverity, rangeOf, type FileRef, type Finding, type Severity } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { toEditorRange, uriOf } from './documents.ts';
import { factsLine, findingMarkdown } from './findingText.ts';
import { maskedGroupItem, maskedItem } from './maskedItems.ts';
import { severityLabel, skipSentence } from './messages.ts';

export type TreeNode =
  | { readonly kind: 'file'; readonly file: FileRef; readonly findings: readonly Finding[] }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'skipped-group'; readonly files: readonly SkippedFile[] }
  | { readonly kind: 'skipped'; readonly file: SkippedFile }
  | { readonly kind: 'masked-group'; readonly secrets: readonly MaskedSecret[] }
  | { readonly kind: 'masked'; readonly secret: MaskedSecret };

const refreshDelayMs = 50;

/** More findings than this are listed with their files closed. */
const mostExpanded = 500;

/** What the view lists: files with their findings, worst first, then what the last review left out and why. */
export class FindingsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #store: FindingStore;
  readonly #didChange = new vscode.EventEmitter<void>();
  readonly #subscription: { dispose(): void };
  #skipped: readonly SkippedFile[] = [];
  #secrets: readonly MaskedSecret[] = [];
  #refresh: NodeJS.Timeout | undefined;
  #areFilesOpen = true;

  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(store: FindingStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(() => this.#refreshSoon());
  }

  get skipped(): readonly SkippedFile[] {
    return this.#skipped;
  }

  get secrets(): readonly MaskedSecret[] {
    return this.#secrets;
  }

  set secrets(found: readonly MaskedSecret[]) {
    if (found === this.#secrets) return;
    this.#secrets = found;
    this.#didChange.fire();
  }

  set skipped(files: readonly SkippedFile[]) {
    if (files === this.#skipped) return;
    this.#skipped = files;
    this.#didChange.fire();
  }

  dispose(): void {
    clearTimeout(this.#refresh);
    this.#subscription.dispose();
    this.#didChange.dispose();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return this.#roots();
    if (node.kind === 'file') return node.findings.map((finding) => ({ kind: 'finding', finding }));
    if (node.kind === 'masked-group') return node.secrets.map((secret) => ({ kind: 'masked', secret }));
    if (node.kind === 'skipped-group') return node.files.map((file) => ({ kind: 'skipped', file }));
    return [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'file':
        return fileItem(node.file, node.findings, this.#areFilesOpen);
      case 'finding':
        return findingItem(node.finding);
      case 'skipped-group': {
        const item = new vscode.TreeItem(
          vscode.l10n.t('Not reviewed'),
          vscode.TreeItemCollapsibleState.Collapsed,
        );
        item.description = String(node.files.length);
        item.iconPath = new vscode.ThemeIcon('circle-slash');
        return item;
      }
      case 'masked-group':
        return maskedGroupItem(node.secrets);
      case 'masked':
        return maskedItem(node.secret);
      case 'skipped': {
        const item = new vscode.TreeItem(uriOf(node.file.ref));
        item.description = skipSentence(node.file.reason);
        item.iconPath = vscode.ThemeIcon.File;
        item.contextValue = overridable.has(node.file.reason.kind) ? 'skipped.overridable' : 'skipped';
        return item;
      }
    }
  }

  /** The editor asks for every visible row anew each time, which is too much to do on each keystroke. */
  #refreshSoon(): void {
    this.#refresh ??= setTimeout(() => {
      this.#refresh = undefined;
      this.#didChange.fire();
    }, refreshDelayMs);
  }

  #roots(): TreeNode[] {
    const byFile = new Map<string, Finding[]>();
    const shown = this.#store.shown();
    this.#areFilesOpen = shown.length <= mostExpanded;
    for (const finding of shown) {
      const key = `${finding.file.root}\0${finding.file.path}`;
      const known = byFile.get(key);
      if (known === undefined) byFile.set(key, [finding]);
      else known.push(finding);
    }
    const roots: TreeNode[] = [];
    for (const findings of byFile.values()) {
      findings.sort(worstFirst);
      const [first] = findings;
      if (first !== undefined) roots.push({ kind: 'file', file: first.file, findings });
    }
    if (this.#secrets.length > 0) roots.push({ kind: 'masked-group', secrets: this.#secrets });
    if (this.#skipped.length > 0) roots.push({ kind: 'skipped-group', files: this.#skipped });
    return roots;
  }
}

function worstFirst(a: Finding, b: Finding): number {
  return compareSeverity(a.severity, b.severity) || lineOf(a) - lineOf(b);
}

function lineOf(finding: Finding): number {
  return rangeOf(finding)?.start.line ?? Number.MAX_SAFE_INTEGER;
}

function fileItem(file: FileRef, findings: readonly Finding[], expanded: boolean): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(uriOf(file), expanded ? Expanded : Collapsed);
  item.id = `${file.root}/${file.path}`;
  item.iconPath = vscode.ThemeIcon.File;
  item.description = `${file.path.split('/').slice(0, -1).join('/')} ${findings.length}`.trim();
  item.contextValue = 'file';
  return item;
}

const icons: Readonly<Record<Severity, readonly [icon: string, color: string]>> = {
  critical: ['error', 'problemsErrorIcon.foreground'],
  high: ['error', 'problemsErrorIcon.foreground'],
  medium: ['warning', 'problemsWarningIcon.foreground'],
  low: ['info', 'problemsInfoIcon.foreground'],
  info: ['lightbulb', 'problemsInfoIcon.foreground'],
};

function findingItem(finding: Finding): vscode.TreeItem {
  const item = new vscode.TreeItem(finding.title);
  item.id = finding.id;
  const range = rangeOf(finding);
  const place = range === undefined ? vscode.l10n.t('no line') : String(range.start.line + 1);
  const changed = finding.state === 'changed' ? ` · ${vscode.l10n.t('changed')}` : '';
  item.description = `${place} · ${severityLabel(finding.severity)}${changed}`;
  item.tooltip = findingMarkdown(finding);
  const [icon, color] = icons[finding.severity];
  item.iconPath =
    finding.state === 'changed'
      ? new vscode.ThemeIcon('edit', new vscode.ThemeColor('disabledForeground'))
      : new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.contextValue = finding.fix === undefined ? 'finding' : 'finding.fixable';
  item.accessibilityInformation = { label: `${finding.title}, ${factsLine(finding)}` };
  if (finding.anchor.kind !== 'none' || finding.anchor.reason !== 'unknown-file') {
    item.command = {
      command: 'vscode.open',
      title: vscode.l10n.t('Open'),
      arguments: [uriOf(finding.file), range === undefined ? {} : { selection: toEditorRange(range) }],
    };
  }
  return item;
}
