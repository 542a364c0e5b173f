import { openHistoryFiles, openStore, start } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';
import { startFailure } from './startFailure.ts';
import { csvCustomerFiles } from './connectors/customers/customerFiles.ts';
import { customersCommand } from './transport/cli/customers.ts';
import { checkpointCommand } from './transport/cli/checkpoint.ts';
import { demoCommand } from './transport/cli/demo.ts';
import { importCommand } from './transport/cli/import.ts';
import { runProgram } from './transport/cli/program.ts';
import { tokenCommand } from './transport/cli/token.ts';
import { doctorCommand, rebuildCommand } from './transport/cli/upkeep.ts';

const verbs = [
  demoCommand({
    startServer: async (dataDir) => {
      try {
        return await start(readConfig(undefined, { DATA_DIR: dataDir }));
      } catch (reason) {
        throw new ConfigError(startFailure(reason));
      }
    },
    untilStopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
      }),
  }),
  importCommand({ files: openHistoryFiles(), terminal: process.stderr }),
  customersCommand(csvCustomerFiles),
  rebuildCommand,
  doctorCommand,
  tokenCommand,
  checkpointCommand,
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
