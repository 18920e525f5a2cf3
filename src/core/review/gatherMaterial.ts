import type { Attachment, ChangedFile, Guidance, SkippedFile } from '../change.ts';
import { collectAttachments, type ReadImage } from '../collect/collectAttachments.ts';
import { collectGuidance, guidancePaths, type GuidanceRoot } from '../collect/collectGuidance.ts';
import { collectScope } from '../collect/collectScope.ts';
import { compareFor } from '../collect/comparison.ts';
import { enclosingDefinition } from '../collect/enclosingDefinition.ts';
import { growHunks } from '../collect/growHunks.ts';
import { isRepository } from '../collect/listScope.ts';
import { readWhole, type ReadFiles } from '../collect/readWhole.ts';
import { repositoryLabels } from '../collect/repositoryLabels.ts';
import { standardSelection } from '../collect/standardSelection.ts';
import { takeTurns } from '../turns.ts';
import { succeed, type CollectFailure, type InternalFailure, type Result } from '../errors.ts';
import type { FileRef } from '../finding.ts';
import type { Overlay, Revision, SourceTree, Syntax, ReadRepository } from '../ports.ts';
import type { Scope, SelectionWishes } from '../scope.ts';

export interface MaterialRequest {
  readonly scope: Scope;
  readonly selection: SelectionWishes;
  /** Changed images and documents go along. */
  readonly includeImages?: boolean;
  /** What the user wants reviewers to know; empty for nothing. */
  readonly instructions: string;
  /** What of a file, grown, is still to be reviewed; undefined for nothing. All of it when not given. */
  readonly remaining?: (file: ChangedFile) => ChangedFile | undefined;
}

export interface MaterialPorts {
  /** The roots a scope may speak of, repositories or plain folders. */
  readonly sources: readonly SourceTree[];
  readonly overlay: Overlay;
  readonly syntax: Syntax;
  readonly readRepository: ReadRepository;
  readonly readImage: ReadImage;
}

/** Everything a review could send, before secrets are taken out and it is cut into requests. */
export interface Material {
  readonly files: readonly ChangedFile[];
  readonly skipped: readonly SkippedFile[];
  readonly attachments: readonly Attachment[];
  readonly guidance: readonly Guidance[];
  /** What reading in bulk has found out already; undefined for a change. */
  readonly read?: Pick<ReadFiles, 'tokens' | 'secrets'>;
}

/** Named itself, or in a folder that is. */
function isNamed(path: string, named: ReadonlySet<string>): boolean {
  if (named.has(path)) return true;
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    if (named.has(path.slice(0, end + 1))) return true;
    if (end === 0) break;
  }
  return false;
}

/** What a scope comes to, with what projects and users want reviewers to know. */
export async function gatherMaterial(
  { scope, selection, includeImages = false, instructions, remaining = whole }: MaterialRequest,
  { sources, overlay, syntax, readRepository, readImage }: MaterialPorts,
  signal: AbortSignal,
): Promise<Result<Material, CollectFailure | InternalFailure>> {
  const openSelection = standardSelection(selection);
  // Folders and repositories are many files: they are read, scanned and measured in threads.
  const bulk = scope.kind === 'folder' || scope.kind === 'repository';
  const { only } = selection;
  const isWanted = ({ root, path }: FileRef): boolean =>
    only === undefined || isNamed(`${root}/${path}`, only);
  const read = bulk
    ? await readWhole(scope, selection, sources, overlay, readRepository, signal, isWanted)
    : undefined;
  const collected =
    read ??
    (await collectScope(scope, sources, overlay, signal, {
      openSelection,
      grow: async (path, text, line) =>
        enclosingDefinition(await syntax.outline(path, text, signal), text, line),
    }));
  if (!collected.ok) return collected;
  const wanted = <T extends { readonly ref: FileRef }>(list: readonly T[]): readonly T[] =>
    list.filter(({ ref }) => isWanted(ref));
  const grown = await growAll(wanted(collected.value.files), syntax, signal);
  const files = grown.flatMap((file) => remaining(file) ?? []);
  const left = wanted(collected.value.skipped);
  const { attachments, skipped } = includeImages
    ? await collectAttachments(
        left,
        labelsOf(sources),
        readImage,
        await versionUnderReview(scope, sources, signal),
        signal,
      )
    : { attachments: [], skipped: left };
  const roots = sources.filter(({ root }) => files.some(({ ref }) => ref.root === root));
  const asked: GuidanceRoot[] = [];
  for (const source of roots) {
    const rules = await openSelection(source, guidancePaths, signal);
    if (!rules.ok) return rules;
    asked.push({ source, isExcluded: (path) => rules.value.selectPath(path)?.kind === 'ignored' });
  }
  const guidance = await collectGuidance(asked, instructions, signal);
  const known = read?.ok === true ? { read: read.value } : {};
  return succeed({ files, skipped, attachments, guidance, ...known });
}

function whole(file: ChangedFile): ChangedFile {
  return file;
}

/** UTF-16 units that are parsed for one review, some seconds' worth; beyond, indentation shows the blocks. */
const mostParsed = 5_000_000;

/** Each change with the definitions around it; the parser takes one text after the other. */
async function growAll(
  files: readonly ChangedFile[],
  syntax: Syntax,
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const grown: ChangedFile[] = [];
  const turn = takeTurns();
  let parsed = 0;
  for (const file of files) {
    const { text, status, ref } = file;
    if (signal.aborted || text === undefined || status === 'whole' || status === 'added') {
      grown.push(file);
      continue;
    }
    parsed += text.length;
    const outline = parsed > mostParsed ? undefined : await syntax.outline(ref.path, text, signal);
    grown.push(growHunks(file, outline));
    await turn();
  }
  return grown;
}

/** Where the files under review stand: an image of an earlier commit is not what lies on the disk. */
async function versionUnderReview(
  scope: Scope,
  sources: readonly SourceTree[],
  signal: AbortSignal,
): Promise<(ref: FileRef) => 'work-tree' | Revision> {
  const versions = new Map<string, Revision>();
  if (scope.kind === 'staged' || scope.kind === 'commit' || scope.kind === 'range') {
    for (const repository of sources.filter(isRepository)) {
      if ('root' in scope && scope.root !== repository.root) continue;
      const comparison = await compareFor(scope, repository, signal);
      if (comparison.ok && comparison.value.after !== 'work-tree')
        versions.set(repository.root, comparison.value.after);
    }
  }
  return ({ root }) => versions.get(root) ?? 'work-tree';
}

function labelsOf(sources: readonly SourceTree[]): (ref: FileRef) => string {
  const labels = repositoryLabels(sources.map(({ root }) => root));
  return ({ root, path }) => `${labels[sources.findIndex((one) => one.root === root)] ?? ''}${path}`;
}
