import type { GivenTexts } from './configuration.ts';
import { nearest } from './nearest.ts';

export const commandNames = [
  'review',
  'plan',
  'findings',
  'dismiss',
  'models',
  'usage',
  'mcp',
  'help',
] as const;

/** What a word that is neither a command nor a path was probably meant to be. */
export function commandLike(word: string): string | undefined {
  return nearest(word, commandNames, 2);
}

export const formats = ['text', 'json', 'ndjson', 'markdown', 'sarif', 'rdjson', 'github', 'gitlab'] as const;
export type Format = (typeof formats)[number];

/** What the user asked to have reviewed, before it is held against the repository. */
export type AskedScope =
  | { readonly kind: 'default' }
  /** What is not committed, also where paths are named. */
  | { readonly kind: 'working-changes' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'repository' }
  | { readonly kind: 'branch'; readonly base: string }
  | { readonly kind: 'commit'; readonly revision: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string };

export interface ReviewCommand {
  readonly kind: 'review';
  /** Show what would be sent, and send nothing. */
  readonly planOnly: boolean;
  readonly scope: AskedScope;
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output?: string;
  readonly fix: boolean;
  readonly allowDirty: boolean;
  readonly baseline?: string;
  readonly color: boolean;
  /** Flags that stand for settings. */
  readonly settings: GivenTexts;
}

export type Command =
  | ReviewCommand
  | { readonly kind: 'help'; readonly topic?: string }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'findings';
      /** Undefined for the last review. */
      readonly report?: string;
      readonly format: Format;
      readonly output?: string;
      readonly color: boolean;
    }
  | {
      readonly kind: 'dismiss';
      readonly fingerprints: readonly string[];
      readonly reason: string;
      readonly note?: string;
      readonly until?: string;
      readonly from?: string;
    }
  | { readonly kind: 'models'; readonly settings: GivenTexts }
  | {
      readonly kind: 'mcp';
      /** Undefined for the working folder. */
      readonly path?: string;
      /** Whether agents may write to the team's file of dismissals. */
      readonly mayDismiss: boolean;
      readonly settings: GivenTexts;
    }
  | { readonly kind: 'usage' };
