import { type Running, start } from './compose.ts';
import { ConfigError, readConfig } from './config.ts';

/** What a start can fail with that the person at the terminal can mend. */
function sentenceFor(reason: unknown): string {
  if (reason instanceof ConfigError) return reason.message;
  const { code, message } = reason as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') {
    return 'Swarmboard cannot start: the port is in use. Set PORT to another one, or stop what uses it.';
  }
  if (code === 'EACCES') return `Swarmboard cannot start: access denied (${message}).`;
  return `Swarmboard cannot start: ${message}`;
}

async function stopOn(signal: NodeJS.Signals, running: Running): Promise<void> {
  await new Promise((resolve) => process.once(signal, resolve));
  const tooLong = setTimeout(() => process.exit(1), 10_000);
  tooLong.unref();
  await running.stop();
  process.exit(0);
}

try {
  const running = await start(readConfig());
  console.log(`Swarmboard is ready at ${running.url}`);
  void stopOn('SIGINT', running);
  void stopOn('SIGTERM', running);
} catch (reason) {
  console.error(sentenceFor(reason));
  process.exit(1);
}
