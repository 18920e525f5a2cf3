import { readCommandLine } from './commandLine.ts';
import { exitCodes, type ExitCode } from './exitCode.ts';
import { helpText } from './helpText.ts';
import { dismissCommand, findingsCommand, modelsCommand, usageCommand } from './otherCommands.ts';
import { mcpCommand } from './mcpCommand.ts';
import { planCommand } from './planCommand.ts';
import { reviewCommand } from './reviewCommand.ts';
import { safeText } from './safeText.ts';
import type { Terminal } from './terminal.ts';
import { WrongUse } from './wrongUse.ts';

/** One call of the program, from its arguments to its exit code. */
export async function run(args: readonly string[], terminal: Terminal, version: string): Promise<ExitCode> {
  try {
    const command = readCommandLine(args);
    switch (command.kind) {
      case 'help':
        terminal.out.write(helpText(command.topic));
        return exitCodes.clean;
      case 'version':
        terminal.out.write(`${version}\n`);
        return exitCodes.clean;
      case 'review': {
        const tool = { name: 'flash-review', version };
        return command.planOnly
          ? await planCommand(command, terminal)
          : await reviewCommand(command, terminal, tool);
      }
      case 'findings':
        return await findingsCommand(command, terminal);
      case 'dismiss':
        return await dismissCommand(command, terminal);
      case 'models':
        return await modelsCommand(command, terminal);
      case 'mcp':
        return await mcpCommand(command, terminal, { name: 'flash-review', version });
      case 'usage':
        return await usageCommand(terminal);
    }
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    const { message, hint } = error;
    terminal.err.write(`flash-review: ${safeText(hint === '' ? message : `${message} ${hint}`)}\n`);
    return exitCodes.wrongUse;
  }
}
