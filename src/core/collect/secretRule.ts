import type { Keyword } from './keywordFinder.ts';

/** Finds one kind of secret; what the group `secret` holds (else the whole match) is masked. */
export interface SecretRule {
  readonly name: string;
  /** At least one of them stands in every match, or the rule is not tried. */
  readonly keywords: readonly Keyword[];
  /** Global, with the `d` flag, so that the place of the group is known. */
  readonly pattern: RegExp;
  /**
   * Looks at the value where the pattern alone would fire on harmless text. `name` is what the value is assigned
   * to, where the pattern has such a group; else empty.
   */
  readonly accepts?: (secret: string, name: string) => boolean;
}
