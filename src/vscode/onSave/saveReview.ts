import type { ChangedFile } from '../../core/change.ts';
import { compareSeverity, rangeOf, type FileRef, type Finding } from '../../core/finding.ts';
import { asFixed } from '../../core/findings/reviewedPart.ts';
import { readerOf } from '../../core/findings/textInRange.ts';
import { HunkCache } from '../../core/onSave/hunkCache.ts';
import type { Judge } from '../../core/onSave/hunkKeys.ts';
import type { ReviewedTexts } from '../../core/onSave/reviewedTexts.ts';
import { rememberReviewed, settledBySeen } from '../../core/onSave/saveMemory.ts';
import { unseenHunks, type SeenHunk, type SentHunk } from '../../core/onSave/unseenHunks.ts';
import { modelFor } from '../../core/model/routing.ts';
import type { Scope } from '../../core/scope.ts';
import { sha256 } from '../../node/sha256.ts';
import { recheckFinding } from '../findings/askAgain.ts';
import { isThere } from '../findings/fileFollower.ts';
import { readSettings } from '../configuration.ts';
import { headCommit } from '../review/gitExtension.ts';
import { attemptSave, notReviewed, type SavedText, type SaveOutcome, type SavePorts } from './saveAttempt.ts';
import type { Settings } from '../settings.ts';
import { fileRefOf } from '../review/sources.ts';

/** Findings that are checked again at one save, at most. */
const mostRechecks = 5;

/** Reviews what of saved files was not reviewed yet, and remembers it. */
export class SaveReview {
  readonly #ports: SavePorts;
  readonly #texts: ReviewedTexts;
  readonly #version: string;
  readonly #cache = new HunkCache();
  /** The code of findings when they were last asked about, by id. */
  readonly #asked = new Map<string, string>();

  /** `version` is the extension's: another one may ask otherwise. */
  constructor(ports: SavePorts, texts: ReviewedTexts, version: string) {
    this.#ports = ports;
    this.#texts = texts;
    this.#version = version;
  }

  forget(): void {
    this.#cache.clear();
    this.#asked.clear();
  }

  async run(saved: SavedText, signal: AbortSignal): Promise<SaveOutcome> {
    // Deleted since, or called otherwise: nobody asks about it any more.
    if (!(await isThere(saved.path))) return notReviewed;
    const tried = await this.#reviewSaved(saved, signal);
    if (tried.outcome === undefined || tried.failure !== undefined || signal.aborted) return tried;
    const { wasSent, failure } = await this.#recheckChanged(saved, signal);
    return { ...tried, wasSent: tried.wasSent || wasSent, failure };
  }

