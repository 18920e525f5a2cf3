import * as vscode from 'vscode';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { findingMarkdown } from './findingText.ts';
import { findingsAt } from './findingsAt.ts';

export class FindingHover implements vscode.HoverProvider {
  readonly #store: FindingStore;

  constructor(store: FindingStore) {
    this.#store = store;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const findings = findingsAt(this.#store, document, position);
    return findings.length === 0 ? undefined : new vscode.Hover(findings.map(findingMarkdown));
  }
}
