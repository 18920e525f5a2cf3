import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import { categoryLabel, noAnchorSentence, severityLabel } from '../messages.ts';

/** A finding as hover and tooltip show it. The model's words are untrusted: see plainMarkdown. */
export function findingMarkdown(finding: Finding): vscode.MarkdownString {
  return commentMarkdown(finding, true);
}

/** The same, with the title or, where that already stands beside it, without. */
export function commentMarkdown(finding: Finding, withTitle: boolean): vscode.MarkdownString {
  return untrusted(
    `${withTitle ? claimOf(finding) : plainMarkdown(finding.explanation)}\n\n*${factsLine(finding)}*`,
  );
}

/** What it says and why, for a place that shows the facts beside it. */
export function claimMarkdown(finding: Finding): vscode.MarkdownString {
  return untrusted(claimOf(finding));
}

function claimOf({ title, explanation }: Finding): string {
  return `**${plainMarkdown(title)}**\n\n${plainMarkdown(explanation)}`;
}

function untrusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}

/** `High · security · 90 % sure · gemini-3.6-flash`, and what is uncertain about the place. */
export function factsLine(finding: Finding): string {
  return [severityLabel(finding.severity), ...factsOf(finding)].join(' · ');
}

/** The same without the severity, each a few words. */
export function factsOf(finding: Finding): readonly string[] {
  const facts = [
    categoryLabel(finding.category),
    // How sure another tool is, it rarely says.
    finding.tool === undefined
      ? vscode.l10n.t('{0} % sure', Math.round(finding.confidence * 100))
      : vscode.l10n.t('found by {0}', finding.tool.replaceAll(/[^\p{L}\p{N} .+-]/gu, '')),
  ];
  if (finding.verification === 'pending') facts.push(vscode.l10n.t('being looked at a second time'));
  if (finding.verification === 'confirmed') facts.push(vscode.l10n.t('stood a second look'));
  if (finding.verification === 'unresolved') facts.push(vscode.l10n.t('a second look came to no answer'));
  if (finding.anchor.kind === 'none') facts.push(noAnchorSentence(finding.anchor.reason));
  if (finding.anchor.kind === 'line-only') facts.push(vscode.l10n.t('placed by line number only'));
  if (finding.anchor.kind === 'relocated') facts.push(vscode.l10n.t('placed by the closest matching code'));
  if (finding.state === 'changed') facts.push(vscode.l10n.t('changed since the review'));
  return facts;
}
