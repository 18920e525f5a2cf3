import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { anchorFinding } from '../src/core/anchor/anchorFinding.ts';
import { createLineIndex } from '../src/core/anchor/lineIndex.ts';
import type { Fix, RawFinding } from '../src/core/finding.ts';
import { combineFixes } from '../src/core/verify/fixAll.ts';
import { applyFix, checkFix, proposeFix } from '../src/core/verify/fixGate.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { code, damage, line } from './texts.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

function raw(quote: string, replacement: string, more: Partial<RawFinding> = {}): RawFinding {
  return {
    file: 'a.ts',
    quote,
    severity: 'low',
    category: 'bug',
    title: 't',
    explanation: '',
    confidence: 1,
    replacement,
    repaired: false,
    ...more,
  };
}

/** A quote from the text, from one place to another, as a model may damage it. */
function quoteOf(text: string, a: number, b: number): string {
  const [from, to] = [a, b].map((at) => Math.floor(at * text.length)).toSorted((x, y) => x - y);
  return text.slice(from, Math.min(to ?? 0, (from ?? 0) + 400));
}

const replacement = fc.oneof(line, code, fc.constantFrom('', '\n', '...', '// ... existing code ...'));

function proposed(text: string, quote: string, instead: string, more: Partial<RawFinding> = {}) {
  const finding = raw(quote, instead, more);
  const anchor = anchorFinding(finding, createLineIndex(text));
  const fix = proposeFix(finding, anchor, text);
  return { anchor, fix };
}

/** What stands before, between and after the edits. */
function outside(text: string, { edits }: Fix): readonly string[] {
  const index = createLineIndex(text);
  const ends = edits.map(({ range }) => index.offsetAt(range.end));
  const starts = edits.map(({ range }) => index.offsetAt(range.start));
  return [...starts, text.length].map((start, at) => text.slice(ends[at - 1] ?? 0, start));
}

export const target: FuzzTarget = {
  name: 'fixGate',
  properties: {
    'a fix replaces the lines of its quote and nothing else': holds(
      fc.property(
        code,
        share,
        share,
        damage,
        fc.boolean(),
        replacement,
        (text, a, b, strike, damaged, instead) => {
          const quote = quoteOf(text, a, b);
          const { anchor, fix } = proposed(text, damaged ? strike(quote) : quote, instead);
          if (fix === undefined) return;
          assert.ok(anchor.kind === 'exact' || anchor.kind === 'relocated');
          const { range } = anchor;
          for (const edit of fix.edits) {
            const last = edit.after === '' ? range.end.line + 1 : range.end.line;
            assert.ok(edit.range.start.line >= range.start.line && edit.range.end.line <= last);
            const index = createLineIndex(text);
            const rest =
              text.slice(index.offsetAt(edit.range.start), index.offsetAt(range.start)) +
              text.slice(index.offsetAt(range.end), index.offsetAt(edit.range.end));
            assert.equal(rest.trim(), '', 'no code beside the quoted goes');
          }
          assert.deepEqual(checkFix(fix, text), { kind: 'ready' });
          const result = applyFix(fix, text);
          const [before = '', after = ''] = outside(text, fix);
          assert.ok(result.startsWith(before) && result.endsWith(after));
          assert.equal(result, before + (fix.edits[0]?.after ?? '') + after);
        },
      ),
    ),
    'no fix by one press from a damaged quote, mended JSON, or words that leave code out': holds(
      fc.property(
        code,
        share,
        share,
        damage,
        replacement,
        fc.boolean(),
        (text, a, b, strike, instead, repaired) => {
          const { anchor, fix } = proposed(text, strike(quoteOf(text, a, b)), instead, { repaired });
          if (fix?.automatic !== true) return;
          assert.equal(anchor.kind, 'exact');
          assert.equal(repaired, false);
          assert.doesNotMatch(instead, /existing code/);
        },
      ),
    ),
    'once its place holds anything else, a fix is refused': holds(
      fc.property(code, share, share, replacement, damage, (text, a, b, instead, strike) => {
        const { fix } = proposed(text, quoteOf(text, a, b), instead);
        if (fix === undefined) return;
        const edited = strike(text);
        const check = checkFix(fix, edited);
        if (check.kind !== 'ready') return;
        const index = createLineIndex(edited);
        for (const { range, before } of fix.edits)
          assert.equal(edited.slice(index.offsetAt(range.start), index.offsetAt(range.end)), before);
      }),
    ),
    'fixes applied together are whole, apart, and touch nothing else': holds(
      fc.property(code, fc.array(fc.tuple(share, share, replacement), { maxLength: 5 }), (text, wanted) => {
        const fixes = wanted.flatMap(
          ([a, b, instead]) => proposed(text, quoteOf(text, a, b), instead).fix ?? [],
        );
        const combined = combineFixes(text, fixes);
        assert.equal(combined.applied.length + combined.leftOut.length, fixes.length);
        const all: Fix = { edits: combined.edits, automatic: true };
        assert.deepEqual(checkFix(all, text), { kind: 'ready' });
        const pieces = outside(text, all);
        const expected = pieces.map((piece, at) => piece + (combined.edits[at]?.after ?? '')).join('');
        assert.equal(applyFix(all, text), expected);
      }),
    ),
  },
};
