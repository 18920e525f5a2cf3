import { isAscii } from 'node:buffer';
import type { FileContent } from '../core/ports.ts';

/** Bytes looked at for a NUL, as git does to tell binary from text. */
const binaryProbe = 8_000;

/** UTF-8, UTF-16 where a byte-order mark says so, else Latin-1; binary where a NUL stands near the front. */
export function decode(bytes: Buffer): FileContent {
  // UTF-32 begins as UTF-16 does, and nobody writes source in it.
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0xfeff) return { kind: 'binary' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return text(new TextDecoder('utf-16le').decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return text(new TextDecoder('utf-16be').decode(bytes));
  if (bytes.subarray(0, binaryProbe).includes(0)) return { kind: 'binary' };
  // By far the most common, and by far the fastest to turn into a string.
  if (isAscii(bytes)) return text(bytes.toString('latin1'));
  try {
    return text(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Not UTF-8: every byte is a character of Latin-1, so this always succeeds.
    return text(bytes.toString('latin1'));
  }
}

function text(value: string): FileContent {
  return { kind: 'text', text: value };
}
