import type { LineSpan, Outline } from '../ports.ts';
import { indentationBlock } from './indentationBlock.ts';

/**
 * The smallest definition around a line (1-based), comments and decorations above it included; outside of all, or
 * without an outline, the block by indentation.
 */
export function enclosingDefinition(outline: Outline | undefined, text: string, line: number): LineSpan {
  const around = outline?.definitions.findLast(({ lines }) => lines.start <= line && line <= lines.end);
  return around?.lines ?? indentationBlock(text, line);
}
