import type { BenchRow } from './benchmark.ts';
import { changedRepository } from './changedRepository.ts';
import type { ActivationFigures } from './editorFigures.ts';
import { median } from './interleave.ts';
import { measureInHost } from './measureInHost.ts';

const starts = 5;
const limitMs = 10;

/** The start of the extension in a real VS Code, the median of several; the extension is built before. */
export async function activationRows(): Promise<readonly BenchRow[]> {
  using repository = changedRepository(20, 1);
  const figures: ActivationFigures[] = [];
  for (let start = 0; start < starts; start++)
    figures.push(
      await measureInHost<ActivationFigures>({
        entry: 'activationEntry.ts',
        workspace: repository.root,
        settings: { user: {}, machine: {} },
      }),
    );
  const row = (title: string, of: (one: ActivationFigures) => number, against: string): BenchRow => {
    const ours = median(figures.map(of));
    return { name: `editor-${title}`, ratio: ours / limitMs, ours, peer: limitMs, unit: 'ms', against };
  };
  return [
    row('activate', ({ activateMs }) => activateMs, `limit: activation, median of ${starts} starts`),
    row('start', ({ startMs }) => startMs, 'the same limit: with what comes in later turns, in a profile'),
    row('load', ({ loadMs }) => loadMs, 'the same limit: reading our code before'),
  ];
}
