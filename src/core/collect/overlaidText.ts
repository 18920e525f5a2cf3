import type { FileContent, Overlay, SourceTree } from '../ports.ts';

/** A file as it stands now: the editor's text where it has one that is not saved, else the disk's. */
export async function readCurrent(source: SourceTree, path: string, overlay: Overlay): Promise<FileContent> {
  const disk = await source.readWorkTree(path);
  const unsaved = overlay.texts.get(`${source.root}/${path}`);
  // An editor on a symbolic link holds the text of some other file, maybe from outside.
  const replaced = unsaved !== undefined && (disk.kind === 'text' || disk.kind === 'missing');
  return replaced ? { kind: 'text', text: unsaved } : disk;
}

/** Unsaved texts by path in this root; those in a root nested in it are that one's. */
export function unsavedIn(
  root: string,
  overlay: Overlay,
  roots: readonly string[],
): ReadonlyMap<string, string> {
  const nested = roots.filter((other) => other.startsWith(`${root}/`));
  const found = new Map<string, string>();
  for (const [path, text] of overlay.texts) {
    if (!path.startsWith(`${root}/`) || path.startsWith(`${root}/.git/`)) continue;
    if (nested.some((other) => path.startsWith(`${other}/`))) continue;
    found.set(path.slice(root.length + 1), text);
  }
  return found;
}
