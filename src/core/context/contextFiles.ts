import type { FileRef } from '../finding.ts';

export interface ContextFile {
  readonly ref: FileRef;
  /** How the model is told of it. */
  readonly label: string;
}

export type ShownText =
  | { readonly kind: 'text'; readonly text: string }
  /** `why` is for the model to read. */
  | { readonly kind: 'withheld'; readonly why: string };

/** The files that a model may look into while it reviews: those that a review might send, and no others. */
export interface ContextFiles {
  /** By label, in order. Throws for an abort only. */
  list(signal: AbortSignal): Promise<readonly ContextFile[]>;
  /** To search in, never to be shown; undefined for what may not be read. */
  search(file: ContextFile, signal: AbortSignal): Promise<string | undefined>;
  /** As it may be shown: without secrets, every line at its number. */
  show(file: ContextFile, signal: AbortSignal): Promise<ShownText>;
}

/** How text of others is written for the model, so that none of it passes for words of ours. */
export interface Notation {
  /** `number` is 1-based. */
  line(number: number, text: string): string;
  name(label: string): string;
}
