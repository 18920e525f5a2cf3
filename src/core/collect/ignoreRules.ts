import ignore from 'ignore';
import type { SkipReason } from '../change.ts';

/** The files a team keeps to say what no AI may read, in gitignore syntax, at any folder level. */
export const ignoreFileNames = ['.aiexclude', '.geminiignore'] as const;

/** One ignore file. `path` is relative to the root; `text` is undefined where it is there but cannot be read. */
export interface IgnoreFile {
  readonly path: string;
  readonly text: string | undefined;
}

/** Patterns to a switch, as in `files.exclude`: `false` takes back a pattern of a wider scope. */
export type ExcludeSetting = Readonly<Record<string, boolean>>;

/** The name under which `flashReview.exclude` is given as the source of a skip. */
const excludeSettingName = 'flashReview.exclude';

type IgnoredReason = Extract<SkipReason, { readonly kind: 'ignored' }>;

/**
 * What the ignore files and the setting say of a path relative to the root they belong to; undefined when it may
 * be read. Both use gitignore syntax: in an ignore file relative to its folder, deeper files win over those above;
 * in the setting relative to the root. As in git, what lies in an excluded folder cannot be taken back.
 * Upper and lower case are alike, because they are on two of three systems.
 *
 * A name of `ignoreFileNames` and the setting are each asked on their own: nothing one says brings back what
 * another keeps out. An ignore file that cannot be read keeps out all of its folder.
 */
export function createIgnoreRules(
  files: readonly IgnoreFile[],
  exclude: ExcludeSetting,
): (path: string) => IgnoredReason | undefined {
  const excluded = Object.keys(exclude).filter((pattern) => exclude[pattern] === true);
  const matchers = [
    ...ignoreFileNames.map((name) => createMatcher(rulesNamed(name, files))),
    createMatcher(excluded.flatMap((pattern) => ruleOf(excludeSettingName, '', pattern) ?? [])),
  ];
  return (path) => {
    for (const match of matchers) {
      const reason = match(path);
      if (reason !== undefined) return reason;
    }
    return undefined;
  };
}

interface Rule {
  /** Relative to the root. */
  readonly pattern: string;
  readonly reason: IgnoredReason;
}

/** Those of all folders in one list, outer folders first, so that the last match is the innermost. */
function rulesNamed(name: string, files: readonly IgnoreFile[]): readonly Rule[] {
  return files
    .filter(({ path }) => path === name || path.endsWith(`/${name}`))
    .toSorted((a, b) => a.path.split('/').length - b.path.split('/').length)
    .flatMap(({ path, text }) => {
      const folder = path.slice(0, -name.length);
      return (text ?? '*').split(/\r\n|\r|\n/).flatMap((line) => ruleOf(path, folder, line) ?? []);
    });
}

/** One line of an ignore file; undefined for a comment or nothing. `folder` is empty or ends with a slash. */
function ruleOf(source: string, folder: string, line: string): Rule | undefined {
  if (line.startsWith('#')) return undefined;
  const negated = line.startsWith('!');
  const body = negated ? line.slice(1) : line;
  const name = body.trimEnd().replace(/\/$/, '');
  if (name === '') return undefined;
  const reason: IgnoredReason = { kind: 'ignored', source, rule: line.trimEnd() };
  if (folder === '') return { pattern: line, reason };
  const anchored = name.includes('/') ? body.replace(/^\//, '') : `**/${body}`;
  const literalFolder = folder.replace(/[\\*?[\]]/g, '\\$&');
  return { pattern: `${negated ? '!' : ''}/${literalFolder}${anchored}`, reason };
}

function createMatcher(rules: readonly Rule[]): (path: string) => IgnoredReason | undefined {
  if (rules.length === 0) return () => undefined;
  const matcher = ignore({ allowRelativePaths: true });
  matcher.add(rules.map(({ pattern }, index) => ({ pattern, mark: String(index) })));
  return (path) => rules[Number(matcher.test(path).rule?.mark)]?.reason;
}
