import { type RunningProcess, startProcess } from './process.ts';
import { temporaryFolder } from './temporary.ts';

const readyLine = /^.*is ready at (http:\/\/\S+)/m;

export interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
}

export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  output(): string;
  kill9(): Promise<void>;
  stop(): Promise<void>;
  /** Up again on the same port and data; stops it first when it still runs. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
}

/** The built product as a process of its own, on a free port; a developer's server unless `env` says otherwise. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? temporaryFolder('data');
  let server = await run({ PORT: '0', ...options.env }, dataDir);
  const url = urlIn(server);
  const { port } = new URL(url);
  return {
    url,
    dataDir,
    output: () => server.output(),
    kill9: () => server.kill9(),
    stop: () => server.stop(),
    restart: async (env = {}) => {
      await server.stop();
      server = await run({ ...options.env, ...env, PORT: port }, dataDir);
    },
  };
}

function run(env: Readonly<Record<string, string>>, dataDir: string): Promise<RunningProcess> {
  return startProcess({
    command: process.execPath,
    args: ['--enable-source-maps', 'dist/server/main.js'],
    env: { ...withoutSettings(process.env), LOG_LEVEL: 'warn', SWARMBOARD_DEV: '1', DATA_DIR: dataDir, ...env },
    isReady: (output) => readyLine.test(output),
  });
}

/** The settings of whoever runs the tests must not steer the server under test. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings = ['HOST', 'MONGODB_URL', 'REDIS_URL', 'PUBLIC_URL', 'SESSION_SECRET', 'NODE_ENV'];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !settings.includes(name)));
}

function urlIn(server: RunningProcess): string {
  const url = readyLine.exec(server.output())?.[1];
  if (!url) throw new Error(`The server did not say where it is:\n${server.output()}`);
  return url;
}
