import { severities } from '../core/finding.ts';
import type { GivenTexts } from './configuration.ts';
import { readOptions } from './readOptions.ts';
import { WrongUse } from './wrongUse.ts';

export const formats = ['text', 'json', 'ndjson', 'markdown', 'sarif', 'rdjson', 'github', 'gitlab'] as const;
export type Format = (typeof formats)[number];

/** What the user asked to have reviewed, before it is held against the repository. */
export type AskedScope =
  | { readonly kind: 'default' }
  /** What is not committed, also where paths are named. */
  | { readonly kind: 'working-changes' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'repository' }
  | { readonly kind: 'branch'; readonly base: string }
  | { readonly kind: 'commit'; readonly revision: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

export interface ReviewCommand {
  readonly kind: 'review';
  /** Show what would be sent, and send nothing. */
  readonly planOnly: boolean;
  readonly scope: AskedScope;
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output?: string;
  readonly fix: boolean;
  readonly allowDirty: boolean;
  readonly baseline?: string;
  readonly color: boolean;
  /** Flags that stand for settings. */
  readonly settings: GivenTexts;
}

export type Command =
  | ReviewCommand
  | { readonly kind: 'help'; readonly topic?: string }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'findings';
      /** Undefined for the last review. */
      readonly report?: string;
      readonly format: Format;
      readonly output?: string;
      readonly color: boolean;
    }
  | {
      readonly kind: 'dismiss';
      readonly fingerprints: readonly string[];
      readonly reason: string;
      readonly note?: string;
      readonly until?: string;
      readonly from?: string;
    }
  | { readonly kind: 'models'; readonly settings: GivenTexts }
  | {
      readonly kind: 'mcp';
      /** Undefined for the working folder. */
      readonly path?: string;
      /** Whether agents may write to the team's file of dismissals. */
      readonly mayDismiss: boolean;
      readonly settings: GivenTexts;
    }
  | { readonly kind: 'usage' };

const modelFlags = {
  model: 'string',
  provider: 'string',
  endpoint: 'string',
  'vertex-project': 'string',
  'vertex-location': 'string',
} as const;

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

const names = ['review', 'plan', 'findings', 'dismiss', 'models', 'usage', 'mcp', 'help'] as const;

/** What the arguments ask for. Throws `WrongUse` with what to write instead. */
export function readCommandLine(args: readonly string[]): Command {
  const [first = ''] = args;
  const name = names.find((one) => one === first) ?? 'review';
  const rest = name === first ? args.slice(1) : args;
  if (name === 'help') return { kind: 'help', ...(rest[0] === undefined ? {} : { topic: rest[0] }) };
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'help', topic: name };
  if (first === '--version') return { kind: 'version' };
  switch (name) {
    case 'review':
    case 'plan':
      return readReview(name === 'plan', rest);
    case 'findings':
      return readFindings(rest);
    case 'dismiss':
      return readDismiss(rest);
    case 'models': {
      const { flags, paths } = readOptions(name, rest, modelFlags);
      expectNone(name, paths);
      return { kind: 'models', settings: settingsOf(flags) };
    }
    case 'mcp':
      return readMcp(rest);
    case 'usage':
      expectNone(name, readOptions(name, rest, {}).paths);
      return { kind: 'usage' };
  }
}

function readReview(planOnly: boolean, args: readonly string[]): ReviewCommand {
  const { flags, switches, paths } = readOptions(planOnly ? 'plan' : 'review', args, reviewFlags);
  const misplaced = paths.find((path) => names.some((name) => name === path));
  if (misplaced !== undefined)
    throw new WrongUse(
      `“${misplaced}” is a command: it comes first. For a path of that name write ./${misplaced}.`,
    );
  const { output, baseline } = flags;
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
    throw new WrongUse('--fix cannot go with a plan, which sends nothing. Leave one of the two out.');
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

function readFindings(args: readonly string[]): Command {
  const { flags, switches, paths } = readOptions('findings', args, {
    format: 'string',
    output: 'string',
    'no-color': 'boolean',
  });
  const [report, ...more] = paths;
  if (more.length > 0) throw new WrongUse('findings takes one report at a time.');
  return {
    kind: 'findings',
    ...(report === undefined ? {} : { report }),
    format: oneOf('--format', flags['format'] ?? 'text', formats),
    ...(flags['output'] === undefined ? {} : { output: flags['output'] }),
    color: !switches.has('no-color'),
  };
}

function readDismiss(args: readonly string[]): Command {
  const { flags, paths } = readOptions('dismiss', args, {
    reason: 'string',
    note: 'string',
    until: 'string',
    from: 'string',
  });
  if (paths.length === 0)
    throw new WrongUse('dismiss takes the fingerprint of a finding, as fr2:0123456789abcdef.');
  const { note, until, from } = flags;
  if (until !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(until))
    throw new WrongUse(`--until takes a day, as 2027-01-31, not “${until}”.`);
  return {
    kind: 'dismiss',
    fingerprints: paths,
    reason: flags['reason'] ?? 'unspecified',
    ...(note === undefined ? {} : { note }),
    ...(until === undefined ? {} : { until }),
    ...(from === undefined ? {} : { from }),
  };
}

function readMcp(args: readonly string[]): Command {
  const { flags, switches, paths } = readOptions('mcp', args, {
    ...modelFlags,
    effort: 'string',
    'max-cost': 'string',
    'allow-dismiss': 'boolean',
  });
  const [path, ...more] = paths;
  if (more.length > 0) throw new WrongUse('mcp serves one repository: name one folder, or none.');
  return {
    kind: 'mcp',
    ...(path === undefined ? {} : { path }),
    mayDismiss: switches.has('allow-dismiss'),
    settings: settingsOf(flags),
  };
}

function settingsOf(flags: Readonly<Record<string, string>>): GivenTexts {
  const given: Record<string, string | undefined> = {
    model: flags['model'],
    provider: flags['provider'],
    endpoint: flags['endpoint'],
    vertexProject: flags['vertex-project'],
    vertexLocation: flags['vertex-location'],
    effort: flags['effort'],
    verify: flags['verify'],
    fixes: flags['fixes'],
    failOn: flags['fail-on'],
    minSeverity: flags['min-severity'],
    minConfidence: flags['min-confidence'],
    maxFindings: flags['max-findings'],
    maxCost: flags['max-cost'],
  };
  return Object.fromEntries(Object.entries(given).filter(([, text]) => text !== undefined));
}

export function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined)
    throw new WrongUse(`${flag} has to be one of ${allowed.join(', ')}, not “${text}”.`);
  return found;
}

function expectNone(name: string, paths: readonly string[]): void {
  if (paths.length > 0) throw new WrongUse(`${name} takes no “${paths[0]}”.`);
}

/** For the usage text. */
export const severityNames = severities.join('|');
