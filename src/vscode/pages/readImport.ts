import { open } from 'node:fs/promises';
import * as vscode from 'vscode';
import { createLineIndex } from '../../core/anchor/lineIndex.ts';
import { placeImported } from '../../core/anchor/placeImported.ts';
import { textIdOf } from '../../core/findings/textId.ts';
import type { PlacedImport, PlacedText } from '../../core/history/importedFinding.ts';
import {
  readSarif,
  type ImportedFinding,
  type ImportedLog,
  type SarifFailure,
} from '../../core/report/sarifRead.ts';
import { readWorkTreeFile } from '../../node/workTreeFile.ts';
import { unsavedTexts } from '../documents.ts';

/** What a file of another tool says, each result placed in the text of now. */
export interface ReadImport extends Omit<ImportedLog, 'findings'> {
  readonly placed: readonly PlacedImport[];
}

const megabyte = 1_048_576;
const mostBytes = 20 * megabyte;

/** Larger source files are listed and not looked into. */
const mostTextBytes = 2 * megabyte;

/** The results in a file, or a sentence that says why there are none. `roots` are absolute, with `/`. */
export async function readImport(path: string, roots: readonly string[]): Promise<ReadImport | string> {
  const text = await readBounded(path);
  if (typeof text !== 'string') return text.sentence;
  const log = readSarif(text, roots);
  if (!log.ok) return sentenceOf(log.failure);
  const { findings, ...rest } = log.value;
  const texts = new Map<string, Promise<PlacedText | undefined>>();
  const textOf = async ({ path: where }: ImportedFinding): Promise<PlacedText | undefined> => {
    if (where.kind === 'outside') return undefined;
    const { path: file, root } = where;
    const known = texts.get(file) ?? readText(file, root === undefined ? roots : [root]);
    texts.set(file, known);
    return known;
  };
  const placed: PlacedImport[] = [];
  for (const imported of findings) {
    const read = await textOf(imported);
    placed.push({ imported, text: read, place: read && placeImported(imported, read.index) });
  }
  return { ...rest, placed };
}

/** The file below the first root that has it, as its editor has it; no link is followed out of a root. */
async function readText(path: string, roots: readonly string[]): Promise<PlacedText | undefined> {
  for (const root of roots) {
    const content = await readWorkTreeFile(root, path, mostTextBytes);
    if (content.kind !== 'text') continue;
    const text = unsavedTexts().texts.get(`${root}/${path}`) ?? content.text;
    return { file: { root, path }, index: createLineIndex(text), textId: textIdOf(text) };
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
