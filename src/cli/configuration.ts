import * as z from 'zod/mini';
import { efforts, fixTimes, secondLooks } from '../core/effort.ts';
import { severities } from '../core/finding.ts';
import { serviceTools } from '../core/modelClient.ts';
import { outsideModes } from '../core/verify/screening.ts';
import { defaultSettings, providers, type Settings } from './settings.ts';
import { WrongUse } from './wrongUse.ts';

/** Relative to the root of the repository. */
export const configFile = '.flashreview/config.json';

const positive = z.number().check(z.positive());
const amount = z.number().check(z.nonnegative());
const limit = z.nullable(z.int().check(z.nonnegative()));

/** What a repository may say of its own reviews. */
const ofProject = {
  model: z.string().check(z.minLength(1)),
  effort: z.enum(efforts),
  deepModel: z.string(),
  verificationModel: z.string(),
  thinkingLevel: z.enum(['auto', 'minimal', 'low', 'medium', 'high']),
  verify: z.enum(['auto', ...secondLooks]),
  fixes: z.enum(['auto', ...fixTimes]),
  failOn: z.enum([...severities, 'none']),
  minSeverity: z.enum(severities),
  minConfidence: z.number().check(z.minimum(0), z.maximum(1)),
  maxFindings: limit,
  maxFindingsPerFile: limit,
  outsideChange: z.enum(outsideModes),
  exclude: z.record(z.string(), z.boolean()),
  maxFileSizeKB: positive,
  includeImages: z.boolean(),
  instructions: z.string(),
  silenceTimeoutSeconds: positive,
  deadlineMinutes: positive,
};

/** What decides where code and keys go, what is spent, and what is masked: only the person who runs it says that. */
const ofUser = {
  provider: z.enum(providers),
  endpoint: z.string().check(z.regex(/^https?:\/\//)),
  vertexProject: z.string(),
  vertexLocation: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  maxInputTokens: limit,
  concurrentRequests: z.int().check(z.minimum(1), z.maximum(16)),
  tools: z.array(z.enum(serviceTools)),
  maxCost: amount,
  prices: z.record(
    z.string(),
    z.strictObject({ input: amount, cachedInput: z.exactOptional(amount), output: amount }),
  ),
  maskingExceptions: z.array(z.string()),
};

/** Names of other programs, and of the editor's settings, for the same. */
const redirects = /endpoint|provider|vertex|proxy|\burl\b|\bhost\b/i;

const keys = { ...ofProject, ...ofUser };
type Key = keyof typeof keys;

/** What to write, for the message about a value that was not taken. */
const expected: Readonly<Record<Key, string>> = {
  model: 'the name of a model, as "gemini-3.5-flash"',
  deepModel: 'the name of a model, or "" for the one model',
  verificationModel: 'the name of a model, or "" for the one model',
  effort: efforts.join(', '),
  thinkingLevel: 'auto, minimal, low, medium, high',
  failOn: `${severities.join(', ')}, none`,
  minSeverity: severities.join(', '),
  minConfidence: 'a number from 0 to 1',
  maxFindings: 'a whole number, or null for no limit',
  maxFindingsPerFile: 'a whole number, or null for no limit',
  outsideChange: outsideModes.join(', '),
  verify: `auto, ${secondLooks.join(', ')}`,
  fixes: `auto, ${fixTimes.join(', ')}`,
  exclude: 'an object of patterns, as { "dist/": true }',
  maxFileSizeKB: 'a number above 0',
  includeImages: 'true or false',
  instructions: 'a text',
  silenceTimeoutSeconds: 'a number above 0',
  deadlineMinutes: 'a number above 0',
  provider: providers.join(', '),
  endpoint: 'an address that begins with https:// (or http:// for this machine)',
  vertexProject: 'the name of a Google Cloud project',
  vertexLocation: 'a location, as global or europe-west4',
  maxInputTokens: 'a whole number of tokens, or null for what the model takes',
  concurrentRequests: 'a whole number from 1 to 16',
  tools: `a list of ${serviceTools.join(', ')}, as ["google-search"]`,
  maxCost: 'dollars, as 0.50',
  prices: 'an object, as { "gemini-3.5-flash": { "input": 0.3, "output": 2.5 } }, dollars per million tokens',
  maskingExceptions: 'a list of fingerprints',
};

/** Texts are taken as they are; everything else is written as in JSON. */
const texts: ReadonlySet<string> = new Set<Key>([
  'model',
  'deepModel',
  'verificationModel',
  'effort',
  'thinkingLevel',
  'verify',
  'fixes',
  'outsideChange',
  'failOn',
  'minSeverity',
  'instructions',
  'provider',
  'endpoint',
  'vertexProject',
  'vertexLocation',
]);

/** Values by name of setting, as texts: what flags and the environment give. */
export type GivenTexts = Readonly<Partial<Record<Key, string>>>;

/**
 * The settings of a run. `file` is the text of the repository's file; undefined without one. Throws `WrongUse` for
 * what cannot be taken, naming the key and what to do.
 */
export function configure(
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  flags: GivenTexts,
): Settings {
  return {
    ...defaultSettings,
    ...(file === undefined ? {} : readFile(file)),
    ...readTexts(fromEnvironment(environment), variableOf),
    ...readTexts(flags, flagOf),
  };
}

function readFile(text: string): Partial<Settings> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new WrongUse(`${configFile} is not JSON: look for a missing quote, a comment or a comma too many.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new WrongUse(`${configFile} has to hold one object, as { "effort": "deep" }.`);
  const read: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    if (key === '$schema') continue;
    if (Object.hasOwn(ofUser, key) || redirects.test(key))
      throw new WrongUse(
        `${configFile}: “${key}” cannot be set by a repository, because it decides where code is sent, what is spent or what is masked. Remove it there, and set ${variableOf(Object.hasOwn(ofUser, key) ? key : 'endpoint')} in the environment.`,
      );
    if (/key|token|secret/i.test(key))
      throw new WrongUse(
        `${configFile}: “${key}” does not belong there. Keys are read from the environment only: GEMINI_API_KEY, or FLASH_REVIEW_API_KEY for a configured endpoint.`,
      );
    if (!Object.hasOwn(ofProject, key))
      throw new WrongUse(
        `${configFile}: “${key}” is not a setting. There are: ${Object.keys(ofProject).join(', ')}.`,
      );
    read[key] = check(key as Key, one, `${configFile}: “${key}”`);
  }
  return read;
}

function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): GivenTexts {
  const given: Partial<Record<Key, string>> = {};
  for (const key of Object.keys(keys) as Key[]) {
    const value = environment[variableOf(key)]?.trim();
    if (value !== undefined && value !== '') given[key] = value;
  }
  return given;
}

function readTexts(given: GivenTexts, nameOf: (key: string) => string): Partial<Settings> {
  const read: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(given)) {
    const key = name as Key;
    read[key] = check(key, texts.has(key) ? text : parseJson(text), nameOf(key));
  }
  return read;
}

function check(key: Key, value: unknown, name: string): unknown {
  const parsed = z.safeParse<z.ZodMiniType>(keys[key], value);
  if (parsed.success) return parsed.data;
  throw new WrongUse(`${name} has to be ${expected[key]}.`);
}

/** Undefined, which no setting takes, for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `maxFileSizeKB` is `FLASH_REVIEW_MAX_FILE_SIZE_KB`. */
function variableOf(key: string): string {
  return `FLASH_REVIEW_${key.replaceAll(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase()}`;
}

function flagOf(key: string): string {
  return `--${key.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}`;
}
