import { rangeOf, type FileRef, type Finding } from '../finding.ts';
import { absolutePathOf, FindingTable, refAt } from './findingTable.ts';
import { followFindings, type FollowMode } from './followFindings.ts';
import { completeOrigin, withOrigin } from './origin.ts';
import { asFixed, covers, type ReviewedPart } from './reviewedPart.ts';
import { standsAgain } from './standsAgain.ts';
import type { StoredFindings } from './storedFindings.ts';
import { trackEdits, type TextChange } from './trackEdits.ts';

export interface StoreChange {
  /** The files whose findings are not what they were, each once. */
  readonly files: readonly FileRef[];
  /** Nothing but places in the text changed. */
  readonly placesOnly: boolean;
}

/** Findings that are over are kept as the memory of the workspace, the newest of them. */
const mostFixed = 1_000;

/** The findings of this and earlier reviews: the one place they live, with one event for all who show them. */
export class FindingStore {
  readonly #table = new FindingTable();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #reviewId = '';
  #isHidden: ((file: FileRef) => boolean) | undefined;
  #batches = 0;
  #pending: { readonly files: Map<string, FileRef>; placesOnly: boolean } | undefined;

  onDidChange(listener: (change: StoreChange) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  all(): readonly Finding[] {
    return this.#seen(this.#table.all());
  }

  /** What a user is shown: open, or changed since the review. */
  shown(): readonly Finding[] {
    return this.all().filter(({ state }) => state === 'open' || state === 'changed');
  }

  get(id: string): Finding | undefined {
    return this.#table.get(id);
  }

  forFile(file: FileRef): readonly Finding[] {
    return this.atPath(absolutePathOf(file));
  }

  /** `path` is absolute, with `/`. */
  atPath(path: string): readonly Finding[] {
    return this.#seen(this.#table.atPath(path));
  }

  /** Absolute paths of all files with findings. */
  paths(): readonly string[] {
    const paths = this.#table.paths();
    return this.#isHidden === undefined ? paths : paths.filter((path) => this.atPath(path).length > 0);
  }

  /** Findings in such files are kept, and in no list, until this is called again; undefined hides none. */
  hide(isHidden: ((file: FileRef) => boolean) | undefined): void {
    const wasHidden = this.#isHidden;
    this.#isHidden = isHidden;
    this.batch(() => {
      for (const { file } of this.#table.all())
        if ((wasHidden?.(file) ?? false) !== (isHidden?.(file) ?? false)) this.#changed(file, false);
    });
  }

  /** Tells of everything that `run` does in one event. */
  batch(run: () => void): void {
    this.#batches++;
    try {
      run();
    } finally {
      this.#batches--;
      this.#tell();
    }
  }

  beginReview(reviewId: string): void {
    this.#reviewId = reviewId;
  }

  /** The newest review; after a restart the newest whose findings were kept. Undefined when there is none. */
  latestReview(): string | undefined {
    if (this.#reviewId !== '') return this.#reviewId;
    // Their names are their times.
    const newest = this.all().reduce((latest, { reviewId }) => (reviewId > latest ? reviewId : latest), '');
    return newest === '' ? undefined : newest;
  }

  /**
   * A finding known from an earlier review is replaced, but stays dismissed if it was; and open if it was, where it
   * comes again from a review of less that only holds it to be outside of its change.
   */
  add(finding: Finding): void {
    const state = this.#table.get(finding.id)?.state;
    const wasShown = state === 'open' || state === 'changed';
    if (state === 'dismissed') this.#put(completeOrigin({ ...finding, state }));
    else if (wasShown && finding.filtered?.kind === 'outside-change') {
      const { filtered: _, ...shown } = finding;
      this.#put(completeOrigin({ ...shown, state: 'open' }));
    } else this.#put(completeOrigin(finding));
  }

  /** Takes the place of the finding of the same id, state included; nothing happens when there is none. */
  replace(finding: Finding): void {
    if (this.#table.get(finding.id) !== undefined) this.#put(completeOrigin(finding));
  }

  /**
   * Ends the current review. What it did not find again in the parts it read is fixed; what it held back in an
   * earlier review is forgotten there. Dismissed findings stay, the next review may find them again; so do those
   * whose code is not there, as it may come back, and those of `undecided`, which are asked about one by one.
   */
  finishReview(reviewed: readonly ReviewedPart[], undecided: ReadonlySet<string> = new Set()): void {
    this.batch(() => {
      for (const part of reviewed) {
        for (const finding of this.forFile(part)) {
          if (finding.reviewId === this.#reviewId || !covers(part, finding)) continue;
          if (undecided.has(finding.id)) continue;
          if (finding.state === 'filtered') this.#drop(finding);
          else if (finding.state === 'open' || finding.state === 'changed') this.#put(asFixed(finding));
        }
      }
      const fixed = this.#table.all().filter(({ state }) => state === 'fixed');
      for (const finding of fixed.slice(0, Math.max(0, fixed.length - mostFixed))) this.#drop(finding);
    });
  }

  dismiss(id: string): void {
    this.#setState(id, 'dismissed');
  }

  restore(id: string): void {
    this.#setState(id, 'open');
  }

  clear(): void {
    this.batch(() => {
      for (const finding of this.#table.all()) this.#drop(finding);
    });
  }

  /**
   * Follows one edit event of a document. `textIn` reads the document after the edit: a finding whose code
   * stands again as it was reviewed (after an undo) is open again.
   */
  edit(path: string, changes: readonly TextChange[], textIn: (range: TextChange['range']) => string): void {
    this.batch(() => {
      for (const finding of this.atPath(path)) {
        // Where there is no code there is nothing to move; `follow` brings it back.
        if (finding.state === 'gone' || finding.state === 'fixed') continue;
        const moved = trackEdits(finding, changes);
        const range = rangeOf(moved);
        const again =
          range !== undefined && moved.state === 'changed' ? standsAgain(moved, textIn(range)) : undefined;
        const now = again ?? moved;
        if (now !== finding) this.#put(now, now.state === finding.state);
      }
    });
  }

  /** Puts the findings of a file on their code in the text that is there now; see `followFindings`. */
  follow(
    path: string,
    present: string | undefined,
    reviewed: ReadonlyMap<string, string>,
    mode: FollowMode,
  ): void {
    const findings = this.atPath(path);
    this.batch(() => {
      for (const [at, now] of followFindings(findings, present, reviewed, mode).entries())
        if (now !== findings[at]) this.#put(now, now.state === findings[at]?.state);
    });
  }

  /**
   * Ties the findings of a file that have no origin to the text they stand in. True when there were any. One
   * whose quoted code does not stand at its place is changed instead.
   */
  adopt(path: string, textId: string, textIn: (range: TextChange['range']) => string): boolean {
    let hasAdopted = false;
    this.batch(() => {
      for (const finding of this.atPath(path)) {
        const range = rangeOf(finding);
        if (finding.origin !== undefined || range === undefined || finding.state === 'fixed') continue;
        const stands = finding.anchor.kind !== 'exact' || standsAgain(finding, textIn(range)) !== undefined;
        hasAdopted ||= stands;
        if (stands) this.#put(withOrigin(asFound(finding), textId));
        else if (finding.state === 'open') this.#put({ ...finding, state: 'changed' });
      }
    });
    return hasAdopted;
  }

  /** A file, or a folder with all below it, is called otherwise now. Both paths are absolute, with `/`. */
  rename(from: string, to: string): void {
    this.batch(() => {
      for (const path of this.paths()) {
        if (path !== from && !path.startsWith(`${from}/`)) continue;
        for (const finding of this.atPath(path)) {
          this.#drop(finding);
          this.#put({ ...finding, file: refAt(finding.file, to + path.slice(from.length)) });
        }
      }
    });
  }

  snapshot(): StoredFindings {
    return { version: 2, findings: this.#table.all() };
  }

  /** Takes the place of everything here. */
  load({ findings }: StoredFindings): void {
    this.batch(() => {
      for (const finding of this.#table.all()) this.#drop(finding);
      for (const finding of findings) this.#put(finding);
    });
  }

  #seen(findings: readonly Finding[]): readonly Finding[] {
    const isHidden = this.#isHidden;
    return isHidden === undefined ? findings : findings.filter(({ file }) => !isHidden(file));
  }

  #setState(id: string, state: Finding['state']): void {
    const finding = this.#table.get(id);
    if (finding !== undefined && finding.state !== state) this.#put({ ...finding, state });
  }

  #put(finding: Finding, placesOnly = false): void {
    const known = this.#table.get(finding.id);
    this.#table.put(finding);
    if (known !== undefined && absolutePathOf(known.file) !== absolutePathOf(finding.file))
      this.#changed(known.file, false);
    this.#changed(finding.file, placesOnly);
  }

  #drop(finding: Finding): void {
    this.#table.drop(finding.id);
    this.#changed(finding.file, false);
  }

  #changed(file: FileRef, placesOnly: boolean): void {
    this.#pending ??= { files: new Map(), placesOnly: true };
    this.#pending.files.set(absolutePathOf(file), file);
    this.#pending.placesOnly &&= placesOnly;
    if (this.#batches === 0) this.#tell();
  }

  #tell(): void {
    const pending = this.#pending;
    if (this.#batches > 0 || pending === undefined) return;
    this.#pending = undefined;
    const change = { files: [...pending.files.values()], placesOnly: pending.placesOnly };
    for (const listener of this.#listeners) listener(change);
  }
}

function asFound(finding: Finding): Finding {
  return finding.state === 'gone' || finding.state === 'changed' ? { ...finding, state: 'open' } : finding;
}
