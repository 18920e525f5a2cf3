import ignore, { type Ignore } from 'ignore';

/** The rules of the `.gitignore` files from the root down to one folder. */
export interface GitignoreChain {
  /** `path` is relative to the root, a folder's ends with a slash; nothing on the way to it may be ignored. */
  ignores(path: string): boolean;
  /** With the file of a folder further down; `folder` is empty or ends with a slash. */
  extend(folder: string, text: string): GitignoreChain;
}

/**
 * Without rules yet. All rules go into one list, those of inner files anchored at their folder: the last that matches
 * decides, as in git. Matchers file by file would let an outer rule for a folder overrule what an inner file says
 * of it.
 */
export function createGitignoreChain(patterns: readonly string[] = []): GitignoreChain {
  let matcher: Ignore | undefined;
  return {
    ignores: (path) => {
      matcher ??= ignore({ allowRelativePaths: true, ignorecase: process.platform !== 'linux' }).add(
        patterns,
      );
      return matcher.ignores(path);
    },
    extend: (folder, text) =>
      createGitignoreChain([
        ...patterns,
        ...text.split(/\r?\n/).flatMap((line) => patternBelow(folder, line) ?? []),
      ]),
  };
}

function patternBelow(folder: string, line: string): string | undefined {
  if (folder === '') return line;
  const negated = line.startsWith('!');
  const body = negated ? line.slice(1) : line;
  const name = body.trimEnd().replace(/\/$/, '');
  if (name === '' || line.startsWith('#')) return undefined;
  const literal = folder.replace(/[\\*?[\]]/g, '\\$&');
  const rest = name.includes('/') ? body.replace(/^\//, '') : `**/${body}`;
  return `${negated ? '!' : ''}/${literal}${rest}`;
}
