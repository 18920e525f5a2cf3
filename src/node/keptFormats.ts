// What is kept on disk, read back: a bundle of its own, loaded when there is something to read, for it brings the
// library of shapes along.
export { parseDismissals } from '../core/findings/parseDismissals.ts';
export { parseStoredFindings } from '../core/findings/storedFindings.ts';
export { parseUsage } from '../core/usage/parseUsage.ts';
export { readLeftNotes } from './leftNotes.ts';
export { parsePrivateDismissals } from './privateDismissalsFile.ts';
