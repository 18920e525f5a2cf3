import { succeed } from '../errors.ts';
import type { SourceTree, ReadEvent, ReadRepository } from '../ports.ts';
import type { MaterialFile, MaterialRoot } from './batchMaterial.ts';

/** Where a review of whole roots reads from. */
export interface ReadSources {
  readonly sources: readonly SourceTree[];
  readonly readRepository: ReadRepository;
}

/** What was read through it, so far. */
export interface Recording extends ReadSources {
  readonly roots: readonly MaterialRoot[];
}

/** The same sources; what is read of them is written down. */
export function recordSources({ sources, readRepository }: ReadSources): Recording {
  const roots = sources.map((source) => ({
    root: source.root,
    name: source.name,
    files: [] as MaterialFile[],
    skipped: [] as MaterialRoot['skipped'][number][],
    guidance: {} as Record<string, string>,
  }));
  const listed = new Set<string>();
  const rootOf = (root: string) => roots.find((one) => one.root === root);
  return {
    get roots() {
      return roots.filter(({ root }) => listed.has(root));
    },
    // The source stays what it is underneath: what can compare, and what knows attributes, is told by its members.
    sources: sources.map(
      (source, index): SourceTree =>
        new Proxy(source, {
          get: (target, member) => {
            if (member === 'listFiles') listed.add(target.root);
            if (member !== 'readWorkTree') return Reflect.get(target, member, target) as unknown;
            return async (path: string) => {
              const content = await target.readWorkTree(path);
              const into = roots[index];
              if (content.kind === 'text' && into !== undefined) into.guidance[path] = content.text;
              return content;
            };
          },
        }),
    ),
    async *readRepository(task, signal): AsyncGenerator<ReadEvent, void, void> {
      const into = rootOf(task.root);
      for await (const event of readRepository(task, signal)) {
        if (event.kind === 'batch' && into !== undefined) {
          for (const { place, text, tokens, secrets } of event.files)
            into.files.push({ path: task.paths[place] ?? '', text, tokens, secrets });
          for (const { place, reason } of event.skipped)
            into.skipped.push({ path: task.paths[place] ?? '', reason });
        }
        yield event;
      }
    },
  };
}

/** Sources that hold what was written down, and nothing else. */
export function replaySources(roots: readonly MaterialRoot[]): ReadSources {
  return {
    sources: roots.map(({ root, name, files, skipped, guidance }) => ({
      root,
      name,
      listFiles: async () =>
        Promise.resolve(succeed([...files, ...skipped].map(({ path }) => path).toSorted())),
      readWorkTree: async (path) => {
        const text = guidance[path];
        return Promise.resolve(text === undefined ? { kind: 'missing' } : { kind: 'text', text });
      },
    })),
    async *readRepository({ root, paths }): AsyncGenerator<ReadEvent, void, void> {
      const kept = roots.find((one) => one.root === root);
      const places = new Map(paths.map((path, place) => [path, place]));
      const placed = <T extends { readonly path: string }>(list: readonly T[] = []) =>
        list.flatMap((one) => {
          const place = places.get(one.path);
          return place === undefined ? [] : [{ ...one, place }];
        });
      yield { kind: 'batch', files: placed(kept?.files), skipped: placed(kept?.skipped) };
    },
  };
}
