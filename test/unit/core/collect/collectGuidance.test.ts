import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { collectGuidance, type GuidanceRoot } from '../../../../src/core/collect/collectGuidance.ts';
import { readWorkTreeFile } from '../../../../src/node/workTreeFile.ts';
import { temporaryRepository, type TemporaryRepository } from '../../node/temporaryRepository.ts';

const signal = new AbortController().signal;

const rootOf = ({ root }: TemporaryRepository, excluded: readonly string[] = []): GuidanceRoot => ({
  source: { name: basename(root), readWorkTree: async (path) => readWorkTreeFile(root, path, 1_000_000) },
  isExcluded: (path) => excluded.includes(path),
});

describe('guidance', () => {
  it('is what the setting says, then what the project keeps for reviewers', async () => {
    using repository = temporaryRepository();
    repository.write('AGENTS.md', 'Use tabs.\n');
    repository.write('.github/copilot-instructions.md', '\n\n');
    repository.write('.gemini/styleguide.md', 'Prefer const.\n');
    repository.write('REVIEW.md', 'Look at locks.\n');
    repository.write('docs/AGENTS.md', 'Not this one.\n');
    assert.deepEqual(await collectGuidance([rootOf(repository)], ' Be brief. \n', signal), [
      { source: 'flashReview.instructions', text: 'Be brief.', cut: false },
      { source: 'REVIEW.md', text: 'Look at locks.', cut: false },
      { source: 'AGENTS.md', text: 'Use tabs.', cut: false },
      { source: '.gemini/styleguide.md', text: 'Prefer const.', cut: false },
    ]);
  });

  it('names the root where there are several', async () => {
    using one = temporaryRepository();
    using two = temporaryRepository();
    one.write('AGENTS.md', 'One.\n');
    two.write('AGENTS.md', 'Two.\n');
    const guidance = await collectGuidance([rootOf(one), rootOf(two)], '', signal);
    assert.deepEqual(
      guidance.map(({ source, text }) => [source, text]),
      [
        [`${basename(one.root)}/AGENTS.md`, 'One.'],
        [`${basename(two.root)}/AGENTS.md`, 'Two.'],
      ],
    );
  });

  it('is cut behind a line and says so, each text and all together', async () => {
    using repository = temporaryRepository();
    repository.write('REVIEW.md', 'aaaa\nbbbb\ncccc\n');
    repository.write('AGENTS.md', 'dddd\n');
    repository.write('.gemini/styleguide.md', 'eeee\nffff\n');
    const limits = { each: 10, total: 16 };
    assert.deepEqual(await collectGuidance([rootOf(repository)], '', signal, limits), [
      { source: 'REVIEW.md', text: 'aaaa\nbbbb', cut: true },
      { source: 'AGENTS.md', text: 'dddd', cut: false },
      { source: '.gemini/styleguide.md', text: 'eee', cut: true },
    ]);
    const none = await collectGuidance([rootOf(repository)], 'x'.repeat(20), signal, { each: 20, total: 20 });
    assert.deepEqual(none[1], { source: 'REVIEW.md', text: '', cut: true });
  });

  it('does not cut a character in two', async () => {
    const [cut] = await collectGuidance([], 'ab😀', signal, { each: 3, total: 9 });
    assert.deepEqual(cut, { source: 'flashReview.instructions', text: 'ab', cut: true });
  });

  it('follows no link and reads nothing that is kept out', async () => {
    using repository = temporaryRepository();
    using outside = temporaryRepository();
    outside.write('AGENTS.md', 'Outside.\n');
    outside.write('styleguide.md', 'Outside.\n');
    symlinkSync(join(outside.root, 'AGENTS.md'), join(repository.root, 'AGENTS.md'));
    symlinkSync(outside.root, join(repository.root, '.gemini'));
    repository.write('REVIEW.md', 'Kept out.\n');
    assert.deepEqual(await collectGuidance([rootOf(repository, ['REVIEW.md'])], '', signal), []);
  });
});
