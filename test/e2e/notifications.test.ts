import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';

/** Whoever looks elsewhere; what the browser's system would show is written down, with what a press on it does. */
const away = `
  document.hasFocus = () => globalThis.isHere === true;
  globalThis.noticed = [];
  globalThis.Notification = class {
    static permission = 'granted';
    constructor(title, options) { noticed.push({ title, tag: options.tag, press: () => this.onclick() }); }
    close() {}
  };`;

describeInBrowser('being told what happens', () => {
  let browser: Browser;
  let server: TestServer;
  let bo: TestPerson;
  let me: string;
  let ada: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
    me = (await TestPerson.signIn(server.url, 'Ada')).person.id;
    bo = await TestPerson.signIn(server.url, 'Bo', 'agent');
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    ada = await Desk.open(browser, server.url);
    await ada.signIn('Ada');
  });

  afterEach(async () => {
    expect(ada.problems).toEqual([]);
    await ada.close();
  });

  async function tagAda(ticketId: string, ask: string): Promise<void> {
    const target = { kind: 'person', person: me };
    const command = { type: 'raiseTag', ticketId, target, ask, blocked: true };
    const asked = { board: 'sample-board', id: randomUUID(), command };
    expect((await bo.ask('POST', '/commands', asked)).status).toBe(200);
  }

  const bell = ({ page }: Desk, unread: string) =>
    page.getByRole('button', { name: `${unread}. Notifications` }).waitFor({ state: 'attached' });

  test('shows on every page at once, leads to the ticket by keyboard, and is read in every window then', async () => {
    const other = await Desk.open(browser, server.url);
    await other.signIn('Ada');
    await Promise.all([ada.goTo('/boards/sample-board'), other.goTo('/settings')]);
    await Promise.all([bell(ada, 'No unread notifications'), bell(other, 'No unread notifications')]);

    await tagAda('sample-board-23', 'Is it the queue?');
    await ada.page.getByRole('alert').getByText('Bo asks you: Is it the queue?').waitFor();
    await Promise.all([bell(ada, '1 unread notification'), bell(other, '1 unread notification')]);
    await ada.page.keyboard.press('g');
    await ada.page.keyboard.press('n');
    await ada.page.locator('a[data-notification]:focus').getByText('Bo asks you: Is it the queue?').waitFor();
    await ada.page.keyboard.press('Enter');

    await ada.page.waitForURL('**/tickets/sample-board-23');
    await Promise.all([bell(ada, 'No unread notifications'), bell(other, 'No unread notifications')]);
    await other.page.getByRole('alert').waitFor({ state: 'detached' });
    await other.close();
  });

  test('the browser tells whoever looks elsewhere, and a press on it opens the ticket', async () => {
    await ada.page.addInitScript(away);
    await ada.goTo('/settings');
    await bell(ada, 'No unread notifications');

    await tagAda('sample-board-24', 'Which release?');
    await expect.poll(() => ada.page.evaluate('noticed.length'), { timeout: 15_000 }).toBe(1);
    expect(await ada.page.evaluate('noticed[0].title')).toBe('Bo asks you: Which release?');
    await ada.page.evaluate('isHere = true; dispatchEvent(new Event("focus")); noticed[0].press()');

    await ada.page.waitForURL('**/tickets/sample-board-24');
    await bell(ada, 'No unread notifications');
    await ada.goTo('/settings');
    await ada.page.evaluate('isHere = true; dispatchEvent(new Event("focus"))');
    await tagAda('sample-board-25', 'And here?');
    await ada.page.getByRole('alert').getByText('Bo asks you: And here?').waitFor();
    expect(await ada.page.evaluate('noticed.length')).toBe(0);
  });

  test('is chosen per event and way, and a board is muted from its menu', async () => {
    await ada.goTo('/settings/notifications');
    const cell = ada.page.getByRole('checkbox', { name: 'In app: You become the owner of a ticket' });
    const saved = ada.page.waitForResponse((reply) => reply.request().method() === 'POST');
    await cell.uncheck();
    expect((await saved).status()).toBe(200);
    await ada.page.getByText('This server sends no e-mail yet').waitFor();
    expect(await ada.page.getByRole('checkbox', { name: 'E-mail: Somebody asks you' }).isDisabled()).toBe(true);
    await ada.page.getByRole('button', { name: 'Send a test: In app' }).click();
    await ada.page.getByText('Delivered: a short notice showed').waitFor();
    await ada.goTo('/boards/sample-board');
    await ada.page.getByRole('button', { name: 'Sample board' }).click();
    await ada.page.getByRole('menuitemcheckbox', { name: 'Mute its notifications' }).click();
    await ada.page.getByText('“Sample board” is muted').waitFor();

    await ada.goTo('/settings/notifications');

    await ada.page.getByRole('checkbox', { name: /^Sample board/, checked: true }).waitFor();
    await cell.waitFor();
    expect(await cell.isChecked()).toBe(false);
  });
});
