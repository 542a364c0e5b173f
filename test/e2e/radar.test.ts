import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

describeInBrowser('what waits, and what happened', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: TestPerson;
  let eve: TestPerson;
  let board: string;
  let desk: Desk;
  let commands = 0;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startServer();
    ada = await TestPerson.signIn(server.url, 'Ada', 'admin');
    eve = await TestPerson.signIn(server.url, 'Eve', 'engineer');
    board = await ada.createBoard('Swarm');
    for (const title of ['Webhooks arrive twice', 'Invoices are empty', 'Calls drop']) {
      await run({ type: 'openTicket', title, customer: 'Acme' });
    }
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    desk = await Desk.open(browser, server.url, { acceptDownloads: true });
  });

  afterEach(async () => {
    expect(desk.problems).toEqual([]);
    await desk.close();
  });

  async function run(command: object, person = ada): Promise<void> {
    commands += 1;
    const answer = await person.ask('POST', '/commands', { board, id: `command-${String(commands)}`, command });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  }

  test('the radar shows whose turn it is, and follows as that changes', async () => {
    const { page } = desk;
    const group = (name: string) => page.getByRole('region', { name });
    await desk.signIn('Ada');
    await desk.goTo(`/boards/${board}`);
    await page.getByRole('link', { name: /^Radar/ }).click();
    await group('Nobody').getByText('Webhooks arrive twice').waitFor();

    await run({
      ...{ type: 'raiseTag', ticketId: `${board}-1`, ask: 'Is it retried?', blocked: true },
      target: { kind: 'person', person: eve.person.id },
    });
    await group('Whoever is tagged').getByText('nobody has accepted').waitFor();
    const tag = (await ada.snapshot(board)).tickets.find(({ id }) => id === `${board}-1`)?.tags?.[0];
    await run({ type: 'acceptTag', ticketId: `${board}-1`, tagId: tag?.id }, eve);
    await group('Whoever is tagged')
      .getByText(/Eve accepted .*no answer yet/)
      .waitFor();
    await page.getByRole('button', { name: /^Untouched/ }).click();
    await group('Untouched').getByText('Invoices are empty').waitFor();

    expect(new URL(page.url()).search).toBe('?show=untouched');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Invoices are empty' }).waitFor();
  });

  test('a moment is pinned, found again by its link, and taken away in a file', async () => {
    const { page } = desk;
    const ticketId = `${board}-2`;
    for (let n = 0; n < 40; n += 1) {
      await run({ type: 'postMessage', ticketId, audience: 'internal', text: `Note ${String(n)}\n\nof forty` });
    }
    const { events } = (await ada.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply;
    const early = events.find(
      ({ event }) => event.type === 'messagePosted' && event.message.text.startsWith('Note 3\n'),
    );
    await desk.signIn('Ada');

    await desk.goTo(`/tickets/${ticketId}#moment-${early?.id ?? ''}`);
    const moment = page.locator(`[data-moment="${early?.id ?? ''}"]`);
    await moment.waitFor();
    await expect.poll(() => moment.evaluate((element) => element === document.activeElement)).toBe(true);
    await moment.hover();
    await moment.getByRole('button', { name: 'More about this moment' }).click();
    await page.getByRole('menuitem', { name: 'Pin with a note…' }).click();
    await page.getByLabel('Why it matters').fill('Here it began');
    await page.keyboard.press('Enter');
    const pins = page.getByRole('region', { name: 'Pinned moments' });
    await pins.getByText('Here it began').waitFor();
    await page.getByRole('region', { name: 'What happened' }).press('End');
    await pins.getByText('Here it began').click();
    await expect.poll(() => moment.evaluate((element) => element === document.activeElement)).toBe(true);

    await page.getByRole('button', { name: 'Save the timeline as a file' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Markdown, to be read' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${ticketId}-timeline.md`);
    expect(await readFile(await download.path(), 'utf8')).toMatch(/## Pinned\n\n- Here it began — .*Note 3/);
  });

  test('an engineer takes suspected bugs from the shadow queue and is in their rooms', async () => {
    const { page } = desk;
    await desk.signIn('Eve');
    await desk.goTo('/shadow-queue');
    await page.getByRole('heading', { name: 'Nobody suspects a bug right now' }).waitFor();

    await run({ type: 'suspectBug', ticketId: `${board}-2`, why: 'The total is rounded twice' });
    await run({ type: 'suspectBug', ticketId: `${board}-3`, why: 'The trunk is never released' });
    await page.getByText('The total is rounded twice').waitFor();
    await page.getByText('The trunk is never released').waitFor();
    await page.getByLabel(/Select all/).check();
    await page.getByRole('button', { name: 'Take these' }).click();

    await page.getByText('You have taken 2.').waitFor();
    const rooms = (await eve.ask('GET', '/rooms')).body as { rooms: readonly { ticket: { id: string } }[] };
    expect(rooms.rooms.map(({ ticket }) => ticket.id)).toEqual(expect.arrayContaining([`${board}-2`, `${board}-3`]));
    await page
      .getByRole('status')
      .getByRole('link', { name: `${board}-3` })
      .click();
    await page.getByRole('heading', { name: 'Calls drop' }).waitFor();
  });
});
