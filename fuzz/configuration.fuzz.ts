import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { configure } from '../src/cli/configuration.ts';
import { defaultSettings, type Settings } from '../src/cli/settings.ts';
import { WrongUse } from '../src/cli/wrongUse.ts';
import { holds, type FuzzTarget } from './fuzzTarget.ts';
import { damage, json } from './texts.ts';

/** What no repository may decide. */
const ofUser = [
  'provider',
  'endpoint',
  'vertexProject',
  'vertexLocation',
  'concurrentRequests',
  'maxCost',
  'prices',
  'maskingExceptions',
] as const satisfies readonly (keyof Settings)[];

const known = [
  ...Object.keys(defaultSettings),
  ...ofUser,
  'apiKey',
  'baseUrl',
  'proxy',
  '__proto__',
  'constructor',
  '$schema',
];
const plausible = fc.oneof(
  json,
  fc.constantFrom(
    'deep',
    'high',
    'gemini-3.5-flash',
    'https://evil.example',
    5,
    -1,
    0.5,
    true,
    {},
    { 'dist/': true },
  ),
);
const object = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom(...known), fc.string({ maxLength: 5 })), plausible),
  { maxLength: 5 },
);

/** `__proto__` as a key of its own, as a file can have it. */
function written(entries: readonly (readonly [string, unknown])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`;
}

function attempt(file: string, environment: Readonly<Record<string, string>> = {}): Settings | undefined {
  try {
    return configure(file, environment, {});
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    assert.ok(error.message.length > 20, 'says what to do');
    return undefined;
  }
}

export const target: FuzzTarget = {
  name: 'configuration',
  properties: {
    'a file of the repository gives settings or a sentence, and never decides what is the user’s': holds(
      fc.property(object, (entries) => {
        const settings = attempt(written(entries));
        if (settings === undefined) return;
        for (const key of ofUser) assert.deepEqual(settings[key], defaultSettings[key]);
        for (const key of Object.keys(settings)) assert.ok(key in defaultSettings, key);
        assert.equal(Reflect.get({}, 'polluted'), undefined);
      }),
    ),
    'any text gives settings or a sentence': holds(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          json.map((value) => JSON.stringify(value)),
          fc.tuple(object, damage).map(([entries, strike]) => strike(written(entries))),
        ),
        (file) => {
          attempt(file);
        },
      ),
    ),
    'any environment gives settings or a sentence': holds(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'FLASH_REVIEW_EFFORT',
            'FLASH_REVIEW_PRICES',
            'FLASH_REVIEW_ENDPOINT',
            'FLASH_REVIEW_MAX_COST',
            'FLASH_REVIEW_EXCLUDE',
          ),
          fc.oneof(
            fc.string(),
            json.map((value) => JSON.stringify(value)),
          ),
        ),
        (environment) => {
          attempt('{}', environment);
        },
      ),
    ),
  },
};
