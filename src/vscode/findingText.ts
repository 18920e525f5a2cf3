import * as vscode from 'vscode';
import type { Finding } from '../core/finding.ts';
import { categoryLabel, noAnchorSentence, severityLabel } from './messages.ts';

/**
 * A finding as hover and tooltip show it. The model's words are untrusted: no command links, no HTML, no
 * images; they are appended as text, so Markdown in them stays what was written.
 */
export function findingMarkdown(finding: Finding): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString('', false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  markdown.appendMarkdown('**');
  markdown.appendText(finding.title);
  markdown.appendMarkdown('**\n\n');
  markdown.appendText(finding.explanation);
  markdown.appendMarkdown('\n\n');
  markdown.appendMarkdown(`*${factsLine(finding)}*`);
  return markdown;
}

/** `High · security · 90 % sure · gemini-3.6-flash`, and what is uncertain about the place. */
export function factsLine(finding: Finding): string {
  const facts = [
    severityLabel(finding.severity),
    categoryLabel(finding.category),
    vscode.l10n.t('{0} % sure', Math.round(finding.confidence * 100)),
  ];
  if (finding.anchor.kind === 'none') facts.push(noAnchorSentence(finding.anchor.reason));
  if (finding.anchor.kind === 'line-only') facts.push(vscode.l10n.t('placed by line number only'));
  if (finding.anchor.kind === 'relocated') facts.push(vscode.l10n.t('placed by the closest matching code'));
  if (finding.state === 'changed') facts.push(vscode.l10n.t('changed since the review'));
  return facts.join(' · ');
}
