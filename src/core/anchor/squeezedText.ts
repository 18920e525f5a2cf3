/** A text without its white space, and where each remaining code unit stood. */
export interface SqueezedText {
  readonly text: string;
  /** One per code unit of `text`: its offset in the text it came from. */
  readonly offsets: Uint32Array;
}

/** The first place in the squeezed text that stood at or behind an offset of the text it came from. */
export function firstPlaceFrom({ offsets }: SqueezedText, offset: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Drops all white space. Blanks put in place of something (a comment) are dropped too, offsets stay true. */
export function squeeze(source: string): SqueezedText {
  const offsets = new Uint32Array(source.length);
  const parts: string[] = [];
  let count = 0;
  let partStart = 0;
  for (let offset = 0; offset < source.length; offset++) {
    if (isSpace(source.charCodeAt(offset))) {
      if (offset > partStart) parts.push(source.slice(partStart, offset));
      partStart = offset + 1;
    } else {
      offsets[count++] = offset;
    }
  }
  parts.push(source.slice(partStart));
  return { text: parts.join(''), offsets: offsets.subarray(0, count) };
}

export function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

/** The code units that `\s` means. */
export function isSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  return unit === 0xa0 || unit === 0xfeff || (unit >= 0x1680 && /\s/.test(String.fromCharCode(unit)));
}
