/**
 * What the user asked to have reviewed; every surface speaks of it in this one type.
 * `roots` are absolute repository paths with `/`; empty means every repository of the workspace.
 */
export type Scope = {
  /** Staged, unstaged and untracked changes against HEAD, with unsaved editors on top. */
  readonly kind: 'working-changes';
  readonly roots: readonly string[];
};