  /** Findings whose code was edited, and which the review did not find again, are asked about one by one. */
  async #recheckChanged(
    saved: SavedText,
    signal: AbortSignal,
  ): Promise<Pick<SaveOutcome, 'wasSent' | 'failure'>> {
    const textIn = readerOf(saved.text);
    const wanted = this.#ports.stores.store.atPath(saved.path).flatMap((finding) => {
      const range = rangeOf(finding);
      if (finding.state !== 'changed' || range === undefined) return [];
      const code = textIn(range);
      return this.#asked.get(finding.id) === code ? [] : [{ finding, code }];
    });
    let wasSent = false;
    for (const { finding, code } of wanted.toSorted(worstFirst).slice(0, mostRechecks)) {
      // What was typed since is for the next save, which asks again.
      if (signal.aborted || saved.edits.changesOf(saved.path).length > 0) break;
      const asked = { finding, text: saved.text, edits: saved.edits };
      const outcome = await recheckFinding(asked, this.#ports, signal);
      if (outcome.kind === 'failed') return { wasSent, failure: outcome.failure };
      wasSent = true;
      this.#asked.set(finding.id, code);
    }
    return { wasSent, failure: undefined };
  }

  async #reviewSaved(saved: SavedText, signal: AbortSignal): Promise<SaveOutcome> {
    const settings = readSettings();
    const ref = await fileRefOf(saved.uri, signal);
    if (ref === undefined || signal.aborted) return notReviewed;
    if (settings.reviewOnSave === 'file')
      return this.#review(saved, ref, { kind: 'files', files: [ref] }, settings, signal);
    const known = this.#texts.get(saved.path);
    if (known?.text === saved.text) return notReviewed;
    // After a commit, a pull, a branch switch, what is new is what differs from what is checked out now.
    const isCurrent = known !== undefined && known.commit === headCommit(ref.root);
    const since = isCurrent ? known.text : await this.#textOfChanged(saved.path);
    const scope: Scope = { kind: 'saved-file', file: ref, ...(since === undefined ? {} : { since }) };
    return this.#review(saved, ref, scope, settings, signal, known?.text);
  }

  /** `instead` is compared with when the file turns out to be in no commit. */
  async #review(
    saved: SavedText,
    ref: FileRef,
    scope: Scope,
    settings: Settings,
    signal: AbortSignal,
    instead?: string,
  ): Promise<SaveOutcome> {
    let isInNoCommit = false;
    let hunks: { readonly sent: readonly SentHunk[]; readonly seen: readonly SeenHunk[] } | undefined;
    const judge = this.#judge(settings);
    const remaining = (file: ChangedFile): ChangedFile | undefined => {
      isInNoCommit = file.status === 'added' && instead !== undefined;
      if (isInNoCommit) return undefined;
      const unseen = unseenHunks(file, (key) => this.#recall(key), judge, sha256);
      hunks = unseen;
      return unseen.file;
    };
    const tried = await attemptSave({ saved, scope, settings, remaining }, this.#ports, signal);
    if (isInNoCommit && instead !== undefined && !signal.aborted)
      return this.#review(saved, ref, { kind: 'saved-file', file: ref, since: instead }, settings, signal);
    const { sent = [], seen = [] } = hunks ?? {};
    const { outcome, failure } = tried;
    this.#ports.stores.log.info(
      `review on save: ${ref.path}, ${sent.length} new, ${seen.length} known, ${failure?.kind ?? outcome?.kind ?? 'ended'}`,
    );
    const isKnown = outcome?.kind === 'nothing-to-review' && sent.length === 0 && seen.length > 0;
    if (outcome?.kind === 'completed' || isKnown) this.#remember(saved, ref, tried, sent, seen);
    return tried;
  }

  #remember(
    saved: SavedText,
    ref: FileRef,
    { found }: SaveOutcome,
    sent: readonly SentHunk[],
    seen: readonly SeenHunk[],
  ): void {
    const { store } = this.#ports.stores;
    const kept = found.filter(({ id }) => store.get(id)?.state !== 'filtered');
    rememberReviewed(this.#cache, sent, kept);
    const commit = headCommit(ref.root);
    this.#texts.keep(saved.path, { text: saved.text, ...(commit === undefined ? {} : { commit }) });
    // The lines of the hunks are those of the saved text.
    if (saved.edits.changesOf(saved.path).length > 0) return;
    for (const finding of settledBySeen(store.atPath(saved.path), seen)) store.replace(asFixed(finding));
  }

  /** The text in which the oldest finding was found whose code was edited since: it is to be checked again. */
  async #textOfChanged(path: string): Promise<string | undefined> {
    const { store, texts } = this.#ports.stores;
    const [oldest] = store
      .atPath(path)
      .filter(({ state, origin }) => state === 'changed' && origin !== undefined)
      .toSorted((a, b) => (a.reviewId < b.reviewId ? -1 : 1));
    return oldest?.origin === undefined ? undefined : texts.read(oldest.origin.textId);
  }

  #judge(settings: Settings): Judge {
    const { instructions } = settings;
    return {
      model: modelFor('on-save', settings),
      effort: 'quick',
      prompt: JSON.stringify([this.#version, instructions]),
    };
  }

  /** What was found then and is not known any more must be looked for again. */
  #recall(key: string): readonly string[] | undefined {
    const known = this.#cache.get(key);
    return known?.every((id) => this.#ports.stores.store.get(id) !== undefined) === true ? known : undefined;
  }
}

function worstFirst(a: { readonly finding: Finding }, b: { readonly finding: Finding }): number {
  return compareSeverity(a.finding.severity, b.finding.severity);
}
