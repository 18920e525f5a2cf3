import { countSeverities, severities, type Finding, type SeverityCounts } from '../finding.ts';

export interface FolderFindings {
  /** Relative, with `/`; `.` for the root. */
  readonly folder: string;
  readonly counts: SeverityCounts;
}

/** Deeper folders count for the one that deep. */
const deepest = 3;

/** The folders that findings lie in, the worst first: by the worst severity they have, then by how many. */
export function findingsByFolder(findings: readonly Finding[], most: number): readonly FolderFindings[] {
  const byFolder = new Map<string, Finding[]>();
  const roots = new Set(findings.map(({ file }) => file.root));
  for (const finding of findings) {
    const { root, path } = finding.file;
    const parts = path.split('/').slice(0, -1).slice(0, deepest);
    const label = roots.size > 1 ? [root.slice(root.lastIndexOf('/') + 1), ...parts] : parts;
    const folder = label.length === 0 ? '.' : label.join('/');
    const known = byFolder.get(folder);
    if (known === undefined) byFolder.set(folder, [finding]);
    else known.push(finding);
  }
  return [...byFolder]
    .map(([folder, own]) => ({ folder, counts: countSeverities(own) }))
    .toSorted((a, b) => compareCounts(b.counts, a.counts) || (a.folder < b.folder ? -1 : 1))
    .slice(0, most);
}

function compareCounts(a: SeverityCounts, b: SeverityCounts): number {
  for (const severity of severities) if (a[severity] !== b[severity]) return a[severity] - b[severity];
  return 0;
}
