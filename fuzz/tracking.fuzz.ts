import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Position, Range } from '../src/core/finding.ts';
import { createLineIndex } from '../src/core/anchor/lineIndex.ts';
import { FindingStore } from '../src/core/findings/findingStore.ts';
import { trackEdits, type TextChange } from '../src/core/findings/trackEdits.ts';
import { trackVersions } from '../src/core/findings/trackVersions.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { findingAt } from './findings.ts';
import { code, damage, line, lineEnd } from './texts.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const typed = fc.record({
  at: share,
  length: fc.oneof(fc.constant(0), fc.nat({ max: 30 })),
  text: fc.oneof(
    fc.constant(''),
    line,
    fc.tuple(line, lineEnd, line).map((parts) => parts.join('')),
  ),
});

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Never between the two signs of a line end, where no editor lets anybody type. */
function placed(text: string, offset: number): number {
  return text[offset] === '\n' && text[offset - 1] === '\r' ? offset - 1 : offset;
}

function editOf(
  text: string,
  { at, length, text: instead }: { at: number; length: number; text: string },
): Edit {
  const from = placed(text, Math.floor(at * text.length));
  return { from, to: Math.max(from, placed(text, Math.min(text.length, from + length))), text: instead };
}

/** Editors know one kind of line end in a text. */
const plain = (text: string): string => text.replace(/\r\n?/g, '\n');

function rangeOf(text: string, from: number, to: number): Range {
  return createLineIndex(text).rangeBetween(from, to);
}

function offsetsOf(text: string, { start, end }: Range): readonly [number, number] {
  const index = createLineIndex(text);
  const inside = (position: Position): number => {
    assert.ok(position.line < index.lineCount, 'the line is in the text');
    const offset = index.lineStart(position.line) + position.character;
    assert.ok(offset <= index.lineEnd(position.line), 'the column is on the line');
    return offset;
  };
  return [inside(start), inside(end)];
}

/** What an anchor is, without any cleverness: each sign of the text knows whether it belongs to the finding. */
function oracle(text: string, from: number, to: number, { from: start, to: end, text: instead }: Edit) {
  const marks = Array.from({ length: text.length }, (_, at) => at >= from && at < to);
  const after = [
    ...marks.slice(0, start),
    ...Array.from({ length: instead.length }, () => false),
    ...marks.slice(end),
  ];
  return { first: after.indexOf(true), last: after.lastIndexOf(true), isCut: start < to && end > from };
}

