import type { ModelContent } from '../modelClient.ts';

/** What a model is asked, whatever it is about. */
export interface Prompt {
  /** The same bytes in every review: the front that implicit caching can reuse. */
  readonly system: string;
  /** Guidance, map, files and attachments, as far as there are any, then the task. */
  readonly contents: readonly ModelContent[];
  readonly schema: object;
}
