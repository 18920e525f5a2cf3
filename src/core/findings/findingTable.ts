import type { FileRef, Finding } from '../finding.ts';

/** Absolute path with `/`: what findings, documents and files on disk meet under. */
export function absolutePathOf({ root, path }: FileRef): string {
  return `${root}/${path}`;
}

/** Findings by id, in the order they came, and by file without a search. */
export class FindingTable {
  readonly #findings = new Map<string, Finding>();
  readonly #byPath = new Map<string, Map<string, Finding>>();

  all(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  get(id: string): Finding | undefined {
    return this.#findings.get(id);
  }

  atPath(path: string): readonly Finding[] {
    return [...(this.#byPath.get(path)?.values() ?? [])];
  }

  paths(): readonly string[] {
    return [...this.#byPath.keys()];
  }

  put(finding: Finding): void {
    const path = absolutePathOf(finding.file);
    const known = this.#findings.get(finding.id);
    if (known !== undefined && absolutePathOf(known.file) !== path) this.#leavePath(known);
    this.#findings.set(finding.id, finding);
    const here = this.#byPath.get(path);
    if (here === undefined) this.#byPath.set(path, new Map([[finding.id, finding]]));
    else here.set(finding.id, finding);
  }

  drop(id: string): void {
    const known = this.#findings.get(id);
    if (known === undefined) return;
    this.#findings.delete(id);
    this.#leavePath(known);
  }

  #leavePath({ id, file }: Finding): void {
    const path = absolutePathOf(file);
    const here = this.#byPath.get(path);
    here?.delete(id);
    if (here?.size === 0) this.#byPath.delete(path);
  }
}

/** The file at an absolute path: in the same repository if it lies there, else in its own folder. */
export function refAt({ root }: FileRef, path: string): FileRef {
  if (path.startsWith(`${root}/`)) return { root, path: path.slice(root.length + 1) };
  const slash = path.lastIndexOf('/');
  return { root: path.slice(0, slash), path: path.slice(slash + 1) };
}
