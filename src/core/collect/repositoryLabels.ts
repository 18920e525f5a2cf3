/** What goes in front of paths: nothing for one root, else as much of each root's end as tells them apart. */
export function repositoryLabels(roots: readonly string[]): readonly string[] {
  if (roots.length < 2) return roots.map(() => '');
  return roots.map((root) => {
    const parts = root.split('/');
    for (let count = 1; count <= parts.length; count++) {
      const label = parts.slice(-count).join('/');
      const same = roots.filter((other) => other === label || other.endsWith(`/${label}`));
      if (same.length === 1) return `${label}/`;
    }
    return `${root}/`;
  });
}
