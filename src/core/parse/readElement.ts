import type { RawFinding } from '../finding.ts';
import { repairJson } from './repairJson.ts';
import { readWireFinding } from './wireFinding.ts';

export type Element =
  | { readonly kind: 'finding'; readonly raw: RawFinding }
  | { readonly kind: 'damaged'; readonly reason: 'not-json' | 'wrong-shape' };

/** Reads the text of one element from brace to brace, mended if need be. */
export function readElement(text: string): Element {
  let value = parseJson(text);
  const repaired = value === undefined;
  if (repaired) {
    const mended = repairJson(text);
    value = mended === undefined ? undefined : parseJson(mended);
  }
  if (value === undefined) return { kind: 'damaged', reason: 'not-json' };
  const raw = readWireFinding(value, repaired);
  return raw === undefined ? { kind: 'damaged', reason: 'wrong-shape' } : { kind: 'finding', raw };
}

/** Undefined for what is no JSON; `undefined` itself is no JSON value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
