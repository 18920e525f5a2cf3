import * as vscode from 'vscode';
import { rangeOf, type Finding } from '../../core/finding.ts';
import { ruleOf } from '../../core/findings/dismissal.ts';
import { codeSpan, fenced, plainCell, plainMarkdown } from '../../core/report/plainMarkdown.ts';
import { checkFix } from '../../core/verify/fixGate.ts';
import { diffText } from './diffText.ts';
import { cwePage } from './diagnostics.ts';
import { factsLine } from './findingText.ts';

/**
 * All there is to say of a finding, as Markdown to read or to paste elsewhere. `text` is the file's, as far as it can
 * be read; `alike` are the other places of the same kind.
 */
export function findingDocument(
  finding: Finding,
  text: string | undefined,
  alike: readonly Finding[],
): string {
  const { title, explanation, fix, cwe, modelVersion, reviewId } = finding;
  const blocks = [
    `# ${plainCell(title)}`,
    `${codeSpan(placeOf(finding))} · ${factsLine(finding)}`,
    plainMarkdown(explanation),
  ];
  const code = text === undefined ? undefined : quoteFrom(finding, text);
  if (code !== undefined) blocks.push(fenced(languageOf(finding.file.path), code));
  if (fix !== undefined && text !== undefined && checkFix(fix, text).kind === 'ready')
    blocks.push(`## ${vscode.l10n.t('Fix')}`, fenced('diff', diffText(fix, text)));
  if (alike.length > 0) {
    blocks.push(`## ${vscode.l10n.t('The same kind elsewhere')}`);
    blocks.push(alike.map((other) => `- ${codeSpan(placeOf(other))} ${plainCell(other.title)}`).join('\n'));
  }
  const facts = [
    vscode.l10n.t('Kind: {0}', codeSpan(ruleOf(finding))),
    ...(cwe === undefined ? [] : [`[CWE-${cwe}](${cwePage(cwe).toString()})`]),
    ...(modelVersion === undefined ? [] : [vscode.l10n.t('Model: {0}', codeSpan(modelVersion))]),
    vscode.l10n.t('Review: {0}', codeSpan(reviewId)),
  ];
  blocks.push('---', facts.join(' · '));
  return `${blocks.join('\n\n')}\n`;
}

/** `src/cart.ts:8`, as people and tools write it. */
export function placeOf(finding: Finding): string {
  const range = rangeOf(finding);
  const { path } = finding.file;
  return range === undefined ? path : `${path}:${range.start.line + 1}`;
}

function quoteFrom(finding: Finding, text: string): string | undefined {
  const range = rangeOf(finding);
  if (range === undefined) return finding.quote === '' ? undefined : finding.quote;
  return text
    .split(/\r\n|\r|\n/)
    .slice(range.start.line, range.end.line + 1)
    .join('\n');
}

/** The word behind a fence; nothing of a file's name but letters and digits. */
function languageOf(path: string): string {
  return /\.([a-z0-9]{1,10})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
}
