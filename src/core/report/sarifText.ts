/** Messages of SARIF may hold links, `[text](target)`, and the words are a model's: none is made of them. */
export function plainMessage(text: string): string {
  return text.replace(/\](?=\()/g, String.raw`\]`);
}

/** Relative to the root of the review. */
export function fileLocation(file: string): { readonly uri: string; readonly uriBaseId: string } {
  return { uri: file.split('/').map(encodeSegment).join('/'), uriBaseId: '%SRCROOT%' };
}

/** A lone surrogate, as a damaged file name has, cannot be encoded; its place is kept by a replacement mark. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\ufffd'));
}
