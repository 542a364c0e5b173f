import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { type TestServer, startServer } from '../support/server.ts';

const csv = `SR Number,Change Date+Time,Status,Sub Status,Involved ST,SR Latest Impact,Product,Owner First Name
1-1,2026-01-05T10:00:00+01:00,Accepted,In Progress,V30,Medium,PROD582,Frederic
1-1,2026-01-05T12:30:00+01:00,Completed,Resolved,V30 2nd,Medium,PROD582,Anna
1-2,not a time,Accepted,In Progress,V30,Medium,PROD582,Frederic
1-3,2026-01-06T08:00:00+01:00,Accepted,In Progress,V13 3rd,High,PROD424,Siebel
`;

const mapping = {
  name: 'vinst-incidents-csv',
  file: { name: 'incidents.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
};

describeInBrowser('the first visit', () => {
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
  });

  afterEach(async () => {
    expect(ada.problems).toEqual([]);
    await ada.close();
    await server.stop();
  });

  test('asks for a name and offers a sample board, an import or an empty board', async () => {
    await ada.signIn('Ada');

    for (const offer of ['Sample board', 'Import', 'Empty board']) {
      await ada.page
        .getByRole('heading', { name: offer })
        .or(ada.page.getByText(offer, { exact: true }))
        .first()
        .waitFor();
    }
  });

  test('an empty board takes its first ticket from the keyboard', async () => {
    await ada.signIn('Ada');
    await ada.page.getByText('Empty board', { exact: true }).click();
    const dialog = ada.page.getByRole('dialog');
    if (await dialog.isVisible().catch(() => false)) await dialog.getByRole('button', { name: /Create/ }).click();
    await ada.column('New').waitFor();

    await ada.page.keyboard.press('c');
    await ada.page
      .getByRole('dialog')
      .getByLabel(/^Title|^What/)
      .fill('Webhooks stopped at noon');
    await ada.page
      .getByRole('dialog')
      .getByLabel(/^Customer/)
      .fill('Acme');
    await ada.page.keyboard.press('Control+Enter');

    await ada.column('New').getByText('Webhooks stopped at noon').waitFor();
    await ada.page.reload();
    await ada.column('New').getByText('Webhooks stopped at noon').waitFor();
  });

  test('a history is tried first, then imported, and a broken row is named by its line', async () => {
    await ada.signIn('Ada');
    await ada.page.getByText('Import', { exact: true }).first().click();

    await ada.page.locator('input[type=file]').setInputFiles(mapping.file);
    await ada.page.getByLabel(/Board/).first().fill('Volvo');
    await ada.page.getByRole('button', { name: /Try|Dry run|Check/ }).click();
    await ada.page
      .getByText(/line 4|Line 4|^4$/)
      .first()
      .waitFor();
    await ada.page.getByRole('button', { name: /^Import/ }).click();
    await ada.page
      .getByRole('button', { name: /Open|board/i })
      .or(ada.page.getByRole('link', { name: /Open/ }))
      .first()
      .click();

    await ada.page.waitForURL(/\/boards\/volvo/);
    await ada.card('volvo-2').waitFor();
  });

  test('a link to a ticket that is not there says so and shows a way on', async () => {
    await ada.signIn('Ada');

    await ada.goTo('/tickets/nowhere-1');

    await ada.page
      .getByText(/no such ticket/i)
      .first()
      .waitFor();
    await ada.page
      .getByRole('button')
      .or(ada.page.getByRole('link'))
      .filter({ hasText: /boards/i })
      .first()
      .waitFor();
  });
});
