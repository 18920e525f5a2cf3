import * as vscode from 'vscode';
import type { Range } from '../../core/finding.ts';
import { importedFindings, type PlacedImport, type PlacedText } from '../../core/history/importedFinding.ts';
import type { ShownFinding, ShownReport } from '../../core/report/reportPage.ts';
import { mostImported } from '../../core/report/sarifRead.ts';
import type { ReportPlace } from '../openPlace.ts';
import { readImport } from './readImport.ts';

/** A file of another tool as a report, and where each of its findings is; undefined for what is not opened. */
export interface ImportedReport {
  readonly content: ShownReport;
  readonly places: readonly (ReportPlace | undefined)[];
}

/** Lines shown before and after a finding, and of one that is longer. */
const context = 2;
const mostLines = 40;
const longestLine = 1_000;

/** The report in a file, or a sentence that says why there is none. `roots` are absolute, with `/`. */
export async function importReport(path: string, roots: readonly string[]): Promise<ImportedReport | string> {
  const read = await readImport(path, roots);
  if (typeof read === 'string') return read;
  const { placed, unreadable, left, unfinished } = read;
  const tools = [...new Set(placed.map(({ imported }) => imported.tool))];
  const name = path.slice(path.lastIndexOf('/') + 1);
  const notices = [
    ...unfinished.map((tool) => vscode.l10n.t('{0} says that it did not come to its end.', tool)),
    ...(unreadable > 0 ? [vscode.l10n.t('{0} results could not be read.', unreadable)] : []),
    ...(left > 0
      ? [vscode.l10n.t('Only the first {0} results are listed; {1} are left out.', mostImported, left)]
      : []),
  ];
  return {
    content: {
      title: name,
      notices,
      facts: [
        { label: vscode.l10n.t('Imported from'), value: vscode.workspace.asRelativePath(path) },
        ...(tools.length === 0 ? [] : [{ label: vscode.l10n.t('Found by'), value: tools.join(', ') }]),
      ],
      findings: placed.map(shownImport),
      coverage: [],
      canExport: false,
      canShow: importedFindings(placed, '').length > 0,
    },
    places: placed.map(({ text, place }) => {
      const range = rangeOf(place);
      return text && { file: text.file, ...(range === undefined ? {} : { range }) };
    }),
  };
}

function rangeOf(place: PlacedImport['place']): Range | undefined {
  return place === undefined || place.kind === 'absent' ? undefined : place.range;
}

function shownImport({ imported, text, place }: PlacedImport): ShownFinding {
  const { severity, title, explanation, path, category, rule, cwe, confidence, tool, state, region } =
    imported;
  const range = rangeOf(place);
  const line = range === undefined ? region?.startLine : range.start.line + 1;
  return {
    severity,
    title,
    explanation,
    file: path.kind === 'inside' ? path.path : path.shown,
    ...(line === undefined ? {} : { line }),
    ...(category === undefined ? {} : { category }),
    ...(rule === undefined ? {} : { rule }),
    ...(cwe === undefined ? {} : { cwe }),
    ...(confidence === undefined ? {} : { confidence }),
    origin: tool,
    notes: notesOf({ imported, text, place }),
    settled: state !== 'open',
    ...(range === undefined || text === undefined ? {} : { excerpt: excerptOf(range, text) }),
    edits: [],
    canOpen: text !== undefined,
  };
}

function notesOf({ imported: { path, state }, text, place }: PlacedImport): readonly string[] {
  const notes: string[] = [];
  if (state === 'suppressed') notes.push(vscode.l10n.t('suppressed by its tool'));
  if (state === 'absent') notes.push(vscode.l10n.t('no longer found by its tool'));
  if (path.kind === 'outside') notes.push(vscode.l10n.t('outside the open folders'));
  else if (text === undefined) notes.push(vscode.l10n.t('the file is not here, or is no text'));
  else if (place?.kind === 'moved') notes.push(vscode.l10n.t('the code has moved since'));
  else if (place?.kind === 'unchecked') notes.push(vscode.l10n.t('placed by line number only'));
  else if (place?.kind === 'absent') notes.push(vscode.l10n.t('the code it speaks of is not there any more'));
  return notes;
}

function excerptOf({ start, end }: Range, { index }: PlacedText): NonNullable<ShownFinding['excerpt']> {
  const first = Math.max(0, start.line - context);
  const last = Math.min(index.lineCount - 1, end.line + context, start.line + mostLines);
  const lines: string[] = [];
  for (let line = first; line <= last; line++)
    lines.push(
      index.text.slice(
        index.lineStart(line),
        Math.min(index.lineEnd(line), index.lineStart(line) + longestLine),
      ),
    );
  return { startLine: first + 1, lines, from: start.line + 1, to: end.line + 1 };
}
