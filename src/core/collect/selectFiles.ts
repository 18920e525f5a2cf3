import { overridable, type SkipReason } from '../change.ts';
import type { FileAttributes } from '../ports.ts';
import { hasGeneratedMarker } from './generatedMarker.ts';
import { createIgnoreRules, type ExcludeSetting, type IgnoreFile } from './ignoreRules.ts';
import { looksMinified } from './minifiedText.ts';
import { reasonsInPath } from './wellKnownPaths.ts';

/** Bytes of UTF-8 above which a file is not reviewed unless the user asks for it: 1 MiB. */
const defaultMaxBytes = 1_048_576;

/** What the user overrules for one review; kinds outside `overridable` have no effect. */
export interface OverruledSkips {
  /** Relative to the root: these go in whatever speaks against them. */
  readonly paths?: ReadonlySet<string>;
  /** These reasons do not count for any file. */
  readonly kinds?: ReadonlySet<SkipReason['kind']>;
}

/** The rules of one root; every path is relative to it, with `/`. */
export interface SelectionRules {
  readonly ignoreFiles: readonly IgnoreFile[];
  /** `flashReview.exclude`: gitignore patterns relative to the root, see `createIgnoreRules`. */
  readonly exclude: ExcludeSetting;
  /** As git gives them; paths it is silent about are absent. */
  readonly attributes: ReadonlyMap<string, FileAttributes>;
  readonly allow?: OverruledSkips;
  /** Bytes of UTF-8; `defaultMaxBytes` when not given. */
  readonly maxBytes?: number;
}

export interface FileSelection {
  /** Why a path is left out before anything of it is read; undefined when nothing speaks against it. */
  selectPath(path: string): SkipReason | undefined;
  /** Why a file that `selectPath` let through is left out for its text. */
  selectText(path: string, text: string): SkipReason | undefined;
}

/**
 * Decides which files of a root a review gets to see. What a person keeps out (ignore files, setting) is asked
 * first; then attributes, which may also speak for a file: `linguist-generated=false` (or `-linguist-generated`)
 * silences names, markers and line lengths, `linguist-vendored=false` the folders of other people's code.
 */
export function createFileSelection(rules: SelectionRules): FileSelection {
  const ignored = createIgnoreRules(rules.ignoreFiles, rules.exclude);
  const maxBytes = rules.maxBytes ?? defaultMaxBytes;
  const counts = (path: string, reason: SkipReason | undefined): reason is SkipReason =>
    reason !== undefined && !isOverruled(rules.allow, path, reason);
  return {
    selectPath: (path) => {
      const attributes = rules.attributes.get(path) ?? {};
      const candidates = [ignored(path), ...byName(path, attributes), byAttribute(attributes)];
      return candidates.find((reason) => counts(path, reason));
    },
    selectText: (path, text) => {
      if (isLfsPointer(text)) return { kind: 'lfs-pointer' };
      // A PDF need not have a NUL near its front, by which git and we tell binary from text.
      if (text.startsWith('%PDF-')) return { kind: 'binary' };
      const tooLarge = sizeReason(text, maxBytes);
      if (counts(path, tooLarge)) return tooLarge;
      if (rules.attributes.get(path)?.generated === false) return undefined;
      const marked: SkipReason = { kind: 'generated', by: 'marker' };
      if (counts(path, marked) && hasGeneratedMarker(text)) return marked;
      const minified: SkipReason = { kind: 'minified' };
      return counts(path, minified) && looksMinified(path, text) ? minified : undefined;
    },
  };
}

function isOverruled(allow: OverruledSkips | undefined, path: string, reason: SkipReason): boolean {
  if (allow === undefined || !overridable.has(reason.kind)) return false;
  return allow.paths?.has(path) === true || allow.kinds?.has(reason.kind) === true;
}

function byName(path: string, { generated, vendored }: FileAttributes): readonly SkipReason[] {
  return reasonsInPath(path).filter(({ kind }) => (kind === 'vendored' ? vendored : generated) !== false);
}

function byAttribute({ generated, vendored, binary }: FileAttributes): SkipReason | undefined {
  if (generated === true) return { kind: 'generated', by: 'attribute' };
  if (vendored === true) return { kind: 'vendored', by: 'attribute' };
  return binary === true ? { kind: 'binary' } : undefined;
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer is smaller than 1,024 bytes. */
function isLfsPointer(text: string): boolean {
  return text.length < 1024 && /^version https:\/\/git-lfs\.github\.com\/spec\/v\d/.test(text);
}

function sizeReason(text: string, maxBytes: number): SkipReason | undefined {
  // No UTF-16 unit takes more than three bytes.
  if (text.length * 3 <= maxBytes) return undefined;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    // A surrogate pair is two units and four bytes; any other unit from U+0800 on is three.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes > maxBytes ? { kind: 'too-large', bytes } : undefined;
}
