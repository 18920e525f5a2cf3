import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FuzzTarget } from './fuzzTarget.ts';

const ending = '.fuzz.ts';

/** Names of all targets, from the files beside this one. */
export function listTargets(): readonly string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();
}

export async function loadTarget(name: string): Promise<FuzzTarget> {
  const loaded = (await import(pathToFileURL(join(import.meta.dirname, name + ending)).href)) as {
    readonly target: FuzzTarget;
  };
  return loaded.target;
}
