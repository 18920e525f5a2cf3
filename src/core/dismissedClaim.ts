/** What was dismissed, as a review tells its model: not to be reported again. */
export interface DismissedClaim {
  readonly root: string;
  /** A file, a folder with `/` at its end, or '' for all; relative to the root, with `/`. */
  readonly within: string;
  /** The title of one finding, or the word for a kind; written by models and people. */
  readonly text: string;
}
