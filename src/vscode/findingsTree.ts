import * as vscode from 'vscode';
import type { MaskedSecret } from '../core/collect/maskFiles.ts';
import { compareSeverity, rangeOf, type FileRef, type Finding } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import type { FileCoverage } from '../core/plan/coverage.ts';
import { fileItem, findingItem } from './findingItems.ts';
import {
  heldBackGroupItem,
  heldBackItem,
  maskedGroupItem,
  maskedItem,
  unreviewedGroupItem,
  unreviewedItem,
} from './ledgerItems.ts';

export type TreeNode =
  | { readonly kind: 'file'; readonly file: FileRef; readonly findings: readonly Finding[] }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'unreviewed-group'; readonly files: readonly FileCoverage[] }
  | { readonly kind: 'unreviewed'; readonly file: FileCoverage }
  | { readonly kind: 'held-back-group'; readonly findings: readonly Finding[] }
  | { readonly kind: 'held-back'; readonly finding: Finding }
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
  #unreviewed: readonly FileCoverage[] = [];
  #secrets: readonly MaskedSecret[] = [];
  #refresh: NodeJS.Timeout | undefined;
  #areFilesOpen = true;

  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(store: FindingStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(() => this.#refreshSoon());
  }

  get unreviewed(): readonly FileCoverage[] {
    return this.#unreviewed;
  }

  get secrets(): readonly MaskedSecret[] {
    return this.#secrets;
  }

  set secrets(found: readonly MaskedSecret[]) {
    if (found === this.#secrets) return;
    this.#secrets = found;
    this.#didChange.fire();
  }

  set unreviewed(files: readonly FileCoverage[]) {
    if (files === this.#unreviewed) return;
    this.#unreviewed = files;
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
    if (node.kind === 'held-back-group')
      return node.findings.map((finding) => ({ kind: 'held-back', finding }));
    if (node.kind === 'masked-group') return node.secrets.map((secret) => ({ kind: 'masked', secret }));
    if (node.kind === 'unreviewed-group') return node.files.map((file) => ({ kind: 'unreviewed', file }));
    return [];
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'file':
        return fileItem(node.file, node.findings, this.#areFilesOpen);
      case 'finding':
        return findingItem(node.finding);
      case 'unreviewed-group':
        return unreviewedGroupItem(node.files);
      case 'unreviewed':
        return unreviewedItem(node.file);
      case 'masked-group':
        return maskedGroupItem(node.secrets);
      case 'masked':
        return maskedItem(node.secret);
      case 'held-back-group':
        return heldBackGroupItem(node.findings);
      case 'held-back':
        return heldBackItem(node.finding);
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
    const heldBack = this.#store.all().filter(({ state }) => state === 'filtered');
    if (heldBack.length > 0) roots.push({ kind: 'held-back-group', findings: heldBack.toSorted(worstFirst) });
    if (this.#secrets.length > 0) roots.push({ kind: 'masked-group', secrets: this.#secrets });
    if (this.#unreviewed.length > 0) roots.push({ kind: 'unreviewed-group', files: this.#unreviewed });
    return roots;
  }
}

function worstFirst(a: Finding, b: Finding): number {
  return compareSeverity(a.severity, b.severity) || lineOf(a) - lineOf(b);
}

function lineOf(finding: Finding): number {
  return rangeOf(finding)?.start.line ?? Number.MAX_SAFE_INTEGER;
}