export const target: FuzzTarget = {
  name: 'tracking',
  properties: {
    'a range stays on its own signs through every edit, and is changed exactly when one of them is': holds(
      fc.property(
        code.map(plain),
        share,
        share,
        fc.array(typed, { minLength: 1, maxLength: 8 }),
        (begun, a, b, edits) => {
          let text = begun;
          const [first, last] = [a, b].map((at) => Math.floor(at * text.length)).toSorted((x, y) => x - y);
          let finding = findingAt(rangeOf(text, first ?? 0, last ?? 0));
          for (const given of edits) {
            const edit = editOf(text, { ...given, text: plain(given.text) });
            const before = finding.anchor.kind === 'none' ? undefined : finding.anchor.range;
            assert.ok(before);
            const [from, to] = offsetsOf(text, before);
            const expected = oracle(text, from, to, edit);
            const wasOpen = finding.state === 'open';
            finding = trackEdits(finding, [{ range: rangeOf(text, edit.from, edit.to), text: edit.text }]);
            text = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
            assert.ok(finding.anchor.kind !== 'none');
            const [newFrom, newTo] = offsetsOf(text, finding.anchor.range);
            assert.ok(newFrom <= newTo);
            if (expected.isCut) assert.equal(finding.state, 'changed');
            else {
              assert.equal(finding.state, wasOpen ? 'open' : 'changed');
              if (to > from) assert.deepEqual([newFrom, newTo - 1], [expected.first, expected.last]);
            }
          }
        },
      ),
    ),
    'several edits of one event do what they do one after the other': holds(
      fc.property(code.map(plain), share, share, fc.array(typed, { maxLength: 5 }), (text, a, b, given) => {
        const [first = 0, last = 0] = [a, b]
          .map((at) => Math.floor(at * text.length))
          .toSorted((x, y) => x - y);
        const edits: Edit[] = [];
        for (const edit of given
          .map((one) => editOf(text, { ...one, text: plain(one.text) }))
          .toSorted((x, y) => x.from - y.from))
          if (edit.from > (edits.at(-1)?.to ?? -1)) edits.push(edit);
        const changes = edits.map((edit): TextChange => ({
          range: rangeOf(text, edit.from, edit.to),
          text: edit.text,
        }));
        const finding = findingAt(rangeOf(text, first, last));
        const together = trackEdits(finding, changes);
        const oneByOne = changes.toReversed().reduce((now, change) => trackEdits(now, [change]), finding);
        assert.deepEqual(together, oneByOne);
        assert.deepEqual(trackEdits(finding, changes.toReversed()), together);
      }),
    ),
    'an undo brings a finding of the store back open, where it was': holds(
      fc.property(code.map(plain), share, share, typed, (text, a, b, given) => {
        const [first = 0, last = 0] = [a, b]
          .map((at) => Math.floor(at * text.length))
          .toSorted((x, y) => x - y);
        if (text.slice(first, last).trim() === '') return;
        const edit = editOf(text, { ...given, text: plain(given.text) });
        const after = text.slice(0, edit.from) + edit.text + text.slice(edit.to);
        const range = rangeOf(text, first, last);
        const store = new FindingStore();
        store.add({ ...findingAt(range), quote: text.slice(first, last) });
        const [path = ''] = store.paths();
        const reader = (whole: string) => (place: Range) => {
          const [from, to] = offsetsOf(whole, place);
          return whole.slice(from, to);
        };
        store.edit(path, [{ range: rangeOf(text, edit.from, edit.to), text: edit.text }], reader(after));
        const undo = {
          range: rangeOf(after, edit.from, edit.from + edit.text.length),
          text: text.slice(edit.from, edit.to),
        };
        store.edit(path, [undo], reader(text));
        const [now] = store.all();
        assert.ok(now !== undefined && now.anchor.kind !== 'none');
        offsetsOf(text, now.anchor.range);
        // Where an edit went across one edge of the finding, nobody can tell which of what came back was in it.
        const across = edit.from < first !== edit.to > last ? edit.from < last && edit.to > first : false;
        const inside = edit.from >= first && edit.to <= last;
        if (!across && !inside && !(edit.from <= first && edit.to >= last)) {
          assert.deepEqual(now.anchor.range, range);
          assert.equal(now.state, 'open');
        }
      }),
    ),
    'lines that stand once are kept on their line, and those that are gone on none': holds(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('keep', 'drop', 'add', 'edit'), fc.nat({ max: 9 })), {
          minLength: 1,
          maxLength: 60,
        }),
        (steps) => {
          const before: string[] = [];
          const after: string[] = [];
          const expected: (number | undefined)[] = [];
          for (const [at, [step, depth]] of steps.entries()) {
            const own = `${' '.repeat(depth)}value_${at * 7919} = call_${(at * 104_729) % 1_000_003}(name_${at});`;
            if (step === 'add') after.push(own);
            else {
              before.push(own);
              expected.push(step === 'keep' ? after.length : undefined);
              if (step === 'keep') after.push(own);
              if (step === 'edit') after.push(`other_${at * 31_337}(); // ${'x'.repeat(30)}`);
            }
          }
          const places = trackVersions(
            before.join('\n'),
            after.join('\n'),
            before.map((text, number) => ({
              start: { line: number, character: 0 },
              end: { line: number, character: text.length },
            })),
          );
          assert.deepEqual(
            places.map((place) => (place.kind === 'kept' ? place.range.start.line : undefined)),
            expected,
          );
        },
      ),
    ),
    'whatever becomes of a text, a place in it lies in it': holds(
      fc.property(
        code,
        damage,
        code,
        fc.boolean(),
        share,
        share,
        (before, strike, other, unrelated, a, b) => {
          const after = unrelated ? other : strike(before);
          const index = createLineIndex(before);
          const [first = 0, last = 0] = [a, b]
            .map((at) => placed(before, Math.floor(at * before.length)))
            .toSorted((x, y) => x - y);
          const range = index.rangeBetween(first, last);
          for (const place of trackVersions(before, after, [range]))
            if (place.kind !== 'gone') offsetsOf(after, place.range);
        },
      ),
    ),
  },
};
