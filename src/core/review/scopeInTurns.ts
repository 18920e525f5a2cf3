import type { ChangedFile } from '../change.ts';
import { takeTurns } from '../turns.ts';
import { ReviewedScope } from '../verify/scopeFilter.ts';

/** What findings are measured against; others have their turn in between. */
export async function scopeInTurns(files: readonly ChangedFile[]): Promise<ReviewedScope> {
  const scope = new ReviewedScope();
  const turn = takeTurns();
  for (const file of files) {
    await turn();
    scope.add(file);
  }
  return scope;
}
