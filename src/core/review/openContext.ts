import type { ChangedFile } from '../change.ts';
import { isRepository } from '../collect/listScope.ts';
import { admit } from '../collect/loadedChange.ts';
import type { OpenSelection } from '../collect/openSelection.ts';
import { readCurrent } from '../collect/overlaidText.ts';
import { repositoryLabels } from '../collect/repositoryLabels.ts';
import type { FileSelection } from '../collect/selectFiles.ts';
import type { ContextFile, ContextFiles, Notation, ShownText } from '../context/contextFiles.ts';
import { createContextToolbox } from '../context/contextToolbox.ts';
import type { FileContent, Overlay, Revision, SourceTree, SymbolPlaces, Syntax } from '../ports.ts';
import { gutterLine, quoteName } from '../prompt/gutter.ts';
import type { Scope } from '../scope.ts';
import type { Toolbox } from '../toolbox.ts';
import type { MaskedReview } from './maskedReview.ts';

export interface ContextPorts {
  readonly sources: readonly SourceTree[];
  readonly overlay: Overlay;
  readonly syntax: Syntax;
  readonly symbols?: SymbolPlaces;
}

/** Masked texts kept for the next look. */
const mostKept = 60;

const notation: Notation = { line: (number, text) => gutterLine(number, ' ', text), name: quoteName };

/** What the model of one review may look up: in what it was sent, and in what it could have been sent. */
export function openContext(
  scope: Scope,
  files: readonly ChangedFile[],
  masked: MaskedReview,
  openSelection: OpenSelection,
  ports: ContextPorts,
): Toolbox {
  const { syntax, symbols } = ports;
  const context = new OpenFiles(scope, files, masked, openSelection, ports);
  return createContextToolbox(
    { files: context, syntax, ...(symbols === undefined ? {} : { symbols }) },
    notation,
  );
}

interface OpenFile extends ContextFile {
  readonly source: SourceTree | undefined;
  readonly selection: FileSelection | undefined;
  /** As it is reviewed; undefined for a file beside. */
  readonly reviewed: string | undefined;
}

class OpenFiles implements ContextFiles {
  readonly #scope: Scope;
  readonly #reviewed: readonly ChangedFile[];
  readonly #masked: MaskedReview;
  readonly #openSelection: OpenSelection;
  readonly #ports: ContextPorts;
  readonly #shown = new Map<OpenFile, ShownText>();
  #listed: Promise<readonly OpenFile[]> | undefined;

  constructor(
    scope: Scope,
    reviewed: readonly ChangedFile[],
    masked: MaskedReview,
    openSelection: OpenSelection,
    ports: ContextPorts,
  ) {
    this.#scope = scope;
    this.#reviewed = reviewed;
    this.#masked = masked;
    this.#openSelection = openSelection;
    this.#ports = ports;
  }

  async list(signal: AbortSignal): Promise<readonly OpenFile[]> {
    const listing = (this.#listed ??= this.#listAll(signal));
    try {
      return await listing;
    } catch (error) {
      // One that was cut short is not the answer for those who come after.
      if (this.#listed === listing) this.#listed = undefined;
      throw error;
    }
  }

  async search(file: OpenFile, signal: AbortSignal): Promise<string | undefined> {
    const text = await this.#read(file, signal);
    return text.kind === 'text' ? text.text : undefined;
  }

  async show(file: OpenFile, signal: AbortSignal): Promise<ShownText> {
    const known = this.#shown.get(file);
    if (known !== undefined) return known;
    const read = await this.#read(file, signal);
    const text = read.kind === 'text' ? await this.#masked.maskLater(file.ref, read.text) : undefined;
    const shown: ShownText =
      text === undefined
        ? { kind: 'withheld', why: read.kind === 'text' ? 'The file may not be shown.' : read.why }
        : { kind: 'text', text };
    if (this.#shown.size >= mostKept) this.#shown.clear();
    this.#shown.set(file, shown);
    return shown;
  }

  async #read({ ref, source, selection, reviewed }: OpenFile, signal: AbortSignal): Promise<ShownText> {
    if (reviewed !== undefined) return { kind: 'text', text: reviewed };
    const content = source === undefined ? undefined : await this.#contentOf(source, ref.path, signal);
    signal.throwIfAborted();
    if (content?.kind !== 'text')
      return { kind: 'withheld', why: 'The file has no text that could be shown.' };
    const admitted = admit(ref.path, { status: 'whole', text: content.text, hunks: [] }, selection);
    return admitted.kind === 'file'
      ? { kind: 'text', text: content.text }
      : { kind: 'withheld', why: 'The file may not be shown.' };
  }

  /** As it is in what is under review: a commit and the index have their own version of every file. */
  async #contentOf(source: SourceTree, path: string, signal: AbortSignal): Promise<FileContent | undefined> {
    const revision = revisionOf(this.#scope);
    if (revision === undefined || !isRepository(source))
      return readCurrent(source, path, this.#ports.overlay);
    let at: Revision = 'index';
    if (revision !== 'index') {
      const commit = await source.resolve(revision, signal);
      if (!commit.ok || commit.value === undefined) return undefined;
      at = { commit: commit.value };
    }
    const read = await source.readAt(at, [path], signal);
    return read.ok ? read.value.get(path) : undefined;
  }

  async #listAll(signal: AbortSignal): Promise<readonly OpenFile[]> {
    const { sources } = this.#ports;
    const byPath = new Map<string, OpenFile>();
    const labels = repositoryLabels(sources.map(({ root }) => root));
    for (const [index, source] of sources.entries()) {
      const { root } = source;
      const nested = sources.filter((other) => other.root.startsWith(`${root}/`));
      const paths = await source.listFiles('', signal);
      const selection = paths.ok ? await this.#openSelection(source, paths.value, signal) : paths;
      signal.throwIfAborted();
      if (!paths.ok || !selection.ok) continue;
      for (const path of paths.value) {
        const full = `${root}/${path}`;
        if (nested.some((other) => full.startsWith(`${other.root}/`))) continue;
        if (selection.value.selectPath(path) !== undefined) continue;
        const label = `${labels[index] ?? ''}${path}`;
        const known = { source, selection: selection.value, reviewed: undefined };
        byPath.set(full, { ref: { root, path }, label, ...known });
      }
    }
    // What is under review is sent anyhow, whatever the rules for others say; a deleted file is not there any more.
    for (const { ref, label, text } of this.#reviewed) {
      const full = `${ref.root}/${ref.path}`;
      if (text === undefined) byPath.delete(full);
      else byPath.set(full, { ref, label, source: undefined, selection: undefined, reviewed: text });
    }
    return [...byPath.values()].toSorted((a, b) => (a.label < b.label ? -1 : 1));
  }
}

/** Undefined for the work tree. */
function revisionOf(scope: Scope): string | undefined {
  switch (scope.kind) {
    case 'staged':
      return 'index';
    case 'commit':
      return scope.revision;
    case 'range':
      return scope.to;
    default:
      return undefined;
  }
}
