/** Of the commands that review something, without `flashReview.`. */
export const scopeNames = [
  'reviewWorkingChanges',
  'reviewStaged',
  'reviewUnstaged',
  'reviewBranch',
  'reviewCommit',
  'reviewRange',
  'reviewFile',
  'reviewSelection',
  'reviewThisCommit',
  'reviewBlock',
  'reviewFolder',
  'reviewThisFolder',
  'reviewRepository',
] as const;
export type ScopeName = (typeof scopeNames)[number];
