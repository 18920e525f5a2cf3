import { StringDecoder } from 'node:string_decoder';
import type { GitFailure, Result } from '../core/errors.ts';
import { streamGit, type GitProcess } from './git.ts';

/** Runs git with `-z` and hands on each field as it comes: its output may be megabytes, and nobody waits for all. */
export async function streamFields(
  git: GitProcess,
  args: readonly string[],
  receive: (field: string) => void,
  signal: AbortSignal,
): Promise<Result<void, GitFailure>> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    const fields = `${rest}${text}`.split('\0');
    rest = fields.pop() ?? '';
    for (const field of fields) receive(field);
  };
  const ended = await streamGit(git, args, (chunk) => take(decoder.write(chunk)), signal);
  if (!ended.ok) return ended;
  take(decoder.end());
  if (rest !== '') receive(rest);
  return ended;
}
