import { openHistoryFiles, openStore, start } from './compose.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { startFailure } from './startFailure.ts';
import { csvCustomerFiles } from './connectors/customers/customerFiles.ts';
import { customersCommand } from './transport/cli/customers.ts';
import { checkpointCommand } from './transport/cli/checkpoint.ts';
import { demoCommand } from './transport/cli/demo.ts';
import { importCommand } from './transport/cli/import.ts';
import { personCommand } from './transport/cli/person.ts';
import { runProgram } from './transport/cli/program.ts';
import { tokenCommand } from './transport/cli/token.ts';
import { doctorCommand, rebuildCommand } from './transport/cli/upkeep.ts';

const verbsFor = (config: Config) => [
  demoCommand({
    startServer: async (dataDir) => {
      try {
        return await start(demoConfig(dataDir));
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
  personCommand(reachedAt(config)),
];

/** What is thrown away at the end offers sign-in by name, if only this machine can reach it; what lasts never does. */
function demoConfig(dataDir: string): Config {
  const config = readConfig(undefined, { DATA_DIR: dataDir });
  const isThrownAway = config.dataDir === dataDir && config.mongodbUrl === undefined;
  if (!isThrownAway || !config.loopback || config.publicUrl) return config;
  return readConfig(undefined, { DATA_DIR: dataDir, SWARMBOARD_DEV: '1' });
}

function reachedAt({ publicUrl, loopback, host, port }: Config): string {
  if (publicUrl) return publicUrl.href.replace(/\/$/, '');
  return `http://${loopback ? host : 'localhost'}:${String(port)}`;
}

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
  process.exitCode = await runProgram(verbsFor(config), line, process.argv.slice(2));
} catch (reason) {
  if (!(reason instanceof ConfigError)) throw reason;
  console.error(reason.message);
  process.exitCode = 2;
}
