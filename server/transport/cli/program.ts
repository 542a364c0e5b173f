import { Command, CommanderError } from 'commander';
import { Refusal } from '../../../shared/domain/refusals.ts';
import type { CommandLine } from './commandLine.ts';

/** Adds one verb to the program. */
export type Verb = (program: Command, line: CommandLine) => void;

/** Runs what was asked for and resolves to the exit code: 0 done, 1 refused, 2 bad usage. */
export async function runProgram(verbs: readonly Verb[], line: CommandLine, argv: readonly string[]): Promise<number> {
  const program = new Command('swarmboard')
    .description('Swarmboard from the command line. Settings come from the environment, as for the server.')
    .exitOverride();
  for (const verb of verbs) verb(program, line);
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (reason) {
    if (reason instanceof CommanderError) return reason.exitCode === 0 ? 0 : 2;
    if (!(reason instanceof Refusal)) throw reason;
    const details = reason.details === undefined ? '' : ` ${JSON.stringify(reason.details)}`;
    line.stderr(`${reason.code}: ${reason.message}${details}`);
    return 1;
  }
}
