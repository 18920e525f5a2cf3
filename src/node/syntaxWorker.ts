import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import treeSitter, { type Language, type Query } from '@vscode/tree-sitter-wasm';
import type { Outline } from '../core/ports.ts';
import { grammarFile, type Grammar } from './grammars.ts';
import { outlineQueries } from './outlineQueries.ts';
import { readOutline } from './readOutline.ts';

/** What the thread is started with: the folder of the grammars. */
export interface SyntaxWorkerData {
  readonly folder: string;
}

/** One text to parse. The thread answers with its outline, or undefined, before it gets the next. */
export interface SyntaxJob {
  readonly grammar: Grammar;
  readonly text: string;
}

/** A language with the query that makes its outlines. */
interface Reader {
  readonly language: Language;
  readonly query: Query;
}

if (parentPort !== null) answer(parentPort, workerData as SyntaxWorkerData);

function answer(port: NonNullable<typeof parentPort>, { folder }: SyntaxWorkerData): void {
  const started = treeSitter.Parser.init({ locateFile: (file) => join(folder, file) });
  const readers = new Map<Grammar, Reader>();
  const parse = async ({ grammar, text }: SyntaxJob): Promise<void> => {
    await started;
    const reader = readers.get(grammar) ?? (await loadReader(grammar, folder));
    readers.set(grammar, reader);
    port.postMessage(outlineOf(text, reader));
  };
  // After a failure nothing is known of the parser's memory: the thread ends, and the next one begins anew.
  port.on('message', (job: SyntaxJob) => void parse(job).catch(() => process.exit(1)));
}

async function loadReader(grammar: Grammar, folder: string): Promise<Reader> {
  const language = await treeSitter.Language.load(await readFile(join(folder, grammarFile(grammar))));
  return { language, query: new treeSitter.Query(language, outlineQueries[grammar]) };
}

function outlineOf(text: string, { language, query }: Reader): Outline | undefined {
  const parser = new treeSitter.Parser();
  try {
    const tree = parser.setLanguage(language).parse(text);
    if (tree === null) return undefined;
    try {
      return readOutline(tree, query, text);
    } finally {
      tree.delete();
    }
  } finally {
    parser.delete();
  }
}
