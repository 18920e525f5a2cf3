import type { GitFailure, Result } from '../errors.ts';
import type { SourceTree } from '../ports.ts';
import type { FileSelection } from './selectFiles.ts';

/** Asked once for each root of a review, with all its paths, so that ignore files and attributes are read once. */
export type OpenSelection = (
  source: SourceTree,
  paths: readonly string[],
  signal: AbortSignal,
) => Promise<Result<FileSelection, GitFailure>>;
