import type { SarifArtifact, SarifRun } from './sarifLog.ts';

/** Where a log says a file is. */
export type SarifPath =
  /** Below one of the roots: relative, with `/`, no `..`, no drive, nothing that leads out of it. */
  | { readonly kind: 'inside'; readonly path: string; readonly root?: string }
  /** Elsewhere, or nowhere: it is shown and never opened. */
  | { readonly kind: 'outside'; readonly shown: string };

/** Bases may rest on bases; more than this is a circle. */
const deepestBase = 10;

/**
 * The file of a location. `roots` are absolute, with `/`. An absolute address counts when it lies below one of them;
 * what rests on a base without an address, or on none, is relative to whichever has it.
 */
export function resolveSarifPath(
  location: SarifArtifact | undefined,
  run: SarifRun,
  roots: readonly string[],
): SarifPath {
  const named = withUri(location, run);
  const shown = named?.uri ?? '';
  if (named === undefined || shown === '') return { kind: 'outside', shown };
  const address = resolveBase(named, run, 0);
  const path = address === undefined ? undefined : pathOf(address);
  if (path === undefined) return { kind: 'outside', shown };
  if (!path.absolute) return { kind: 'inside', path: path.text };
  const root = roots.find((one) => startsWithFolder(path.text, one));
  return root === undefined
    ? { kind: 'outside', shown }
    : { kind: 'inside', path: path.text.slice(root.length + 1), root };
}

/** A location may name its file by its place in the list of the run. */
function withUri(location: SarifArtifact | undefined, run: SarifRun): SarifArtifact | undefined {
  if (location?.uri !== undefined || location?.index === undefined) return location;
  return run.artifacts?.[location.index]?.location;
}

function resolveBase(
  { uri = '', uriBaseId }: SarifArtifact,
  run: SarifRun,
  depth: number,
): string | undefined {
  if (depth > deepestBase) return undefined;
  if (hasScheme(uri) || uriBaseId === undefined) return uri;
  const base = Object.hasOwn(run.originalUriBaseIds ?? {}, uriBaseId)
    ? run.originalUriBaseIds?.[uriBaseId]
    : undefined;
  if (base?.uri === undefined) return uri;
  const before = resolveBase(base, run, depth + 1);
  return before === undefined || /^[/\\]/.test(uri) ? undefined : `${before.replace(/\/?$/, '/')}${uri}`;
}

function hasScheme(uri: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(uri);
}

/** Undefined for what is no path of this machine, or tries to lead somewhere else than it says. */
function pathOf(address: string): { readonly text: string; readonly absolute: boolean } | undefined {
  const slashed = address.replaceAll('\\', '/').replace(/[?#].*$/s, '');
  const local = /^file:(?:\/\/(?:localhost)?(?=\/))?(\/?[^/].*)$/is.exec(slashed)?.[1];
  if (local === undefined && (hasScheme(slashed) || slashed.startsWith('//'))) return undefined;
  const raw = local ?? slashed;
  const parts: string[] = [];
  for (const part of raw.split('/')) {
    const decoded = decode(part);
    if (decoded === undefined || decoded === '..') return undefined;
    if (decoded !== '' && decoded !== '.') parts.push(decoded);
  }
  const [first = ''] = parts;
  const drive = /^[a-z]:$/i.test(first);
  if (parts.length === 0 || parts.some((part, at) => part.includes(':') && !(drive && at === 0)))
    return undefined;
  const absolute = raw.startsWith('/') || drive;
  return { text: `${absolute && !drive ? '/' : ''}${parts.join('/')}`, absolute };
}

/** Undefined for a part that, decoded, would be several parts or none. */
function decode(part: string): string | undefined {
  try {
    const decoded = decodeURIComponent(part);
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
    return /[/\\\u0000-\u001f]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** Drives are written in either case. */
function startsWithFolder(path: string, root: string): boolean {
  return lowerDrive(path).startsWith(`${lowerDrive(root)}/`);
}

function lowerDrive(path: string): string {
  return path.replace(/^[a-z]:/i, (drive) => drive.toLowerCase());
}
