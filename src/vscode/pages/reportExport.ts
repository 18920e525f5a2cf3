import * as vscode from 'vscode';
import { formatJson } from '../../core/report/json.ts';
import { formatMarkdown } from '../../core/report/markdown.ts';
import { maskReported } from '../../core/report/maskReported.ts';
import type { ExportFormat } from '../../core/report/reportPage.ts';
import type { ReviewReport } from '../../core/report/reviewReport.ts';
import { formatSarif } from '../../core/report/sarif.ts';
import { workspaceFolders } from '../review/sources.ts';

const writers: Readonly<Record<ExportFormat, (report: ReviewReport) => string>> = {
  markdown: formatMarkdown,
  json: formatJson,
  sarif: formatSarif,
};

const endings: Readonly<Record<ExportFormat, string>> = { markdown: 'md', json: 'json', sarif: 'sarif' };

const names: Readonly<Record<ExportFormat, string>> = {
  markdown: 'Markdown',
  json: 'JSON',
  sarif: 'SARIF',
};

/** Asks where to, and writes; nothing when the user leaves the question. */
export async function exportReport(report: ReviewReport, format: ExportFormat): Promise<void> {
  const [folder] = workspaceFolders();
  const name = `flash-review-${report.review.startedAt.slice(0, 10)}.${endings[format]}`;
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Review as {0}', names[format]),
    filters: { [names[format]]: [endings[format]] },
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder), name) }),
  });
  if (target !== undefined) await writeReport(report, format, target);
}

export async function writeReport(
  report: ReviewReport,
  format: ExportFormat,
  target: vscode.Uri,
): Promise<void> {
  try {
    const { createSecretScanner } = await import('../../node/secretScanner.ts');
    const findings = await maskReported(report.findings, createSecretScanner());
    const text = writers[format]({ ...report, findings });
    await vscode.workspace.fs.writeFile(target, Buffer.from(text, 'utf8'));
  } catch (error) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The report could not be written to {0}: {1}', target.fsPath, String(error)),
    );
  }
}
