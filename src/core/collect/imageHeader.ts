/** What the front of an image or document says of it. Pixels; a document has none. */
export interface ImageHeader {
  readonly mimeType: string;
  readonly width?: number;
  readonly height?: number;
}

/**
 * Reads PNG, JPEG, WebP, HEIC, HEIF and PDF by what is in them, not by name; undefined for anything else, and for
 * an image that does not say how large it is. Never throws.
 * Sources: PNG 3rd ed. 11.2.1; JPEG (T.81) B.2.2; RFC 9649 (WebP); ISO/IEC 23008-12 6.5.3 (`ispe`).
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (ascii(bytes, 0, 5) === '%PDF-') return { mimeType: 'application/pdf' };
  try {
    if (ascii(bytes, 1, 3) === 'PNG' && ascii(bytes, 12, 4) === 'IHDR')
      return { mimeType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return sized('image/jpeg', jpegSize(view));
    if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP')
      return sized('image/webp', webpSize(bytes, view));
    if (ascii(bytes, 4, 4) === 'ftyp') return heifHeader(bytes, view);
  } catch (error) {
    // A header that points behind the end of the file.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sized(mimeType: string, size: Size | undefined): ImageHeader | undefined {
  return size === undefined ? undefined : { mimeType, ...size };
}

/** The first start-of-frame segment, whatever the coding. */
function jpegSize(view: DataView): Size | undefined {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    // DHT, JPG and DAC share the range of the frame markers.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const fill = marker === 0xff;
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    at += fill ? 1 : alone ? 2 : 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Uint8Array, view: DataView): Size | undefined {
  switch (ascii(bytes, 12, 4)) {
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X': {
      const uint24 = (at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 0x1_0000;
      return { width: uint24(24) + 1, height: uint24(27) + 1 };
    }
    default:
      return undefined;
  }
}

const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis']);
const heifBrands: ReadonlySet<string> = new Set(['mif1', 'msf1', 'mif2']);

function heifHeader(bytes: Uint8Array, view: DataView): ImageHeader | undefined {
  const brand = ascii(bytes, 8, 4);
  if (!heicBrands.has(brand) && !heifBrands.has(brand)) return undefined;
  const mimeType = heicBrands.has(brand) ? 'image/heic' : 'image/heif';
  // The picture may be put together from tiles: the largest of the sizes is that of the whole.
  let largest: Size | undefined;
  const visit = (start: number, end: number, path: readonly string[]): void => {
    for (const box of boxes(bytes, view, start, end)) {
      if (box.type !== path[0]) continue;
      if (path.length > 1) {
        visit(box.start + (box.type === 'meta' ? 4 : 0), box.end, path.slice(1));
        continue;
      }
      const size = { width: view.getUint32(box.start + 4), height: view.getUint32(box.start + 8) };
      if (largest === undefined || size.width * size.height > largest.width * largest.height) largest = size;
    }
  };
  visit(0, bytes.length, ['meta', 'iprp', 'ipco', 'ispe']);
  return sized(mimeType, largest);
}

interface Box {
  readonly type: string;
  /** Of the content. */
  readonly start: number;
  readonly end: number;
}

function* boxes(bytes: Uint8Array, view: DataView, start: number, end: number): Generator<Box, void, void> {
  let at = start;
  while (at + 8 <= end) {
    const short = view.getUint32(at);
    const header = short === 1 ? 16 : 8;
    const size =
      short === 1
        ? view.getUint32(at + 8) * 2 ** 32 + view.getUint32(at + 12)
        : short === 0
          ? end - at
          : short;
    if (size < header) return;
    yield { type: ascii(bytes, at + 4, 4), start: at + header, end: Math.min(at + size, end) };
    at += size;
  }
}

function ascii(bytes: Uint8Array, start: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(start, start + length));
}
