import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

/** Registering, and keeping what was loaded before that, both happen a while after the page is up. */
const keptWithinMs = 30_000;

describeInBrowser('a start without the server', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  beforeEach(async () => {
    server = await startServer();
    ada = await Desk.open(browser, server.url);
    const admin = await TestPerson.signIn(server.url, 'Admin', 'admin');
    const board = await admin.createBoard('Acme');
    const socket = await admin.connect();
    await socket.run(board, {
      type: 'openTicket',
      title: 'Webhooks stopped at noon',
      customer: 'Acme',
      description: '',
    });
    socket.close();
  });

  afterEach(async () => {
    expect(ada.problems).toEqual([]);
    await ada.close();
    await server.stop();
  });

  test('visited once, the board is there again after the cable was pulled and the page loaded anew', async () => {
    await ada.signIn('Ada');
    await ada.page.locator('main a[href="/boards/acme"]').click();
    await ada.card('acme-1').getByText('Webhooks stopped at noon').waitFor();
    await expect.poll(() => notYetKept(ada.page), { timeout: keptWithinMs }).toEqual([]);

    ada.cable.pull();
    await ada.page.reload();

    await ada.card('acme-1').getByText('Webhooks stopped at noon').waitFor();
    expect(await ada.page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
  });
});

/** What a start needs that would not be there without the server. */
function notYetKept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.getRegistration();
    if (!worker?.active) return ['the service worker'];
    const device = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('swarmboard');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('the device keeps nothing'));
    });
    const names = await new Promise<IDBValidKey[]>((resolve) => {
      const asking = device.transaction('kept').objectStore('kept').getAllKeys();
      asking.onsuccess = () => resolve(asking.result);
    });
    device.close();
    if (!names.some((name) => typeof name === 'string' && name.endsWith('/board:acme'))) return ['the board'];
    const { origin } = location;
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const needed = [`${origin}/`, ...loaded.filter((name) => name.startsWith(`${origin}/assets/`))];
    const kept = await Promise.all(needed.map((url) => caches.match(url)));
    return needed.filter((_url, index) => kept[index] === undefined);
  });
}
