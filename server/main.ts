import { type Running, start } from './compose.ts';
import { readConfig } from './config.ts';
import { startFailure } from './startFailure.ts';

async function stopOn(signal: NodeJS.Signals, running: Running): Promise<void> {
  await new Promise((resolve) => process.once(signal, resolve));
  const tooLong = setTimeout(() => process.exit(1), 10_000);
  tooLong.unref();
  await running.stop();
  process.exit(0);
}

try {
  const running = await start(readConfig());
  if (running.firstAdminLink !== undefined) console.log(`Create the first account at ${running.firstAdminLink}`);
  console.log(`Swarmboard is ready at ${running.url}`);
  void stopOn('SIGINT', running);
  void stopOn('SIGTERM', running);
} catch (reason) {
  console.error(startFailure(reason));
  process.exit(1);
}
