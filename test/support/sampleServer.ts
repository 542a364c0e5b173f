import type { Browser } from 'playwright-core';
import { Desk } from './desk.ts';
import { type TestServer, startServer } from './server.ts';

/** A server on which Ada has asked for the sample board, through the page a first visit shows. */
export async function startSampleServer(browser: Browser): Promise<TestServer> {
  const server = await startServer();
  const first = await Desk.open(browser, server.url);
  await first.signIn('Ada');
  await first.page.getByText('Sample board').click();
  await first.card('sample-board-41').waitFor();
  await first.close();
  return server;
}
