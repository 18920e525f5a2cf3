import { rangeOf, type FileRef, type Finding } from '../finding.ts';
import type { StoredFindings } from './storedFindings.ts';
import { trackEdits, type TextChange } from './trackEdits.ts';
import { standsAgain } from './standsAgain.ts';

export interface StoreChange {
  /** The files whose findings are not what they were. */
  readonly files: readonly FileRef[];
}

/** The findings of this and earlier reviews: the one place they live, with one event for all who show them. */
export class FindingStore {
  readonly #findings = new Map<string, Finding>();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #reviewId = '';

  onDidChange(listener: (change: StoreChange) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  all(): readonly Finding[] {
    return [...this.#findings.values()];
  }

  get(id: string): Finding | undefined {
    return this.#findings.get(id);
  }

  forFile({ root, path }: FileRef): readonly Finding[] {
    return this.atPath(`${root}/${path}`);
  }

  /** `path` is absolute, with `/`. */
  atPath(path: string): readonly Finding[] {
    return this.all().filter(({ file }) => `${file.root}/${file.path}` === path);
  }

  beginReview(reviewId: string): void {
    this.#reviewId = reviewId;
  }

  /** A finding known from an earlier review is replaced, but stays dismissed if it was. */
  add(finding: Finding): void {
    const known = this.#findings.get(finding.id);
    this.#findings.set(
      finding.id,
      known?.state === 'dismissed' ? { ...finding, state: 'dismissed' } : finding,
    );
    this.#changed([finding.file]);
  }

  /**
   * Ends the current review. In the files it reviewed to their end, what it did not find again is gone;
   * dismissals are kept, because the next review may find them again.
   */
  finishReview(reviewed: readonly FileRef[]): void {
    const covered = new Set(reviewed.map(({ root, path }) => `${root}/${path}`));
    this.#remove(
      ({ file, reviewId, state }) =>
        covered.has(`${file.root}/${file.path}`) && reviewId !== this.#reviewId && state !== 'dismissed',
    );
  }

  dismiss(id: string): void {
    this.#setState(id, 'dismissed');
  }

  restore(id: string): void {
    this.#setState(id, 'open');
  }

  clear(): void {
    this.#remove(() => true);
  }

  /**
   * Follows one edit event of a document. `textIn` reads the document after the edit: a finding whose code
   * stands again as it was reviewed (after an undo) is open again.
   */
  edit(path: string, changes: readonly TextChange[], textIn: (range: TextChange['range']) => string): void {
    const files: FileRef[] = [];
    for (const finding of this.atPath(path)) {
      const moved = trackEdits(finding, changes);
      const range = rangeOf(moved);
      const again =
        range !== undefined && moved.state === 'changed' ? standsAgain(moved, textIn(range)) : undefined;
      const now = again ?? moved;
      if (now === finding) continue;
      this.#findings.set(now.id, now);
      files.push(now.file);
    }
    this.#changed(files.slice(0, 1));
  }

  snapshot(): StoredFindings {
    return { version: 1, findings: this.all() };
  }

  /** Takes the place of everything here. */
  load({ findings }: StoredFindings): void {
    const files = [...this.#findings.values(), ...findings].map(({ file }) => file);
    this.#findings.clear();
    for (const finding of findings) this.#findings.set(finding.id, finding);
    this.#changed(files);
  }

  #setState(id: string, state: Finding['state']): void {
    const finding = this.#findings.get(id);
    if (finding === undefined || finding.state === state) return;
    this.#findings.set(id, { ...finding, state });
    this.#changed([finding.file]);
  }

  #remove(gone: (finding: Finding) => boolean): void {
    const removed = this.all().filter(gone);
    for (const { id } of removed) this.#findings.delete(id);
    this.#changed(removed.map(({ file }) => file));
  }

  #changed(files: readonly FileRef[]): void {
    if (files.length === 0) return;
    const distinct = [...new Map(files.map((file) => [`${file.root}/${file.path}`, file])).values()];
    for (const listener of this.#listeners) listener({ files: distinct });
  }
}
