import type { FileRef, Range } from './finding.ts';

/** What a compiler or linter already shows in a file, at a place in the text under review. */
export interface ToolDiagnostic {
  readonly file: FileRef;
  readonly range: Range;
  readonly message: string;
  /** As the editor names it: `ts`, `eslint`. */
  readonly source: string;
  /** `2304`, `no-unused-vars`. */
  readonly code?: string;
}
