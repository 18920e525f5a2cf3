import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { anchorFinding } from '../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../src/core/anchor/lineIndex.ts';
import { RemovedCode } from '../src/core/anchor/removedCode.ts';
import { repairPath } from '../src/core/anchor/repairPath.ts';
import { diffTexts } from '../src/core/collect/hunks.ts';
import type { Range } from '../src/core/finding.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { code, damage, line } from './texts.ts';

const claimed = fc.record(
  { line: fc.integer({ min: 1, max: 60 }), endLine: fc.integer({ min: 1, max: 60 }) },
  { requiredKeys: [], noNullPrototype: true },
);

function sliceOf(text: string, { start, end }: Range): string {
  const index = createLineIndex(text);
  assert.ok(start.line >= 0 && start.character >= 0 && end.line < index.lineCount, 'within the text');
  const [from, to] = [index.offsetAt(start), index.offsetAt(end)];
  assert.ok(from <= to && to <= text.length, 'begins before it ends');
  assert.equal(from - index.lineStart(start.line), start.character, 'the start is on its line');
  assert.equal(to - index.lineStart(end.line), end.character, 'the end is on its line');
  return text.slice(from, to);
}

const bare = (text: string): string => text.replace(/\s+/g, '');

/** Every sign of `part` stands in `whole`, in its order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const sign of whole) if (part.startsWith(sign, at)) at += sign.length;
  return at === part.length;
}

export const target: FuzzTarget = {
  name: 'anchor',
  properties: {
    'a range lies in the text, and an exact one holds nothing the model did not quote': holds(
      fc.property(code, code, damage, claimed, fc.boolean(), (text, quote, strike, claim, damaged) => {
        const before = strike(text);
        const raw = { ...claim, quote: damaged ? strike(text).slice(0, 300) : quote };
        const anchor = anchorFinding(raw, createLineIndex(text), new RemovedCode(diffTexts(before, text)));
        if (anchor.kind === 'none') return;
        const slice = sliceOf(text, anchor.range);
        if (anchor.kind === 'exact') assert.ok(isWithin(bare(slice), bare(raw.quote)), JSON.stringify(slice));
        if (anchor.kind === 'relocated') assert.ok(anchor.similarity >= 0 && anchor.similarity <= 1);
      }),
    ),
    'whole lines that stand once are found to the letter, wherever they are claimed to be': holds(
      fc.property(
        fc.array(line, { maxLength: 15 }),
        fc.array(line, { maxLength: 15 }),
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        claimed,
        (above, below, numbers, claim) => {
          const quoted = numbers.map(
            (number, at) => `  unique_${number}_${at} = compute(${number}); // here`,
          );
          const text = [...above, ...quoted, ...below].join('\n');
          const quote = quoted.join('\n');
          if (bare(text).split(bare(quote)).length !== 2) return;
          const anchor = anchorFinding({ ...claim, quote }, createLineIndex(text));
          assert.equal(anchor.kind, 'exact');
          if (anchor.kind === 'exact') assert.equal(sliceOf(text, anchor.range), quote.trim());
        },
      ),
    ),
    'a claimed path is one of the review or none': holds(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }),
        fc.string(),
        fc.nat(),
        (labels, prefix, at) => {
          for (const claim of [prefix, prefix + (labels[at % Math.max(1, labels.length)] ?? '')]) {
            const label = repairPath(claim, labels);
            assert.ok(label === undefined || labels.includes(label));
            if (labels.includes(claim)) assert.equal(label, claim);
          }
        },
      ),
    ),
  },
};
