import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { filterFindings, isFiltering, shownStateOf } from '../../core/findings/findingFilter.ts';
import { groupFindings, inGroupOrder, type FindingGroup } from '../../core/findings/groupFindings.ts';
import { findingItem, type Among } from './findingItems.ts';
import { groupItem, nothingPassesItem, stateGroupItem } from './groupItems.ts';
import { findingMarkdown } from '../surfaces/findingText.ts';
import {
  emptyLedger,
  ledgerChildren,
  ledgerGroups,
  ledgerItem,
  type Ledger,
  type LedgerNode,
} from './ledgerItems.ts';
import type { ViewOptions } from './viewOptions.ts';

export type TreeNode =
  | { readonly kind: 'group'; readonly key: string }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly among: Among }
  | { readonly kind: 'nothing-passes' }
  | { readonly kind: 'state-group'; readonly state: 'dismissed' | 'held-back' }
  | LedgerNode;

/** What the list was made of when it was last made. */
export interface TreeCounts {
  /** Open, changed or without a line, and listed. */
  readonly listed: number;
  /** Those that would be listed without the filter. */
  readonly all: number;
}

/** More findings than this are listed with their groups closed. */
const mostExpanded = 500;

/** A group of more is divided by file: the editor asks for every row of an open group at once. */
const mostInGroup = 300;

/** What the view lists: groups of findings, those put aside, then what the last review masked, left out and read. */
export class FindingsTree implements vscode.TreeDataProvider<TreeNode> {
  readonly #store: FindingStore;
  readonly #options: ViewOptions;
  readonly #didChange = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly #nodes = new Map<string, TreeNode>();
  #groups = new Map<string, FindingGroup>();
  #aside: Readonly<Record<'dismissed' | 'held-back', readonly Finding[]>> = {
    dismissed: [],
    'held-back': [],
  };
  #ledger = emptyLedger;
  #counts: TreeCounts = { listed: 0, all: 0 };

  readonly onDidChangeTreeData = this.#didChange.event;

  constructor(store: FindingStore, options: ViewOptions) {
    this.#store = store;
    this.#options = options;
  }

  get counts(): TreeCounts {
    return this.#counts;
  }

  /** No finding is listed, nor put aside. */
  get isEmpty(): boolean {
    return this.#counts.listed + this.#aside.dismissed.length + this.#aside['held-back'].length === 0;
  }

  /** Makes the list anew, for all to see. */
  refresh(ledger: Ledger): void {
    this.#ledger = ledger;
    this.#regroup();
    this.#didChange.fire(undefined);
  }

  /** Findings of these files moved in their text and did nothing else: the other groups stay as they are. */
  refreshPlaces(paths: Iterable<string>): void {
    if (this.#options.grouping !== 'file') return this.refresh(this.#ledger);
    const moved = (finding: Finding): Finding => this.#store.get(finding.id) ?? finding;
    const nodes: TreeNode[] = [];
    for (const path of paths) {
      const group = this.#groups.get(path);
      if (group === undefined) continue;
      this.#groups.set(path, { ...group, findings: group.findings.map(moved) });
      nodes.push(this.#groupNode(path));
    }
    const { dismissed, 'held-back': heldBack } = this.#aside;
    this.#aside = { dismissed: dismissed.map(moved), 'held-back': heldBack.map(moved) };
    if (nodes.length > 0) this.#didChange.fire(nodes);
  }

  dispose(): void {
    this.#didChange.dispose();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node === undefined) return this.#roots();
    switch (node.kind) {
      case 'group':
        return this.#childrenOf(node.key);
      case 'state-group':
        return this.#aside[node.state].map((finding) => ({ kind: 'finding', finding, among: node.state }));
      case 'finding':
      case 'nothing-passes':
        return [];
      default:
        return [...ledgerChildren(node, this.#ledger)];
    }
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group': {
        const group = this.#groups.get(node.key);
        return group === undefined
          ? new vscode.TreeItem('')
          : groupItem(group, this.#counts.listed <= mostExpanded && !node.key.includes('\0'));
      }
      case 'finding':
        return findingItem(node.finding, node.among);
      case 'nothing-passes':
        return nothingPassesItem(this.#counts.all);
      case 'state-group':
        return stateGroupItem(node.state, this.#aside[node.state].length);
      default:
        return ledgerItem(node, this.#ledger);
    }
  }

  /** The tooltip is made when somebody asks for it. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'finding') item.tooltip = findingMarkdown(node.finding);
    return item;
  }

  #regroup(): void {
    const { filter, grouping, place } = this.#options;
    const all = this.#store.all();
    const listable = all.filter((finding) => !isAside(finding) && shownStateOf(finding) !== undefined);
    const listed = filterFindings(listable, filter, place);
    this.#counts = { listed: listed.length, all: listable.length };
    const aside = filterFindings(all.filter(isAside), filter, place);
    this.#aside = {
      dismissed: aside.filter(({ state }) => state === 'dismissed'),
      'held-back': aside.filter(({ state }) => state === 'filtered'),
    };
    this.#groups = new Map(groupFindings(listed, grouping).map((group) => [group.key, group]));
    for (const key of this.#nodes.keys()) {
      const [outer = key] = key.split('\0');
      if (!this.#groups.has(outer)) this.#nodes.delete(key);
    }
  }

  #roots(): TreeNode[] {
    const roots: TreeNode[] = [...this.#groups.keys()]
      .filter((key) => !key.includes('\0'))
      .map((key) => this.#groupNode(key));
    for (const state of ['dismissed', 'held-back'] as const)
      if (this.#aside[state].length > 0) roots.push({ kind: 'state-group', state });
    roots.push(...ledgerGroups(this.#ledger));
    const { listed, all } = this.#counts;
    // An empty view has a welcome text for this.
    if (listed === 0 && all > 0 && roots.length > 0 && isFiltering(this.#options.filter))
      roots.unshift({ kind: 'nothing-passes' });
    return roots;
  }

  #childrenOf(key: string): TreeNode[] {
    const group = this.#groups.get(key);
    if (group === undefined) return [];
    if (group.label.by === 'file' || group.findings.length <= mostInGroup) {
      const among = group.label.by;
      return inGroupOrder(group).map((finding) => ({ kind: 'finding', finding, among }));
    }
    return groupFindings(group.findings, 'file').map((part) => {
      const inner = `${key}\0${part.key}`;
      this.#groups.set(inner, { ...part, key: inner });
      return this.#groupNode(inner);
    });
  }

  /** The same node for the same group: the editor finds a node again by its identity. */
  #groupNode(key: string): TreeNode {
    const known = this.#nodes.get(key);
    if (known !== undefined) return known;
    const node: TreeNode = { kind: 'group', key };
    this.#nodes.set(key, node);
    return node;
  }
}

function isAside({ state }: Finding): boolean {
  return state === 'dismissed' || state === 'filtered';
}
