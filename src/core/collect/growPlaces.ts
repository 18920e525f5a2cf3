import type { LineSpan, Outline } from '../ports.ts';
import type { ChangedPlace } from './changedPlaces.ts';
import { EnclosingSpans } from './enclosingSpans.ts';
import type { GrowthLimits } from './growthLimits.ts';
import { depthOf, indentationBlocks } from './indentationBlocks.ts';
import type { NumberedText } from './numberedText.ts';

type Definition = Outline['definitions'][number];

export interface Grown {
  /** In no order; they may overlap. */
  readonly spans: readonly LineSpan[];
  /** Signatures of what lies around the places, inner and outer. */
  readonly around: ReadonlySet<LineSpan>;
}

/**
 * What to show around places given in order: the smallest definition that is not too long; in one that is, some lines
 * on both sides and the block; outside of all, or without an outline, the block by indentation.
 */
export function growPlaces(
  places: readonly ChangedPlace[],
  text: NumberedText,
  outline: Outline | undefined,
  limits: GrowthLimits,
): Grown {
  const definitions = new EnclosingSpans(outline?.definitions ?? [], ({ lines }) => lines);
  let blocks: EnclosingSpans<LineSpan> | undefined;
  const spans: LineSpan[] = [];
  const around = new Set<LineSpan>();
  const openers = new Set<number>();

  for (const place of places) {
    const enclosing = spansAt(place, definitions, ({ lines }) => lines, text);
    for (const { signature } of enclosing) around.add(signature);
    const inner = enclosing.find(hasBody);
    if (inner !== undefined && text.fits(inner.lines, limits.definition, limits.width)) {
      spans.push(inner.lines);
      continue;
    }
    const within = inner?.lines ?? { start: 1, end: text.lines.length };
    if (inner !== undefined) {
      const nearby = {
        start: Math.max(within.start, place.line - limits.nearby),
        end: Math.min(within.end, place.line + limits.nearby),
      };
      if (text.fits(nearby, 2 * limits.nearby + 1, limits.width)) spans.push(nearby);
    }
    blocks ??= new EnclosingSpans(indentationBlocks(text.lines), (span) => span);
    const inside = spansAt(place, blocks, (span) => span, text).filter(
      ({ start, end }) => start >= within.start && end <= within.end,
    );
    const largest = inside.findLast((block) => text.fits(block, limits.block, limits.width));
    if (largest !== undefined) spans.push(largest);
    if (outline !== undefined) continue;
    // Without names, the lines that open the blocks say where one is.
    for (const { start } of inside) openers.add(start);
  }
  for (const line of openers) around.add({ start: line, end: line });
  return { spans, around };
}

function hasBody({ lines, signature }: Definition): boolean {
  return signature.end < lines.end;
}

/**
 * What is around a place, inner before outer. What was removed between two lines was inside all that holds both; or
 * inside what ends before it, if it was indented deeper than that begins.
 */
function spansAt<Span>(
  { line, removed }: ChangedPlace,
  spans: EnclosingSpans<Span>,
  linesOf: (span: Span) => LineSpan,
  text: NumberedText,
): readonly Span[] {
  if (removed === undefined) return spans.around(line);
  const before = spans.around(line - 1);
  const both = spans.around(line).filter((span) => linesOf(span).start < line);
  const [ended] = before;
  if (ended === undefined || removed.trim() === '') return both;
  return depthOf(removed) > depthOf(text.line(linesOf(ended).start)) ? before : both;
}
