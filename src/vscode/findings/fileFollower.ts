import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../core/finding.ts';
import type { FindingStore } from '../../core/findings/findingStore.ts';
import { needsLook, type FollowMode } from '../../core/findings/followFindings.ts';
import { textIdOf } from '../../core/findings/textId.ts';
import { readerOf } from '../../core/findings/textInRange.ts';
import type { FileContent } from '../../core/ports.ts';
import type { FindElsewhere } from '../../node/renameSearch.ts';
import type { TextArchive } from '../../node/textArchive.ts';
import { readWorkTreeFile } from '../../node/workTreeFile.ts';
import { pathOf } from '../documents.ts';

/** Larger files are never reviewed. */
const mostBytes = 16_000_000;

const noStamp = 'missing';

const nowhere: FindElsewhere = async () => undefined;

/** Puts the findings of a file on its present text: the editor's if it is open, else the disk's. */
export class FileFollower {
  readonly #store: FindingStore;
  readonly #texts: TextArchive;
  /** Of each file the state of the disk its findings were last held against. */
  readonly #stamps = new Map<string, string>();

  constructor(store: FindingStore, texts: TextArchive) {
    this.#store = store;
    this.#texts = texts;
  }

  /** Whether the file on disk is another than the one last seen. */
  async isOtherThanSeen(path: string): Promise<boolean> {
    return this.#stamps.get(path) !== (await stampOf(path));
  }

  /**
   * `findElsewhere` is asked for a file that is not there any more. False when it is not, and was not found.
   */
  async follow(path: string, mode: FollowMode, findElsewhere: FindElsewhere): Promise<boolean> {
    const stamp = await stampOf(path);
    this.#stamps.set(path, stamp);
    const findings = this.#store.atPath(path);
    if (
      mode === 'what-edits-lost' &&
      stamp !== noStamp &&
      !findings.some((finding) => isLoose(finding) || needsLook(finding))
    )
      return true;
    const reviewed = await this.#reviewedTexts(findings);
    const onDisk = await readWorkTreeFile(dirname(path), basename(path), mostBytes);
    // From here on without a pause: the document may change at any.
    const present = presentText(path, onDisk);
    if (present.kind === 'missing') return this.#followMissing(path, mode, reviewed, findElsewhere);
    if (present.kind === 'text') this.#settle(path, present.text, reviewed, mode);
    return true;
  }

  #settle(path: string, text: string, reviewed: ReadonlyMap<string, string>, mode: FollowMode): void {
    this.#store.follow(path, text, reviewed, mode);
    if (!this.#store.atPath(path).some(isLoose)) return;
    const id = textIdOf(text);
    this.#texts.keep(id, text);
    this.#store.adopt(path, id, readerOf(text));
  }

  async #followMissing(
    path: string,
    mode: FollowMode,
    reviewed: ReadonlyMap<string, string>,
    findElsewhere: FindElsewhere,
  ): Promise<boolean> {
    const [text] = reviewed.values();
    const [finding] = this.#store.atPath(path);
    const renamed =
      text === undefined || finding === undefined ? undefined : await findElsewhere(finding.file, text);
    if (renamed === undefined) {
      this.#store.follow(path, undefined, reviewed, mode);
      return false;
    }
    this.#store.rename(path, renamed);
    return this.follow(renamed, 'everything', nowhere);
  }

  async #reviewedTexts(findings: readonly Finding[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (const id of new Set(findings.flatMap(({ origin }) => origin?.textId ?? []))) {
      const text = await this.#texts.read(id);
      if (text !== undefined) texts.set(id, text);
    }
    return texts;
  }
}

export function openDocument(path: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => pathOf(document.uri) === path);
}

/** An editor without changes of its own shows what was on the disk, and may stay open when that is gone. */
function presentText(path: string, onDisk: FileContent): FileContent {
  const document = openDocument(path);
  if (document === undefined || (onDisk.kind === 'missing' && !document.isDirty)) return onDisk;
  return { kind: 'text', text: document.getText() };
}

export async function isThere(path: string): Promise<boolean> {
  return (await stampOf(path)) !== noStamp;
}

/** Not yet tied to a text. */
function isLoose({ origin, anchor, state }: Finding): boolean {
  return origin === undefined && anchor.kind !== 'none' && state !== 'fixed';
}

async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path);
    return `${mtimeMs} ${size}`;
  } catch {
    return noStamp;
  }
}
