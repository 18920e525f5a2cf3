import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { ruleOf } from '../../core/findings/dismissal.ts';
import { uriOf } from '../documents.ts';
import { findingDocument } from './findingDocument.ts';
import { explanationScheme } from './findingSurfaces.ts';

/** Other places listed with a finding. */
const mostAlike = 20;

/** The editor's own, which not every build of it has. */
const markdownExtension = 'vscode.markdown-language-features';

/** Opens what there is to say of a finding beside the code: rendered where the editor can, else as text. */
export async function explain(finding: Finding): Promise<void> {
  const name = finding.title.replace(/[\\/:*?"<>|#%`]/g, '').trim();
  const uri = vscode.Uri.from({
    scheme: explanationScheme,
    path: `/${name === '' ? 'finding' : name}.md`,
    query: finding.id,
  });
  if (vscode.extensions.getExtension(markdownExtension) !== undefined)
    await vscode.commands.executeCommand('markdown.showLockedPreviewToSide', uri);
  else await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}

export async function explanationOf(finding: Finding, store: FindingStore): Promise<string> {
  // Without a word of its own for the kind, the category is all there is, and says too little.
  const alike = store
    .shown()
    .filter(({ id, rule }) => id !== finding.id && rule !== undefined && rule === ruleOf(finding));
  return findingDocument(finding, await textOf(finding), alike.slice(0, mostAlike));
}

/** Undefined when the file cannot be read any more. */
async function textOf({ file }: Finding): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(uriOf(file))).getText();
  } catch {
    return undefined;
  }
}
