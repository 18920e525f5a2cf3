import { resolve } from 'node:path';
import type { ReviewReport } from '../core/report/reviewReport.ts';
import { AgentDesk } from './agentDesk.ts';
import type { Command } from './command.ts';
import { exitCodes, type ExitCode } from './exitCode.ts';
import { openPlace } from './place.ts';
import { settingsAt } from './prepareReview.ts';
import type { Terminal } from './terminal.ts';

/** Dollars that all reviews of one run may cost together, when nothing else is said. */
const usualMaxCost = 1;

/** Serves agents until they leave. Nothing but the protocol goes to the output. */
export async function mcpCommand(
  command: Extract<Command, { readonly kind: 'mcp' }>,
  terminal: Terminal,
  tool: ReviewReport['tool'],
): Promise<ExitCode> {
  const place = await openPlace(
    terminal.cwd,
    command.path === undefined ? [] : [command.path],
    terminal.signal,
  );
  // What is wrong with the configuration is said now, not at the first review.
  const { maxCost = usualMaxCost } = await settingsAt(place, command.settings, terminal);
  const desk = new AgentDesk({
    root: place.root,
    flags: command.settings,
    maxCost,
    terminal: { ...terminal, cwd: resolve(place.root), out: terminal.err },
    tool,
  });
  const { serveMcp } = await import('./mcpServer.ts');
  await serveMcp(
    desk,
    { version: tool.version, root: place.root, maxCost, mayDismiss: command.mayDismiss },
    terminal.signal,
  );
  await desk.idle();
  return exitCodes.clean;
}
