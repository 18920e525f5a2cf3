import { damagedItem, type ParsedItem } from './parsedItem.ts';
import { repairJson } from './repairJson.ts';
import { readWireFinding } from './wireFinding.ts';

/** Reads the text of one element from brace to brace, mended if need be. */
export function readElement(text: string): ParsedItem {
  let value = parseJson(text);
  const repaired = value === undefined;
  if (repaired) {
    const mended = repairJson(text);
    value = mended === undefined ? undefined : parseJson(mended);
  }
  if (value === undefined) return damagedItem('not-json', text);
  const raw = readWireFinding(value, repaired);
  return raw === undefined ? damagedItem('wrong-shape', text) : { kind: 'finding', raw };
}

/** Undefined for what is no JSON; `undefined` itself is no JSON value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
