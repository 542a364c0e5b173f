import { spawn } from 'node:child_process';
import { createServer } from 'vite';

const port = process.env['PORT'] ?? '3000';
process.env['SWARMBOARD_DEV_SERVER'] = `http://127.0.0.1:${port}`;

const pages = await createServer();
await pages.listen();
const url = pages.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? 'http://localhost:5173';

const server = spawn('tsx', ['watch', '--clear-screen=false', 'server/main.ts'], {
  env: { ...process.env, PORT: port, PUBLIC_URL: process.env['PUBLIC_URL'] ?? url, SWARMBOARD_DEV: '1' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
server.stdout.setEncoding('utf8').on('data', (text: string) => {
  // One address is enough: the pages' own, which passes the rest on to the server.
  process.stdout.write(text.replace(/^.*is ready at.*\n?/m, `Swarmboard (development) is ready at ${url}\n`));
});
server.on('exit', (code) => void stop(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

async function stop(code: number): Promise<void> {
  server.kill('SIGTERM');
  await pages.close();
  process.exit(code);
}
