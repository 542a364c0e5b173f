import { openHistoryFiles, openStore } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import { importCommand } from './transport/cli/import.ts';
import { runProgram } from './transport/cli/program.ts';
import { doctorCommand, rebuildCommand } from './transport/cli/upkeep.ts';

const verbs = [
  importCommand({ files: openHistoryFiles(), terminal: process.stderr }),
  rebuildCommand,
  doctorCommand,
];

try {
  const config = readConfig();
  const line = {
    openStore: () => openStore(config),
    stdout: (text: string) => {
      console.log(text);
    },
    stderr: (text: string) => {
      console.error(text);
    },
  };
  process.exitCode = await runProgram(verbs, line, process.argv.slice(2));
} catch (reason) {
  if (!(reason instanceof ConfigError)) throw reason;
  console.error(reason.message);
  process.exitCode = 2;
}
