/**
 * The label a claimed path stands for: as written; without diff prefix, quotes, leading `./` or `/`; an
 * absolute path by the longest label it ends with; then in another case; a shortened path by the one label
 * that ends with it. Undefined when nothing or more than one fits: a finding in the wrong file is worse
 * than one without a file.
 */
export function repairPath(claimed: string, labels: readonly string[]): string | undefined {
  if (labels.includes(claimed)) return claimed;
  const path = clean(claimed);
  if (path === '') return undefined;
  const candidates = [path, path.replace(/^[ab]\//, '')];
  for (const candidate of candidates) if (labels.includes(candidate)) return candidate;
  const absolute = /^\s*["'`]?(?:[/\\]|[A-Za-z]:|file:)/.test(claimed);
  const asWritten = labels.map((label) => ({ label, compared: label }));
  const found = findByEnds(candidates, asWritten, absolute);
  if (found !== undefined) return found;
  const folded = labels.map((label) => ({ label, compared: label.toLowerCase() }));
  const lowerCase = candidates.map((candidate) => candidate.toLowerCase());
  return findByEnds(lowerCase, folded, absolute);
}

interface Comparable {
  readonly label: string;
  readonly compared: string;
}

/**
 * A relative claim with more in front than the label has is taken for it only when the label names a folder
 * too: `docs/README.md` is not the `README.md` at the root.
 */
function findByEnds(
  candidates: readonly string[],
  labels: readonly Comparable[],
  absolute: boolean,
): string | undefined {
  const mayEndClaim = labels.filter(({ compared }) => absolute || compared.includes('/'));
  for (const candidate of candidates) {
    const found =
      only(labels.filter(({ compared }) => compared === candidate)) ??
      longest(mayEndClaim.filter(({ compared }) => endsWithPath(candidate, compared))) ??
      only(labels.filter(({ compared }) => endsWithPath(compared, candidate)));
    if (found !== undefined) return found.label;
  }
  return undefined;
}

/** Whether the last folders and the name of a path are those of `end`, which is not all of it. */
function endsWithPath(path: string, end: string): boolean {
  return path.length > end.length && path[path.length - end.length - 1] === '/' && path.endsWith(end);
}

function only(labels: readonly Comparable[]): Comparable | undefined {
  return labels.length === 1 ? labels[0] : undefined;
}

function longest(labels: readonly Comparable[]): Comparable | undefined {
  const length = Math.max(0, ...labels.map((label) => label.compared.length));
  return only(labels.filter((label) => label.compared.length === length));
}

/** Slashes forward, no quotes or backticks around, no `./`, `/` or `file://` in front, no `:12` behind. */
function clean(claimed: string): string {
  return claimed
    .trim()
    .replace(/^(["'`])(.*)\1$/, '$2')
    .replaceAll('\\', '/')
    .replace(/^file:\/\//, '')
    .replace(/(?::\d+(?:-\d+)?){1,2}$/, '')
    .replace(/\/{2,}/g, '/')
    .replace(/^(?:\.?\/)+/, '');
}
