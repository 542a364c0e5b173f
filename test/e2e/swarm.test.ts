import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';

describeInBrowser('two people swarm a ticket', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: Desk;
  let bo: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    [ada, bo] = await Promise.all([Desk.open(browser, server.url), Desk.open(browser, server.url)]);
    await Promise.all([ada.signIn('Ada'), bo.signIn('Bo')]);
  });

  afterEach(async () => {
    expect([...ada.problems, ...bo.problems]).toEqual([]);
    await Promise.all([ada.close(), bo.close()]);
  });

  function bothGoTo(path: string): Promise<unknown> {
    return Promise.all([ada.goTo(path), bo.goTo(path)]);
  }

  function notesOf(desk: Desk) {
    return desk.page.getByRole('textbox', { name: /^Notes/ });
  }

  /** The notes line by line, without the carets that are shown in them. */
  function wordsOf(desk: Desk): Promise<string[]> {
    return notesOf(desk).evaluate((notes) => {
      const copy = notes.cloneNode(true) as HTMLElement;
      copy.querySelectorAll('.caret').forEach((caret) => caret.remove());
      return [...copy.children].map((block) => block.textContent);
    });
  }

  async function saved(desk: Desk): Promise<void> {
    await desk.page.getByText('Saved', { exact: true }).first().waitFor();
  }

  test('a card that one drags moves on the other screen', async () => {
    await bothGoTo('/boards/sample-board');
    await bo.card('sample-board-41').waitFor();
    const target = await ada.column('Investigating').boundingBox();
    if (!target) throw new Error('the column is not on the screen');

    await ada.card('sample-board-41').hover();
    await ada.page.mouse.down();
    await ada.page.mouse.move(target.x + 100, target.y + 200, { steps: 12 });
    await ada.page.mouse.up();

    await bo.column('Investigating').locator('[data-ticket="sample-board-41"]').waitFor();
    expect(await ada.column('New').locator('[data-ticket="sample-board-41"]').count()).toBe(0);
  });

  test('a card is moved with the keyboard alone, and said so', async () => {
    await bothGoTo('/boards/sample-board');
    await ada.card('sample-board-34').getByRole('link').first().focus();
    await ada.page.keyboard.press('Alt+ArrowRight');

    await bo.column('Investigating').locator('[data-ticket="sample-board-34"]').waitFor();
    await ada.page.getByRole('status').filter({ hasText: 'Investigating' }).first().waitFor({ state: 'attached' });
  });

  test('each sees where the other is', async () => {
    await bo.goTo('/boards/sample-board');
    await ada.goTo('/tickets/sample-board-23');

    await bo.card('sample-board-23').getByLabel(/Ada/).first().waitFor({ state: 'attached' });
    await bo.goTo('/tickets/sample-board-23');

    await ada.page
      .getByLabel(/Here now/)
      .first()
      .waitFor();
  });

  test('notes, hypotheses and evidence are written together, with the other one’s cursor', async () => {
    await bothGoTo('/tickets/sample-board-42');
    await Promise.all([notesOf(ada).waitFor(), notesOf(bo).waitFor()]);

    await notesOf(ada).click();
    await ada.page.keyboard.press('Control+End');
    await ada.page.keyboard.type('Ada: the endpoint answers 500.');
    await notesOf(bo).getByText('Ada: the endpoint answers 500.').waitFor();
    await bo.page.locator('.caret').filter({ hasText: 'Ada' }).first().waitFor();

    await bo.page.getByRole('button', { name: 'Add hypothesis' }).click();
    await bo.page.keyboard.type('Their certificate expired');
    await ada.page.getByRole('article', { name: 'Hypothesis: Their certificate expired' }).waitFor();
    await ada.page
      .getByRole('article', { name: 'Hypothesis: Their certificate expired' })
      .getByRole('button', { name: /^Status/ })
      .click();
    await ada.page
      .getByRole('menuitem', { name: 'Refuted' })
      .or(ada.page.getByRole('menuitemradio', { name: 'Refuted' }))
      .click();
    await bo.page
      .getByRole('article', { name: 'Hypothesis: Their certificate expired' })
      .getByRole('button', { name: 'Status: Refuted' })
      .waitFor();

    await Promise.all([saved(ada), saved(bo)]);
  });

  test('with the cable pulled both go on, and when it is in again everything is merged', async () => {
    await bothGoTo('/tickets/sample-board-40');
    await Promise.all([notesOf(ada).waitFor(), notesOf(bo).waitFor()]);
    ada.cable.pull();
    await ada.page
      .getByText(/Offline/)
      .first()
      .waitFor();

    await notesOf(ada).click();
    await ada.page.keyboard.press('Control+End');
    await ada.page.keyboard.type('Written without a network. ');
    await notesOf(bo).click();
    await bo.page.keyboard.press('Control+Home');
    await bo.page.keyboard.type('Written meanwhile. ');
    await ada.page
      .getByText(/kept on this device/)
      .first()
      .waitFor();
    ada.cable.plugIn();

    await notesOf(bo).getByText('Written without a network.').waitFor();
    await notesOf(ada).getByText('Written meanwhile.').waitFor();
    await saved(ada);
    expect(await wordsOf(ada)).toEqual(await wordsOf(bo));
  });

  test('a move without a network waits, and is refused with the reason when the column is gone', async () => {
    await bothGoTo('/boards/sample-board');
    await Promise.all([ada.card('sample-board-20').waitFor(), bo.card('sample-board-20').waitFor()]);
    ada.cable.pull();
    await ada.page
      .getByText(/Offline|Reconnecting/)
      .first()
      .waitFor();

    await ada.card('sample-board-20').getByRole('link').first().focus();
    await ada.page.keyboard.press('Alt+ArrowRight');
    await ada.column('With engineering').locator('[data-ticket="sample-board-20"]').waitFor();
    await ada.page
      .getByText(/1 waiting/)
      .first()
      .waitFor({ state: 'attached' });
    await removeColumn(bo, 'With engineering', 'Investigating');
    ada.cable.plugIn();

    await ada.column('Investigating').locator('[data-ticket="sample-board-20"]').waitFor();
    await ada.page
      .getByText(/column is gone/)
      .first()
      .waitFor({ state: 'attached' });
  });

  async function removeColumn(desk: Desk, title: string, into: string): Promise<void> {
    await desk.page.getByRole('button', { name: `Column ${title}` }).click();
    await desk.page.getByRole('menuitem', { name: 'Remove…' }).click();
    const dialog = desk.page.getByRole('dialog');
    await dialog.getByRole('combobox').selectOption({ label: into });
    await dialog.getByRole('button', { name: /Remove/ }).click();
    await desk.column(title).waitFor({ state: 'detached' });
  }

  test('a server that is killed loses nothing that was shown as saved', async () => {
    await bothGoTo('/tickets/sample-board-37');
    await Promise.all([notesOf(ada).waitFor(), notesOf(bo).waitFor()]);
    await notesOf(ada).click();
    await ada.page.keyboard.press('Control+End');
    await ada.page.keyboard.type('Shown as saved.');
    await ada.page
      .getByText(/Saving/)
      .first()
      .waitFor({ state: 'detached' });
    await saved(ada);

    await server.kill9();
    await server.restart();

    await bo.goTo('/tickets/sample-board-37');
    await notesOf(bo).getByText('Shown as saved.').waitFor();
    await notesOf(ada).click();
    await ada.page.keyboard.type(' And on it goes.');
    await notesOf(bo).getByText('And on it goes.').waitFor();
  });
});
