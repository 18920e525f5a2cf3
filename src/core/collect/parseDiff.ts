import { DiffReader, type ParsedFile } from './diffReader.ts';

/**
 * Reads what `git diff` prints (two-way, prefixes `a/` and `b/`, paths raw or quoted). What is not a file's
 * block is ignored; a block that cannot be read gives its file without hunks. Never throws.
 */
export function parseDiff(text: string): readonly ParsedFile[] {
  const reader = new DiffReader();
  return [...reader.push(text), ...reader.end()];
}
