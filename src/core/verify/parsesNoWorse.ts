import type { Fix } from '../finding.ts';
import type { Syntax } from '../ports.ts';
import { applyFix, checkFix } from './fixGate.ts';

/**
 * False when the parser finds more errors in a text after a change than before, or fails only after it; true when it
 * cannot tell.
 */
export async function parsesNoWorse(
  syntax: Syntax,
  path: string,
  before: string,
  after: string,
  signal: AbortSignal,
): Promise<boolean> {
  const [was, is] = await Promise.all([
    syntax.outline(path, before, signal),
    syntax.outline(path, after, signal),
  ]);
  return was === undefined || (is !== undefined && is.errors <= was.errors);
}

/** The fix, for a preview only when the text it leads to parses worse than the one it is for. */
export async function gateFix(
  fix: Fix,
  path: string,
  text: string,
  syntax: Syntax,
  signal: AbortSignal,
): Promise<Fix> {
  if (!fix.automatic || checkFix(fix, text).kind === 'refused') return fix;
  const sound = await parsesNoWorse(syntax, path, text, applyFix(fix, text), signal);
  return sound ? fix : { ...fix, automatic: false };
}
