import { run } from '../../../src/cli/run.ts';
import { temporaryFolder } from '../node/temporaryRepository.ts';
import type { Ended } from './program.ts';

/** The program in this process, which is much faster; not for what its start and end, signals and pipes do. */
export async function runHere(
  args: readonly string[],
  {
    cwd,
    env = {},
    columns,
  }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly columns?: number },
): Promise<Ended> {
  using state = temporaryFolder();
  let out = '';
  let err = '';
  const width = columns === undefined ? {} : { columns };
  const code = await run(
    args,
    {
      out: { ...width, write: (text) => (out += text) },
      err: { ...width, write: (text) => (err += text) },
      environment: { FLASH_REVIEW_STATE: `${state.root}/state`, ...env },
      cwd,
      signal: new AbortController().signal,
    },
    '0.0.0',
  );
  return { code, out, err };
}
