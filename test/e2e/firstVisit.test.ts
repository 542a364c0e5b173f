import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { type TestServer, startServer } from '../support/server.ts';

const header = [
  ...[
    'SR Number',
    'Change Date+Time',
    'Status',
    'Sub Status',
    'Activity',
    'Activity Level',
    'Involved ST Function Div',
  ],
  ...['Involved Org line 3', 'Involved ST', 'Involved ST 2', 'ST Level', 'SR Latest Impact', 'Product', 'Country'],
  ...['Owner Country', 'Owner First Name', 'Resource'],
];

function row(id: string, at: string, status: string, team: string): string {
  const known: Record<string, string> = {
    'SR Number': id,
    'Change Date+Time': at,
    Status: status,
    'Sub Status': status === 'Completed' ? 'Resolved' : 'In Progress',
    'Involved Org line 3': 'Org line A2',
    'Involved ST': team,
    'SR Latest Impact': 'Medium',
    Product: 'PROD582',
    'Owner First Name': 'Frederic',
  };
  return header.map((name) => known[name] ?? '').join(',');
}

const incidents = [
  header.join(','),
  row('1-1', '2026-01-05T10:00:00+01:00', 'Accepted', 'V30'),
  row('1-1', '2026-01-05T12:30:00+01:00', 'Completed', 'V30 2nd'),
  row('1-2', 'not a time', 'Accepted', 'V30'),
  row('1-3', '2026-01-06T08:00:00+01:00', 'Accepted', 'V13 3rd'),
];
const file = { name: 'incidents.csv', mimeType: 'text/csv', buffer: Buffer.from(incidents.join('\n')) };

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
    await ada.page.getByRole('dialog').getByLabel('Name').fill('Acme support');
    await ada.page.keyboard.press('Enter');
    await ada.column('New').waitFor();

    await ada.page.keyboard.press('c');
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel('Problem in one line').fill('Webhooks stopped at noon');
    await dialog.getByLabel('Customer').fill('Acme');
    await ada.page.keyboard.press('Control+Enter');

    await ada.column('New').getByText('Webhooks stopped at noon').waitFor();
    await ada.page.reload();
    await ada.column('New').getByText('Webhooks stopped at noon').waitFor();
  });

  test('a history is tried first, then imported, and a broken row is named by its line', async () => {
    await ada.signIn('Ada');
    await ada.page.getByText('Import', { exact: true }).first().click();

    await ada.page.locator('input[type=file]').setInputFiles(file);
    await ada.page.getByLabel(/Board/).first().fill('Volvo');
    await ada.page.getByRole('button', { name: /Try|Dry run|Check/ }).click();
    await ada.page
      .getByText(/not a time/)
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
    await ada.page.getByText('There is no ticket nowhere-1').waitFor();
    await ada.page.getByText('Go to the boards').click();

    await ada.page.getByText('There is no board yet').waitFor();
  });
});
