import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator } from '../../emulator/emulator.ts';
import { temporaryRepository, type TemporaryRepository } from '../node/temporaryRepository.ts';
import { clientOf, eventsOf, grammarSyntax, portsAround, requestWith } from './arrangedReview.ts';

interface Body {
  readonly systemInstruction: object;
  readonly contents: readonly { readonly parts: readonly { readonly text: string }[] }[];
}

/** Of each request of one review of the repository: instructions and all contents but the task, as bytes. */
async function frontsOf({ root }: TemporaryRepository, budget: number): Promise<readonly string[]> {
  await using service = await startEmulator();
  using syntax = grammarSyntax();
  const request = requestWith({
    id: String(Math.random()),
    scope: { kind: 'repository', roots: [] },
    instructions: 'Mind the units.',
    inputTokenBudget: budget,
    concurrentRequests: 1,
  });
  const events = await eventsOf(request, portsAround(root, clientOf(service.url), syntax));
  assert.ok(events.every(({ kind }) => kind !== 'part-failed'));
  return service.requests
    .filter(({ path }) => path.endsWith(':streamGenerateContent'))
    .map(({ body }) => {
      const { systemInstruction, contents } = body as Body;
      const parts = contents.flatMap((content) => content.parts);
      assert.match(parts.at(-1)?.text ?? '', /^=== end of the material ===/);
      return JSON.stringify([systemInstruction, parts.slice(0, -1)]);
    });
}

describe('the front of the requests of a repository', () => {
  let repository: TemporaryRepository;
  beforeEach(() => {
    repository = temporaryRepository();
    repository.write('AGENTS.md', 'Use tabs.\n');
    for (const folder of ['b', 'a', 'c'])
      for (const name of ['two', 'one', 'three'])
        repository.write(
          `src/${folder}/${name}.ts`,
          `export const ${name} = '${folder}';\n${'// words and more of them\n'.repeat(60)}const token = 'ghp_${'A1b2C3d4E5'.repeat(4).slice(0, 36)}';\n`,
        );
    repository.commitAll();
  });
  afterEach(() => repository[Symbol.dispose]());

  /** What says nothing of the text: times, the index, another order of writing. */
  function disturb(): void {
    for (const name of ['three', 'one'])
      repository.write(`src/a/${name}.ts`, repository.read(`src/a/${name}.ts`));
    utimesSync(join(repository.root, 'src/c/two.ts'), 1, 1);
    repository.git('commit', '--quiet', '--allow-empty', '--message=later');
    repository.write('notes.bin', new Uint8Array([0, 1, 2, 0]));
  }

  it('is the same, byte for byte, in a later review: guidance, order of files and placeholders', async () => {
    const first = await frontsOf(repository, 100_000);
    disturb();
    const second = await frontsOf(repository, 100_000);
    assert.equal(first.length, 1);
    assert.deepEqual(second, first);
    assert.match(
      first[0] ?? '',
      /Mind the units\..*Use tabs\..*src\/a\/one\.ts.*MASKED_SECRET_1_.*src\/c\/two\.ts/,
    );
  });

  it('is the same with the map, where one request does not hold all', async () => {
    const first = await frontsOf(repository, 4_500);
    repository.write('notes.bin', new Uint8Array([0, 1, 2, 0]));
    const second = await frontsOf(repository, 4_500);
    assert.ok(first.length > 1, String(first.length));
    assert.deepEqual(second, first);
    for (const front of first) assert.match(front, /=== map of the repository ===/);
  });

  it('is another where the text has moved on, from that file on', async () => {
    const [first = ''] = await frontsOf(repository, 100_000);
    repository.write('src/c/two.ts', 'export const two = 2;\n');
    const [second = ''] = await frontsOf(repository, 100_000);
    assert.ok(second !== first);
    const changedAt = first.indexOf('src/c/two.ts');
    assert.ok(changedAt > 0 && second.startsWith(first.slice(0, changedAt)));
  });
});
