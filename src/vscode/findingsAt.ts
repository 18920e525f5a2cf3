import * as vscode from 'vscode';
import { rangeOf, type Finding } from '../core/finding.ts';
import type { FindingStore } from '../core/findings/findingStore.ts';
import { pathOf, toEditorRange } from './documents.ts';

/** The open findings of a document that touch a range, in the order of the store. */
export function findingsAt(
  store: FindingStore,
  document: vscode.TextDocument,
  range: vscode.Range | vscode.Position,
): readonly Finding[] {
  const path = pathOf(document.uri);
  if (path === undefined) return [];
  const wanted = range instanceof vscode.Position ? new vscode.Range(range, range) : range;
  return store.atPath(path).filter((finding) => {
    const place = rangeOf(finding);
    return (
      finding.state === 'open' &&
      place !== undefined &&
      toEditorRange(place).intersection(wanted) !== undefined
    );
  });
}
