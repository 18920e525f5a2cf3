import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { DiffReader, type ParsedFile } from '../src/core/collect/diffReader.ts';
import { diffTexts } from '../src/core/collect/hunks.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { code, cutAt, cuts, damage, line } from './texts.ts';

function read(pieces: readonly string[]): readonly ParsedFile[] {
  const reader = new DiffReader();
  return [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
}

// oxlint-disable-next-line no-control-regex -- these are what git escapes
const escapedByGit = /[\u0000-\u001f"\\\u007f]/g;

/** A path as git quotes it. */
function quoted(path: string): string {
  const escaped = path.replace(escapedByGit, (character) =>
    character === '"' || character === '\\'
      ? `\\${character}`
      : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return escaped === path ? path : `"${escaped}"`;
}

const path = fc
  .array(
    fc.oneof(
      fc.constantFrom('a', 'b', 'src', 'x y', ' b/', '"', 'ünï', 'a\tb', 'a\nb', '\\'),
      fc.string({ maxLength: 4 }),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((parts) =>
    parts
      .join('/')
      .replace(/[\0]/g, '')
      .replace(/\/{2,}/g, '/')
      .replace(/^\/|\/$/g, ''),
  )
  // Git splits where both halves are the same, which such names leave open.
  .filter((name) => name !== '' && !name.endsWith(' ') && name.isWellFormed());

const texts = fc
  .tuple(
    fc.array(
      line.map((text) => text.replace(/\r/g, ' ')),
      { maxLength: 30 },
    ),
    damage,
  )
  .map(([lines, strike]) => {
    const before = lines.join('\n');
    return [before, strike(before).replace(/\r/g, ' ')] as const;
  });

/** The block of one changed file. */
function blockOf(name: string, before: string, after: string): string {
  const hunks = diffTexts(`${before}\n`, `${after}\n`);
  const body = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) =>
    [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...lines.map(({ kind, text }) => `${kind === 'added' ? '+' : kind === 'removed' ? '-' : ' '}${text}`),
    ].join('\n'),
  );
  const [from, to] = [quoted(`a/${name}`), quoted(`b/${name}`)];
  const tab = /[ ]/.test(name) && !from.startsWith('"') ? '\t' : '';
  return [
    `diff --git ${from} ${to}`,
    'index 1..2 100644',
    `--- ${from}${tab}`,
    `+++ ${to}${tab}`,
    ...body,
    '',
  ].join('\n');
}

export const target: FuzzTarget = {
  name: 'diff',
  properties: {
    'every file and hunk of a diff is read as it was written, however it is cut': holds(
      fc.property(fc.array(fc.tuple(path, texts), { maxLength: 4 }), cuts, (files, shares) => {
        const changed = files.filter(([, [before, after]]) => before !== after);
        const diff = changed.map(([name, [before, after]]) => blockOf(name, before, after)).join('');
        assert.deepEqual(
          read(cutAt(diff, shares)).map(({ path: name, hunks }) => ({ name, hunks })),
          changed.map(([name, [before, after]]) => ({ name, hunks: diffTexts(`${before}\n`, `${after}\n`) })),
        );
      }),
    ),
    'any text is read the same however it is cut, and never throws': holds(
      fc.property(
        fc.oneof(
          code,
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc
            .tuple(fc.array(fc.tuple(path, texts), { minLength: 1, maxLength: 3 }), damage)
            .map(([files, strike]) =>
              strike(files.map(([name, [before, after]]) => blockOf(name, before, after)).join('')),
            ),
        ),
        cuts,
        (text, shares) => {
          assert.deepEqual(read(cutAt(text, shares)), read([text]));
        },
      ),
    ),
    'the hunks between two texts lead from one to the other': holds(
      fc.property(code, damage, (before, strike) => {
        const after = strike(before);
        assert.equal(patched(before, diffTexts(before, after)), linesOf(after).join('\n'));
      }),
    ),
  },
};

function patched(before: string, hunks: ReturnType<typeof diffTexts>): string {
  const lines = linesOf(before);
  const out: string[] = [];
  let at = 0;
  for (const { oldStart, oldLines, lines: changed } of hunks) {
    const from = oldLines === 0 ? oldStart : oldStart - 1;
    out.push(...lines.slice(at, from));
    for (const { kind, text } of changed) if (kind !== 'removed') out.push(text);
    at = from + oldLines;
  }
  return [...out, ...lines.slice(at)].join('\n');
}

/** Without the empty one behind the last line end. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
