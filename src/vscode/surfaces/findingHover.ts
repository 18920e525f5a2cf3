import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { fenced } from '../../core/report/plainMarkdown.ts';
import { checkFix } from '../../core/verify/fixGate.ts';
import { cwePage } from './diagnostics.ts';
import { diffText } from './diffText.ts';
import { commentMarkdown } from './findingText.ts';
import { findingsAt } from '../findings/findingsAt.ts';

/** Longer fixes are for the preview. */
const mostDiffLines = 12;

/** Findings at a place as a reviewer's comments: what and why, a small diff of the fix, and what can be done. */
export function findingHover(
  store: FindingStore,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Hover | undefined {
  const findings = findingsAt(store, document, position);
  if (findings.length === 0) return undefined;
  const text = document.getText();
  // Their titles stand above, as diagnostics; among several, each comment needs its own again.
  const withTitle = findings.length > 1;
  return new vscode.Hover(
    findings.flatMap((finding) => [comment(finding, text, withTitle), steps(finding, text)]),
  );
}

/** The model's words: nothing in here can be pressed. */
function comment(finding: Finding, text: string, withTitle: boolean): vscode.MarkdownString {
  const markdown = commentMarkdown(finding, withTitle);
  const { fix } = finding;
  if (fix === undefined || checkFix(fix, text).kind !== 'ready') return markdown;
  return markdown.appendMarkdown(`\n\n${fenced('diff', diffText(fix, text, mostDiffLines))}`);
}

/** Our own words, in a string of their own: the only one whose links run commands, and only these. */
function steps({ id, fix, cwe }: Finding, text: string): vscode.MarkdownString {
  const argument = encodeURIComponent(JSON.stringify([id]));
  const link = (label: string, command: string): string => `[${label}](command:${command}?${argument})`;
  const isReady = fix !== undefined && checkFix(fix, text).kind === 'ready';
  const links = [
    ...(isReady && fix.automatic ? [link(vscode.l10n.t('Apply'), 'flashReview.applyFix')] : []),
    ...(isReady ? [link(vscode.l10n.t('Preview'), 'flashReview.previewFix')] : []),
    link(vscode.l10n.t('Explain'), 'flashReview.explain'),
    link(vscode.l10n.t('Dismiss'), 'flashReview.dismiss'),
    ...(cwe === undefined ? [] : [`[CWE-${cwe}](${cwePage(cwe).toString()})`]),
  ];
  const markdown = new vscode.MarkdownString(links.join(' · '));
  markdown.isTrusted = {
    enabledCommands: ['applyFix', 'previewFix', 'explain', 'dismiss'].map((name) => `flashReview.${name}`),
  };
  return markdown;
}
