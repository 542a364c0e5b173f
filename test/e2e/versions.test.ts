import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';

describeInBrowser('earlier versions of an investigation', () => {
  let browser: Browser;
  let server: TestServer;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  test('notes that were wiped are restored, and that is undone', async () => {
    const desk = await Desk.open(browser, server.url);
    const { page } = desk;
    await desk.signIn('Ada');
    await desk.goTo('/tickets/sample-board-41');
    const notes = page.getByRole('textbox', { name: /^Notes/ });
    await notes.waitFor();
    const saved = () => page.getByText('Saved', { exact: true }).first().waitFor();
    await notes.click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('The gateway drops every tenth request.');
    await saved();
    const words = (await notes.innerText()).trim();
    expect(words).toContain('every tenth request');
    const wiped = () => expect.poll(async () => (await notes.innerText()).trim().length).toBeLessThan(20);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await wiped();
    await saved();

    await page.getByRole('button', { name: 'Earlier versions' }).click();
    const dialog = page.getByRole('dialog', { name: 'Earlier versions' });
    await dialog.getByText(/before a large deletion by Ada/).waitFor();
    await dialog.getByText(/every tenth request/).waitFor();
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(async () => (await notes.innerText()).trim()).toBe(words);
    await page.getByRole('button', { name: /^Undo/ }).last().click();

    await wiped();
    expect(desk.problems).toEqual([]);
    await desk.close();
  });
});
