import * as vscode from 'vscode';
import { rangeOf, type Finding, type FindingState } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { pathOf, toEditorRange } from '../documents.ts';

/** The findings of a document that touch a range, open ones unless said otherwise, in the order of the store. */
export function findingsAt(
  store: FindingStore,
  document: vscode.TextDocument,
  range: vscode.Range | vscode.Position,
  states: readonly FindingState[] = ['open'],
): readonly Finding[] {
  const path = pathOf(document.uri);
  if (path === undefined) return [];
  const wanted = range instanceof vscode.Position ? new vscode.Range(range, range) : range;
  return store.atPath(path).filter((finding) => {
    const place = rangeOf(finding);
    return (
      states.includes(finding.state) &&
      place !== undefined &&
      toEditorRange(place).intersection(wanted) !== undefined
    );
  });
}
