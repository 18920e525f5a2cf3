import { succeed, type GitFailure, type Result } from '../core/errors.ts';
import type { FileAttributes } from '../core/ports.ts';
import { streamFields } from './gitFields.ts';
import type { GitPlace } from './gitRevisions.ts';

const asked = ['linguist-generated', 'linguist-vendored', 'binary', 'diff'] as const;

/** What the attribute files say of the paths, asked in one call; paths they are silent about are left out. */
export async function readAttributes(
  place: GitPlace,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, FileAttributes>, GitFailure>> {
  const found = new Map<string, FileAttributes>();
  let path = '';
  let name = '';
  let number = 0;
  const take = (field: string): void => {
    const which = number++ % 3;
    if (which === 0) path = field;
    else if (which === 1) name = field;
    else {
      const said = attributeOf(name, field);
      if (said !== undefined) found.set(path, { ...found.get(path), ...said });
    }
  };
  const git = { ...place, input: `${paths.join('\0')}\0` };
  const ended = await streamFields(git, ['check-attr', '-z', '--stdin', ...asked], take, signal);
  return ended.ok ? succeed(found) : ended;
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
