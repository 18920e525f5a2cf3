import { commandLike, commandNames, formats, type Command } from './command.ts';
import { oneOf, outputOf, readOptions } from './readOptions.ts';
import { readReview } from './readReview.ts';
import { modelFlags, settingsOf } from './settingFlags.ts';
import { WrongUse } from './wrongUse.ts';

/** What the arguments ask for. Throws `WrongUse` with what to write instead. */
export function readCommandLine(args: readonly string[]): Command {
  const [first = ''] = args;
  const name = commandNames.find((one) => one === first) ?? 'review';
  const rest = name === first ? args.slice(1) : args;
  if (name === 'help') return readHelp(rest[0]);
  const ended = rest.indexOf('--');
  const beforePaths = ended === -1 ? rest : rest.slice(0, ended);
  if (beforePaths.includes('--help') || beforePaths.includes('-h')) return { kind: 'help', topic: name };
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

function readHelp(topic: string | undefined): Command {
  if (topic === undefined) return { kind: 'help' };
  if (commandNames.some((name) => name === topic)) return { kind: 'help', topic };
  const near = commandLike(topic);
  throw new WrongUse(
    `There is no command “${topic}”. ${near === undefined ? `There are: ${commandNames.join(', ')}.` : `Did you mean ${near}?`}`,
  );
}

function readFindings(args: readonly string[]): Command {
  const { flags, switches, paths } = readOptions('findings', args, {
    format: 'string',
    output: 'string',
    'no-color': 'boolean',
  });
  const [report, ...more] = paths;
  if (more.length > 0) throw new WrongUse('findings takes one report at a time.');
  const output = outputOf(flags);
  return {
    kind: 'findings',
    ...(report === undefined ? {} : { report }),
    format: oneOf('--format', flags['format'] ?? 'text', formats),
    ...(output === undefined ? {} : { output }),
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

function expectNone(name: string, paths: readonly string[]): void {
  if (paths.length > 0) throw new WrongUse(`${name} takes no “${paths[0]}”.`);
}
