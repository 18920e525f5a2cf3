import * as vscode from 'vscode';
import type { AgentSurfaces } from './agentTools.ts';

/**
 * What agent mode can ask of this extension. What they do is loaded when one is asked; the package says what they are
 * for, in the words of `core/report/agentTools.ts`.
 */
export function registerLanguageModelTools(ready: () => Promise<AgentSurfaces>): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.lm.registerTool<unknown>('flash-review_review_changes', {
      prepareInvocation: async ({ input }, token) =>
        (await import('./agentTools.ts')).prepareAgentReview(input, await ready(), token),
      invoke: async ({ input }, token) =>
        (await import('./agentTools.ts')).reviewForAgent(input, await ready(), token),
    }),
    vscode.lm.registerTool<unknown>('flash-review_list_findings', {
      invoke: async ({ input }) => (await import('./agentTools.ts')).listForAgent(input, await ready()),
    }),
  );
}
