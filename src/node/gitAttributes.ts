import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { FileAttributes } from '../core/ports.ts';
import { runGit } from './git.ts';
import type { GitPlace } from './gitRevisions.ts';

const asked = ['linguist-generated', 'linguist-vendored', 'binary', 'diff'] as const;

/** What the attribute files say of the paths, asked in one call; paths they are silent about are left out. */
export async function readAttributes(
  place: GitPlace,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, FileAttributes>, GitFailure>> {
  const out = await runGit(
    { ...place, input: `${paths.join('\0')}\0` },
    ['check-attr', '-z', '--stdin', ...asked],
    signal,
  );
  if (!out.ok) return out;
  const found = new Map<string, FileAttributes>();
  const fields = out.value.toString('utf8').split('\0');
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [path = '', name, value = ''] = fields.slice(i, i + 3);
    const said = attributeOf(name, value);
    if (said !== undefined) found.set(path, { ...found.get(path), ...said });
  }
  return succeed(found);
}

function attributeOf(name: string | undefined, value: string): FileAttributes | undefined {
  if (value === 'unspecified') return undefined;
  const on = value !== 'unset' && value !== 'false';
  switch (name) {
    case 'linguist-generated':
      return { generated: on };
    case 'linguist-vendored':
      return { vendored: on };
    case 'binary':
      return { binary: on };
    default:
      return on ? undefined : { binary: true };
  }
}
