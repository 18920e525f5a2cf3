import { commandNames, formats, type AskedScope, type ReviewCommand } from './command.ts';
import { oneOf, outputOf, readOptions } from './readOptions.ts';
import { modelFlags, settingsOf } from './settingFlags.ts';
import { WrongUse } from './wrongUse.ts';

const reviewFlags = {
  ...modelFlags,
  staged: 'boolean',
  base: 'string',
  commit: 'string',
  range: 'string',
  repo: 'boolean',
  effort: 'string',
  verify: 'string',
  fixes: 'string',
  format: 'string',
  output: 'string',
  'fail-on': 'string',
  'min-severity': 'string',
  'min-confidence': 'string',
  'max-findings': 'string',
  'max-cost': 'string',
  'dry-run': 'boolean',
  fix: 'boolean',
  'allow-dirty': 'boolean',
  baseline: 'string',
  'no-color': 'boolean',
} as const;

/** Throws `WrongUse` with what to write instead. */
export function readReview(planOnly: boolean, args: readonly string[]): ReviewCommand {
  const { flags, switches, paths } = readOptions(planOnly ? 'plan' : 'review', args, reviewFlags);
  const misplaced = paths.find((path) => commandNames.some((name) => name === path));
  if (misplaced !== undefined)
    throw new WrongUse(
      `“${misplaced}” is a command: it comes first. For a path of that name write ./${misplaced}.`,
    );
  if (paths.includes(''))
    throw new WrongUse('A path is empty: a variable may have nothing in it. For the working folder write .');
  const { baseline } = flags;
  const output = outputOf(flags);
  const command: ReviewCommand = {
    kind: 'review',
    planOnly: planOnly || switches.has('dry-run'),
    scope: scopeOf(flags, switches),
    paths,
    format: oneOf('--format', flags['format'] ?? 'text', formats),
    ...(output === undefined ? {} : { output }),
    fix: switches.has('fix'),
    allowDirty: switches.has('allow-dirty'),
    ...(baseline === undefined ? {} : { baseline }),
    color: !switches.has('no-color'),
    settings: settingsOf(flags),
  };
  if (command.planOnly && command.fix)
    throw new WrongUse('--fix cannot go with a plan, which sends no code. Leave one of the two out.');
  if (command.planOnly && command.format !== 'text' && command.format !== 'json')
    throw new WrongUse(`A plan is shown as text or json, not as ${command.format}.`);
  return command;
}

function scopeOf(flags: Readonly<Record<string, string>>, switches: ReadonlySet<string>): AskedScope {
  const { base, commit, range } = flags;
  const asked: AskedScope[] = [];
  if (switches.has('staged')) asked.push({ kind: 'staged' });
  if (switches.has('repo')) asked.push({ kind: 'repository' });
  if (base !== undefined) asked.push({ kind: 'branch', base: revision('--base', base) });
  if (commit !== undefined) asked.push({ kind: 'commit', revision: revision('--commit', commit) });
  if (range !== undefined) {
    const [from = '', to = '', ...more] = range.split('..');
    if (from === '' || to === '' || to.startsWith('.') || more.length > 0)
      throw new WrongUse(
        `--range takes two revisions, as --range main..HEAD; “${range}” is not that. For everything since a branch began, use --base.`,
      );
    asked.push({ kind: 'range', from: revision('--range', from), to: revision('--range', to) });
  }
  const [scope = { kind: 'default' }, ...others] = asked;
  if (others.length > 0)
    throw new WrongUse('Give one of --staged, --base, --commit, --range and --repo, not several.');
  return scope;
}

/** What git could read as an option is no revision. */
function revision(flag: string, text: string): string {
  if (text === '' || text.startsWith('-')) throw new WrongUse(`${flag} takes a revision, not “${text}”.`);
  return text;
}
