import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { WrongUse } from './wrongUse.ts';

export interface ReadOptions {
  /** Values of the flags that take one. */
  readonly flags: Readonly<Record<string, string>>;
  /** Flags that are given or not. */
  readonly switches: ReadonlySet<string>;
  /** Everything that is no flag. */
  readonly paths: readonly string[];
}

/** Throws `WrongUse` for what the command does not know; a value that was given is never repeated. */
export function readOptions(
  command: string,
  args: readonly string[],
  known: Readonly<Record<string, 'string' | 'boolean'>>,
): ReadOptions {
  const options = Object.fromEntries(Object.entries(known).map(([name, type]) => [name, { type }]));
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const flags: Record<string, string> = {};
  const switches = new Set<string>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) throw unknownFlag(command, rawName, Object.keys(known));
    if (type === 'boolean') {
      if (value !== undefined) throw new WrongUse(`${rawName} takes no value.`);
      switches.add(name);
    } else {
      if (value === undefined || value === '') throw new WrongUse(`${rawName} needs a value.`);
      if (!token.inlineValue && value.startsWith('--') && Object.hasOwn(known, value.slice(2)))
        throw new WrongUse(`${rawName} needs a value; the next word is the flag ${value}.`);
      if (flags[name] !== undefined) throw new WrongUse(`${rawName} is given twice.`);
      flags[name] = value;
    }
  }
  return { flags, switches, paths };
}

function unknownFlag(command: string, flag: string, known: readonly string[]): WrongUse {
  if (/key|token|secret/i.test(flag))
    return new WrongUse(
      `There is no ${flag}: a key on the command line can be read by others. Set GEMINI_API_KEY, or FLASH_REVIEW_API_KEY for a configured endpoint, in the environment.`,
    );
  const flags = known.map((name) => `--${name}`);
  const near = nearest(flag, flags, 3);
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  return new WrongUse(`${command} has no flag ${flag}.${hint} See: flash-review help ${command}`);
}

/** Throws `WrongUse` that names what is allowed. */
export function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === text);
  if (found === undefined)
    throw new WrongUse(`${flag} has to be one of ${allowed.join(', ')}, not “${text}”.`);
  return found;
}

/** Undefined for the standard output, by whichever of its names. */
export function outputOf({ output }: ReadOptions['flags']): string | undefined {
  return output === '-' || output === '/dev/stdout' ? undefined : output;
}
