import { Buffer } from 'node:buffer';
import type { SkipReason } from '../core/change.ts';
import type { SecretSpan, ReadEvent, ReadFile } from '../core/ports.ts';

/**
 * Files on their way between threads. Thousands of small strings cost the receiver a garbage collection that one
 * large string does not: the texts stand one behind the other and are cut apart without being copied.
 */
export interface ReadBatch {
  readonly kind: 'batch';
  /** Texts of ASCII, which take one byte a character; one other text among them would make it two for all. */
  readonly ascii: string;
  readonly other: string;
  /** Four numbers a file: its place among the paths of the thread, 1 for `other`, its length, its tokens. */
  readonly files: Float64Array;
  /** By the place among the paths; files without any are absent. */
  readonly secrets: ReadonlyMap<number, readonly SecretSpan[]>;
  readonly skipped: ReadonlyMap<number, SkipReason>;
}

const numbersPerFile = 4;

/** Gathers what was read until it is worth sending. */
export class ReadBatchBuilder {
  readonly #ascii: string[] = [];
  readonly #other: string[] = [];
  readonly #files: number[] = [];
  readonly #secrets = new Map<number, readonly SecretSpan[]>();
  readonly #skipped = new Map<number, SkipReason>();
  #characters = 0;

  /** UTF-16 code units in all texts. */
  get characters(): number {
    return this.#characters;
  }

  get entries(): number {
    return this.#files.length / numbersPerFile + this.#skipped.size;
  }

  add(place: number, { text, tokens, secrets }: Omit<ReadFile, 'place'>): void {
    const isOther = Buffer.byteLength(text) !== text.length;
    (isOther ? this.#other : this.#ascii).push(text);
    this.#files.push(place, isOther ? 1 : 0, text.length, tokens);
    if (secrets.length > 0) this.#secrets.set(place, secrets);
    this.#characters += text.length;
  }

  skip(place: number, reason: SkipReason): void {
    this.#skipped.set(place, reason);
  }

  build(): ReadBatch {
    return {
      kind: 'batch',
      ascii: this.#ascii.join(''),
      other: this.#other.join(''),
      files: Float64Array.from(this.#files),
      secrets: this.#secrets,
      skipped: this.#skipped,
    };
  }
}

/** `placeOf` gives the place among all paths of one among those of the thread. */
export function unpackBatch(
  batch: ReadBatch,
  placeOf: (place: number) => number,
): Extract<ReadEvent, { kind: 'batch' }> {
  const files: ReadFile[] = [];
  const starts = [0, 0];
  for (let i = 0; i < batch.files.length; i += numbersPerFile) {
    const place = batch.files[i] ?? 0;
    const which = batch.files[i + 1] ?? 0;
    const length = batch.files[i + 2] ?? 0;
    const start = starts[which] ?? 0;
    starts[which] = start + length;
    files.push({
      place: placeOf(place),
      text: (which === 0 ? batch.ascii : batch.other).slice(start, start + length),
      tokens: batch.files[i + 3] ?? 0,
      secrets: batch.secrets.get(place) ?? noSecrets,
    });
  }
  const skipped = [...batch.skipped].map(([place, reason]) => ({ place: placeOf(place), reason }));
  return { kind: 'batch', files, skipped };
}

const noSecrets: readonly SecretSpan[] = [];
