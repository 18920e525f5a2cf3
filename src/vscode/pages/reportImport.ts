import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { createLineIndex, type LineIndex } from '../../core/anchor/lineIndex.ts';
import { placeImported, type ImportedPlace } from '../../core/anchor/placeImported.ts';
import type { FileRef, Range } from '../../core/finding.ts';
import type { ShownFinding, ShownReport } from '../../core/report/reportPage.ts';
import {
  mostImported,
  readSarif,
  type ImportedFinding,
  type SarifFailure,
} from '../../core/report/sarifRead.ts';
import { readWorkTreeFile } from '../../node/workTreeFile.ts';
import type { ReportPlace } from '../openPlace.ts';

/** A file of another tool as a report, and where each of its findings is; undefined for what is not opened. */
export interface ImportedReport {
  readonly content: ShownReport;
  readonly places: readonly (ReportPlace | undefined)[];
}

const megabyte = 1_048_576;
const mostBytes = 20 * megabyte;

/** Larger source files are listed and not looked into. */
const mostTextBytes = 2 * megabyte;

/** Lines shown before and after a finding, and of one that is longer. */
const context = 2;
const mostLines = 40;
const longestLine = 1_000;

/** The report in a file, or a sentence that says why there is none. `roots` are absolute, with `/`. */
export async function importReport(path: string, roots: readonly string[]): Promise<ImportedReport | string> {
  const text = await readBounded(path);
  if (typeof text !== 'string') return text.sentence;
  const log = readSarif(text, roots);
  if (!log.ok) return sentenceOf(log.failure);
  const texts = new Map<string, Promise<PlacedText | undefined>>();
  const textOf = async (finding: ImportedFinding): Promise<PlacedText | undefined> => {
    if (finding.path.kind === 'outside') return undefined;
    const { path: file, root } = finding.path;
    const known = texts.get(file) ?? readText(file, root === undefined ? roots : [root]);
    texts.set(file, known);
    return known;
  };
  const findings: ShownFinding[] = [];
  const places: (ReportPlace | undefined)[] = [];
  for (const finding of log.value.findings) {
    const read = await textOf(finding);
    const place = read && placeImported(finding, read.index);
    const range = place === undefined || place.kind === 'absent' ? undefined : place.range;
    findings.push(shownImport(finding, read, place, range));
    places.push(read && { file: read.file, ...(range === undefined ? {} : { range }) });
  }
  const { unreadable, left, unfinished } = log.value;
  const tools = [...new Set(log.value.findings.map(({ tool }) => tool))];
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
        { label: vscode.l10n.t('Imported from'), value: name },
        ...(tools.length === 0 ? [] : [{ label: vscode.l10n.t('Found by'), value: tools.join(', ') }]),
      ],
      findings,
      coverage: [],
      canExport: false,
    },
    places,
  };
}

interface PlacedText {
  readonly file: FileRef;
  readonly index: LineIndex;
}

/** The file below the first root that has it; no link is followed out of a root. */
async function readText(path: string, roots: readonly string[]): Promise<PlacedText | undefined> {
  for (const root of roots) {
    const content = await readWorkTreeFile(root, path, mostTextBytes);
    if (content.kind === 'text') return { file: { root, path }, index: createLineIndex(content.text) };
  }
  return undefined;
}

/** Reads no more than the bound, whatever the file says of its size. */
async function readBounded(path: string): Promise<string | { readonly sentence: string }> {
  try {
    await using file = await open(path, 'r');
    const status = await file.stat();
    if (!status.isFile()) return { sentence: vscode.l10n.t('This is no file. Choose a SARIF file.') };
    if (status.size > mostBytes)
      return {
        sentence: vscode.l10n.t(
          'The file has {0} MB; reports of up to {1} MB are read. Let the tool write one report for each part of the project.',
          Math.ceil(status.size / megabyte),
          mostBytes / megabyte,
        ),
      };
    return await file.readFile('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { sentence: vscode.l10n.t('The file could not be read ({0}). Choose another one.', code ?? '') };
  }
}

function sentenceOf(failure: SarifFailure): string {
  switch (failure.kind) {
    case 'not-json':
      return vscode.l10n.t('The file is no JSON, and so no SARIF. Choose the file that the tool wrote.');
    case 'not-sarif':
      return vscode.l10n.t(
        'The file is JSON, but no SARIF log: it has no list of runs. Choose the file that the tool wrote.',
      );
    case 'version':
      return failure.version === ''
        ? vscode.l10n.t('The file does not say which version of SARIF it has. Version 2.1.0 is read.')
        : vscode.l10n.t(
            'The file is SARIF {0}; version 2.1.0 is read. Set the tool to write that, or convert the file.',
            failure.version,
          );
  }
}

function shownImport(
  finding: ImportedFinding,
  read: PlacedText | undefined,
  place: ImportedPlace | undefined,
  range: Range | undefined,
): ShownFinding {
  const { severity, title, explanation, path, category, rule, cwe, confidence, tool, state, region } =
    finding;
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
    notes: notesOf(finding, read, place),
    settled: state !== 'open',
    ...(range === undefined || read === undefined ? {} : { excerpt: excerptOf(range, read) }),
    edits: [],
    canOpen: read !== undefined,
  };
}

function notesOf(
  { path, state }: ImportedFinding,
  read: PlacedText | undefined,
  place: ImportedPlace | undefined,
): readonly string[] {
  const notes: string[] = [];
  if (state === 'suppressed') notes.push(vscode.l10n.t('suppressed by its tool'));
  if (state === 'absent') notes.push(vscode.l10n.t('no longer found by its tool'));
  if (path.kind === 'outside') notes.push(vscode.l10n.t('outside the open folders'));
  else if (read === undefined) notes.push(vscode.l10n.t('the file is not here, or is no text'));
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
