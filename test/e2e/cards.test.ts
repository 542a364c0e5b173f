import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';

const telephone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** The smallest PNG there is: one transparent pixel. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describeInBrowser('cards and what is on them', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    ada = await Desk.open(browser, server.url);
  });

  afterEach(async () => {
    expect(ada.problems).toEqual([]);
    await ada.close();
  });

  async function onATelephone(): Promise<Desk> {
    await ada.close();
    return Desk.open(browser, server.url, telephone);
  }

  test('the Move menu moves a card without dragging, and undo takes it back', async () => {
    await ada.signIn('Ada');
    await ada.goTo('/boards/sample-board');
    await ada.card('sample-board-42').getByRole('link').first().focus();

    await ada.page.keyboard.press('s');
    await ada.page
      .getByRole('menuitem', { name: /Investigating/ })
      .or(ada.page.getByRole('option', { name: /Investigating/ }))
      .or(ada.page.getByRole('menuitemcheckbox', { name: /Investigating/ }))
      .first()
      .click();
    await ada.column('Investigating').locator('[data-ticket="sample-board-42"]').waitFor();
    await ada.page.keyboard.press('Control+z');

    await ada.column('New').locator('[data-ticket="sample-board-42"]').waitFor();
  });

  test('a card that was held for a moment follows the finger', async () => {
    ada = await onATelephone();
    await ada.signIn('Ada');
    await ada.goTo('/boards/sample-board');
    await ada.card('sample-board-36').waitFor();
    const from = await ada.card('sample-board-36').boundingBox();
    const to = await ada.card('sample-board-41').boundingBox();
    if (!from || !to) throw new Error('the cards are not on the screen');
    const touch = await ada.context.newCDPSession(ada.page);
    const at = (y: number) => [{ x: 120, y }];
    const order = () =>
      ada
        .column('New')
        .locator('[data-ticket]')
        .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-ticket')));

    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(from.y + 20) });
    await ada.page.waitForTimeout(400);
    for (let step = 1; step <= 10; step += 1) {
      const y = from.y + 20 + ((to.y - from.y - 18) * step) / 10;
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(y) });
      await ada.page.waitForTimeout(30);
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });

    await expect.poll(order, { timeout: 10_000 }).toSatisfy((ids: string[]) => {
      return ids.indexOf('sample-board-36') < ids.indexOf('sample-board-42');
    });
  });

  test('Space peeks while the board stays, Enter opens, and Back returns to the same place', async () => {
    await ada.signIn('Ada');
    await ada.goTo('/boards/sample-board');
    await ada.card('sample-board-33').getByRole('link').first().focus();

    await ada.page.keyboard.press('Space');
    await ada.page.getByRole('complementary', { name: 'Ticket sample-board-33' }).waitFor();
    expect(ada.page.url()).toContain('peek=sample-board-33');
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('complementary', { name: 'Ticket sample-board-33' }).waitFor({ state: 'detached' });
    await ada.page.keyboard.press('Enter');
    await ada.page.waitForURL(/\/tickets\/sample-board-33/);
    await ada.page.goBack();

    await ada.card('sample-board-33').waitFor();
  });

  test('filters are in the address, so a link shows what its sender saw', async () => {
    await ada.signIn('Ada');
    await ada.goTo('/boards/sample-board');
    await ada.card('sample-board-41').waitFor();

    await ada.page.keyboard.press('/');
    await ada.page.keyboard.type('10dlc');
    await ada.card('sample-board-41').waitFor({ state: 'detached' });
    await ada.page.waitForURL(/10dlc/);
    await ada.page.reload();

    await ada.card('sample-board-20').waitFor();
    expect(await ada.card('sample-board-41').count()).toBe(0);
  });

  test('a pasted picture is uploaded and shown to whoever comes later', async () => {
    await ada.signIn('Ada');
    await ada.goTo('/tickets/sample-board-31');
    const notes = ada.page.getByRole('textbox', { name: /^Notes/ });
    await notes.click();

    await notes.evaluate((element, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'shot.png', { type: 'image/png' }));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, pixel);

    await notes.locator('img[src^="/files/"]').waitFor({ state: 'attached' });
    await ada.page.getByText('Saved', { exact: true }).first().waitFor();
    await ada.page.reload();
    const image = ada.page.getByRole('textbox', { name: /^Notes/ }).locator('img[src^="/files/"]');
    await image.waitFor({ state: 'attached' });
    await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(1);
  });

  test('an internal note stays inside, and what goes to the customer says so', async () => {
    await ada.signIn('Ada');
    await ada.goTo('/tickets/sample-board-42');
    await ada.page.getByRole('textbox', { name: /^Internal note/ }).fill('Only for us.');

    await ada.page.keyboard.press('Control+Enter');

    await ada.page
      .getByRole('article', { name: /^Internal note/ })
      .filter({ hasText: 'Only for us.' })
      .waitFor();
  });
});
