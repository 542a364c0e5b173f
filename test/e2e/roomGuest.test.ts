import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { keptOf } from '../support/keptOf.ts';
import { TestPerson } from '../support/person.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';
import { openWholeTicket, raiseBlocked, removeGuest, tagBlocked } from '../support/tagging.ts';

const outWithinMs = 2_000;

describeInBrowser('somebody who is tagged on one ticket', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: Desk;
  let eva: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
    await TestPerson.signIn(server.url, 'Eva', 'engineer');
    await TestPerson.signIn(server.url, 'Olga', 'observer');
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    [ada, eva] = await Promise.all([Desk.open(browser, server.url), Desk.open(browser, server.url)]);
    await Promise.all([ada.signIn('Ada'), eva.signIn('Eva')]);
  });

  afterEach(async () => {
    expect([...ada.problems, ...eva.problems]).toEqual([]);
    await Promise.all([ada.close(), eva.close()]);
  });

  function tagEva(ticketId: string, ask: string): Promise<void> {
    return tagBlocked(ada, { ticketId, whom: 'Eva', ask });
  }

  function notesOf(desk: Desk) {
    return desk.page.getByRole('textbox', { name: /^Notes/ });
  }

  async function write(desk: Desk, text: string): Promise<void> {
    await notesOf(desk).click();
    await desk.page.keyboard.press('Control+End');
    await desk.page.keyboard.type(text);
  }

  function nothingHere(desk: Desk): Promise<void> {
    return desk.page.getByRole('heading', { name: 'There is nothing here for you' }).waitFor();
  }

  test('opens that ticket from the link and works on it with everybody in it', async () => {
    await tagEva('sample-board-42', 'Is the certificate ours?');
    await eva.goTo('/tickets/sample-board-42');
    await eva.page.getByRole('region', { name: 'You are tagged' }).getByText('Is the certificate ours?').waitFor();
    await openWholeTicket(eva);
    await Promise.all([notesOf(ada).waitFor(), notesOf(eva).waitFor()]);

    await write(ada, 'Ada: it ends at the proxy.');
    await write(eva, ' Eva: then it is ours.');

    await notesOf(ada).getByText('Eva: then it is ours.').waitFor();
    await ada.page.locator('.caret').filter({ hasText: 'Eva' }).first().waitFor();
    await eva.page.locator('.caret').filter({ hasText: 'Ada' }).first().waitFor({ state: 'attached' });
    await eva.page.getByRole('group', { name: 'Here now' }).getByLabel(/^Ada/).waitFor();
    await eva.page.getByLabel(/^Internal note/).fill('Looking at it');
    await eva.page.keyboard.press('Control+Enter');
    await ada.page.getByRole('article', { name: 'Internal note, Eva' }).getByText('Looking at it').waitFor();
    await eva.page.getByRole('button', { name: /^Join/ }).click();
    await ada.page.getByRole('group', { name: 'In the swarm' }).getByLabel('Eva').waitFor();
  });

  test('may not write to the customer, own, move or change the ticket', async () => {
    await tagEva('sample-board-40', 'Which release?');
    await eva.goTo('/tickets/sample-board-40');
    await openWholeTicket(eva);

    const offered = (name: RegExp) => eva.page.getByRole('button', { name });
    expect(await offered(/^Customer reply/).count()).toBe(0);
    expect(await offered(/^Tag/).count()).toBe(0);
    expect(await offered(/^Owner:|^No owner/).isDisabled()).toBe(true);
    expect(await offered(/^Column:/).isDisabled()).toBe(true);
    expect(await offered(/^Title:/).isDisabled()).toBe(true);
    await eva.page.keyboard.press('t');
    expect(await eva.page.getByRole('dialog').count()).toBe(0);
  });

  test('finds nothing at another ticket and at the board, and their room on the home page', async () => {
    await tagEva('sample-board-39', 'Is the webhook signed?');

    await eva.goTo('/tickets/sample-board-41');
    await nothingHere(eva);
    await eva.goTo('/tickets/sample-board-99999');
    await nothingHere(eva);
    await eva.goTo('/boards/sample-board');
    await nothingHere(eva);
    await eva.page.getByRole('button', { name: 'Go to your rooms' }).click();

    await eva.page.getByRole('heading', { name: 'Your rooms', level: 1 }).waitFor();
    await eva.page
      .getByRole('main')
      .getByRole('link', { name: /Is the webhook signed/ })
      .waitFor();
    expect(await eva.page.getByText('sample-board-41').count()).toBe(0);
    expect(await eva.page.getByRole('heading', { name: 'Boards' }).count()).toBe(0);
    await eva.page
      .getByRole('main')
      .getByRole('link', { name: /Is the webhook signed/ })
      .click();
    await eva.page.getByRole('region', { name: 'You are tagged' }).waitFor();
  });

  test('is out within 2 s once they are removed, is given back what was not posted, and is back when tagged again', async () => {
    await tagEva('sample-board-37', 'Does the queue drain?');
    await eva.goTo('/tickets/sample-board-37');
    await openWholeTicket(eva);
    await eva.page.getByLabel(/^Internal note/).fill('Half a thought');

    await removeGuest(ada, 'Eva');
    const removedAt = performance.now();
    await eva.page.getByRole('heading', { name: 'You are not in this room any more' }).waitFor();
    const outAfterMs = performance.now() - removedAt;

    expect(outAfterMs).toBeLessThan(outWithinMs);
    expect(await eva.page.getByRole('textbox', { name: 'What you wrote was not saved' }).inputValue()).toBe(
      'Half a thought',
    );
    expect(await notesOf(eva).count()).toBe(0);
    expect(await keptOf(eva, 'sample-board-37')).toEqual([]);

    await tagEva('sample-board-37', 'Once more: does it drain?');
    await eva.page.getByRole('region', { name: 'You are tagged' }).getByText('Once more').waitFor();
    await openWholeTicket(eva);
    await notesOf(eva).waitFor();
  });

  test('who was removed while their connection was away is given back what they wrote meanwhile', async () => {
    await tagEva('sample-board-36', 'Is it the cache?');
    await eva.goTo('/tickets/sample-board-36');
    await openWholeTicket(eva);
    await eva.page.getByText('Saved', { exact: true }).first().waitFor();
    eva.cable.pull();
    await eva.page
      .getByText(/Offline/)
      .first()
      .waitFor();
    await write(eva, 'It is the cache.');

    await removeGuest(ada, 'Eva');
    await ada.page.getByText('Earlier tags').waitFor();
    eva.cable.plugIn();

    const unsaved = eva.page.getByRole('textbox', { name: 'What you wrote was not saved' });
    await unsaved.waitFor();
    expect(await unsaved.inputValue()).toContain('It is the cache.');
    expect(await notesOf(ada).getByText('It is the cache.').count()).toBe(0);
  });

  test('returns the tag and leaves, and sees on the home page that nobody asks', async () => {
    await tagEva('sample-board-35', 'Is it fixed?');
    await eva.goTo('/tickets/sample-board-35');

    await eva.page.getByRole('button', { name: /^Accept Y/ }).click();
    await eva.page.getByRole('button', { name: /^Return/ }).click();
    await eva.page.getByRole('button', { name: 'Return and leave' }).click();

    await eva.page.getByRole('heading', { name: 'You returned the tag' }).waitFor();
    await ada.page.getByText('Earlier tags').click();
    await ada.page.getByRole('list', { name: 'Earlier tags' }).getByText('returned by Eva').waitFor();
  });

  test('asking again after a removal lets them in again', async () => {
    await tagEva('sample-board-34', 'Is it the proxy?');
    await eva.goTo('/tickets/sample-board-34');
    await eva.page.getByRole('region', { name: 'You are tagged' }).waitFor();

    await removeGuest(ada, 'Eva');
    await eva.page.getByRole('heading', { name: 'You are not in this room any more' }).waitFor();
    await ada.page.getByRole('button', { name: 'Ask again' }).click();
    await raiseBlocked(ada);

    await eva.page.getByRole('region', { name: 'You are tagged' }).getByText('Is it the proxy?').waitFor();
  });

  test('somebody who may read boards no more is out of the board they look at within 2 s', async () => {
    const admin = await TestPerson.signIn(server.url, 'Adm', 'admin');
    const { person } = await TestPerson.signIn(server.url, 'Cleo', 'agent');
    await eva.context.clearCookies();
    await eva.signIn('Cleo');
    await eva.goTo('/boards/sample-board');
    await eva.card('sample-board-41').waitFor();

    const changed = await admin.ask('POST', `/people/${person.id}`, { preset: 'engineer' });
    const loweredAt = performance.now();
    await eva.page.getByRole('heading', { name: 'This board is not open to you any more' }).waitFor();
    const outAfterMs = performance.now() - loweredAt;

    expect(changed.status).toBe(200);
    expect(outAfterMs).toBeLessThan(outWithinMs);
    expect(await eva.card('sample-board-41').count()).toBe(0);
    await eva.page.getByRole('button', { name: 'Go to your rooms' }).click();
    await eva.page.getByText('Nobody asks for you right now').waitFor();
  });

  test('an observer sees board and ticket and is offered nothing to change', async () => {
    await eva.context.clearCookies();
    await eva.signIn('Olga');
    await eva.goTo('/boards/sample-board');
    const card = eva.card('sample-board-41');
    await card.waitFor();

    expect(await eva.page.getByRole('button', { name: /^New ticket/ }).count()).toBe(0);
    expect(await card.getByRole('button', { name: /^Pick up/ }).count()).toBe(0);
    expect(await card.getByRole('button', { name: /^Priority/ }).isDisabled()).toBe(true);
    await card.getByRole('link').first().focus();
    await eva.page.keyboard.press('Alt+ArrowRight');
    await eva.page.keyboard.press('i');
    await card.getByRole('link').first().press('Enter');
    await notesOf(eva).waitFor();

    expect(await notesOf(eva).getAttribute('contenteditable')).toBe('false');
    expect(await eva.page.getByLabel(/^Internal note/).count()).toBe(0);
    expect(await eva.page.getByRole('button', { name: /^(Join|Tag|Add hypothesis|Add evidence)/ }).count()).toBe(0);
    expect(await eva.column('New').count()).toBe(0);
    await eva.goTo('/boards/sample-board');
    await eva.column('New').locator('[data-ticket="sample-board-41"]').waitFor();
  });
});
