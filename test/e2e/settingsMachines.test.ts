import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { isSigned } from '../../server/commands/webhookSignature.ts';
import { describeInBrowser } from '../support/chromium.ts';
import type { Organisation } from '../support/organisation.ts';
import { OrganisationDesks } from '../support/organisationDesks.ts';
import { type Letter, Receiver } from '../support/receiver.ts';

const run = promisify(execFile);

describeInBrowser('tokens and webhooks in settings', () => {
  const desks = OrganisationDesks.forSuite();
  let organisation: Organisation;
  let receiver: Receiver;

  beforeAll(async () => {
    organisation = desks.organisation;
    await organisation.ask('POST', '/boards', { title: 'Support', content: 'empty' });
  });
  beforeEach(async () => {
    receiver = await Receiver.start();
  });
  afterEach(() => receiver.close());

  async function withToken(secret: string): Promise<number> {
    const headers = { authorization: `Bearer ${secret}` };
    return (await fetch(`${organisation.server.url}/api/v1/boards`, { headers })).status;
  }

  test('a token is shown once, warned about before it is lost, lets a program in, and revoked does not', async () => {
    const { page } = await desks.at('/settings/tokens', organisation.admin);
    await page.getByText('No token yet').waitFor();
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create token' }).click();
    await dialog.getByText('Say what it is for').waitFor();
    await dialog.getByLabel('Name').fill('Nightly report');
    await dialog.getByRole('button', { name: 'Create token' }).click();
    const secret = await dialog.getByRole('textbox', { name: 'Token' }).inputValue();

    await page.keyboard.press('Escape');
    await dialog.getByText('It has not been copied').waitFor();
    await dialog.getByRole('button', { name: 'Close without copying' }).click();
    await page.getByRole('list', { name: 'API tokens' }).getByText('Nightly report').waitFor();

    await expect.poll(() => page.content()).not.toContain(secret);
    expect(await withToken(secret)).toBe(200);
    await page.getByRole('button', { name: 'Revoke Nightly report' }).click();
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No token yet').waitFor();
    expect(await withToken(secret)).toBe(401);
  });

  test('a webhook out is tried, paused, given another secret and deleted', async () => {
    const { page } = await desks.at('/settings/webhooks', organisation.admin);
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('CRM');
    await dialog.getByLabel('Address').fill(receiver.url);
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    const secret = await secretIn(page);
    await page.getByRole('heading', { name: 'CRM', level: 1 }).waitFor();

    await page.getByRole('button', { name: 'Send a test' }).click();
    await receiver.until(() => receiver.letters.length === 1);
    expect(isFrom(secret, receiver.letters[0])).toBe(true);
    const deliveries = page.getByRole('list', { name: 'Deliveries' });
    await deliveries.getByText('Delivered').waitFor();
    await deliveries.getByText('test', { exact: true }).click();
    await deliveries.getByText('204').waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused: nothing is sent').waitFor();
    await open('While it is paused');
    expect(receiver.letters).toHaveLength(1);
    await page.getByRole('button', { name: 'Go on' }).click();
    await receiver.until(() => receiver.letters.length === 2);
    expect(receiver.told[1]).toMatchObject({ topic: 'ticket.opened', ticket: { title: 'While it is paused' } });
    await deliveries.getByText('ticket.opened').first().waitFor();

    await page.getByRole('button', { name: 'Renew the secret' }).click();
    await dialog.getByRole('button', { name: 'Renew', exact: true }).click();
    const renewed = await secretIn(page);
    const before = receiver.letters.length;
    await page.getByRole('button', { name: 'Send a test' }).click();
    await receiver.until(() => receiver.letters.length > before);
    expect(isFrom(renewed, receiver.letters.at(-1))).toBe(true);
    expect(isFrom(secret, receiver.letters.at(-1))).toBe(false);

    await page.getByRole('button', { name: 'Delete the webhook' }).click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('No webhook yet').waitFor();
  });

  test('what a receiver answers badly is in the log, with what it said, and can be sent again', async () => {
    receiver.answer = (_letter, response) => response.writeHead(503).end();
    const { webhook } = (await organisation.ask('POST', '/webhooks', {
      ...{ direction: 'out', name: 'Chat', url: receiver.url, topics: ['ticket.opened'], board: null },
    })) as { webhook: { id: string } };
    const { page } = await desks.at(`/settings/webhooks/${webhook.id}`, organisation.admin);

    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test did not arrive').waitFor();
    receiver.answer = (_letter, response) => response.writeHead(204).end();
    const deliveries = page.getByRole('list', { name: 'Deliveries' });
    await deliveries.getByText('test', { exact: true }).first().click();
    await deliveries.getByText('503').first().waitFor();
    await deliveries.getByRole('button', { name: 'Send again now' }).first().click();

    await page.getByText('It arrived').waitFor();
    await deliveries.getByText('Delivered').first().waitFor();
    await organisation.ask('DELETE', `/webhooks/${webhook.id}`);
  });

  test('a webhook in works with the example as it is shown', async () => {
    const { page } = await desks.at('/settings/webhooks', organisation.admin);
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: /^Receive/ }).check();
    await dialog.getByLabel('Name').fill('Shop');
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    await dialog.getByText('Choose where its tickets go.').waitFor();
    await dialog.getByRole('combobox', { name: 'Board' }).selectOption({ label: 'Support' });
    await dialog.getByRole('button', { name: 'Add webhook' }).click();
    const secret = await secretIn(page);
    await page.getByText('Nothing has come in yet').waitFor();
    const example = await page.getByRole('group', { name: 'How to send (Node.js)' }).innerText();

    await run(process.execPath, ['--input-type=module', '--eval', example], { env: { SECRET: secret } });

    await page.getByRole('list', { name: 'Deliveries' }).getByText('Delivered').waitFor();
    const board = await desks.at('/boards/support', organisation.admin);
    await board.column('New').getByText('Card declined').waitFor();
  });

  test('who does not manage machines is told that there is nothing, whatever is typed', async () => {
    const cleo = await organisation.join('Cleo Patra', { preset: 'manager' });
    const { page } = await desks.at('/settings/tokens', cleo);

    await page.getByText('There is nothing at this address').waitFor();
    await page.goto(page.url().replace('tokens', 'webhooks'));
    await page.getByText('There is nothing at this address').waitFor();
    expect(await page.getByRole('link', { name: /tokens|Webhooks/ }).count()).toBe(0);
  });

  async function open(title: string): Promise<void> {
    const command = { type: 'openTicket', title, customer: 'Acme' };
    await organisation.ask('POST', '/commands', { board: 'support', id: randomUUID(), command });
  }
});

/** Reads it and closes the dialog that shows it this once. */
async function secretIn(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  const secret = await dialog.getByRole('textbox', { name: 'Signing secret' }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.getByRole('button', { name: 'Close without copying' }).click();
  await dialog.waitFor({ state: 'detached' });
  return secret;
}

function isFrom(secret: string, letter: Letter | undefined): boolean {
  return letter !== undefined && isSigned(secret, letter, letter.signature);
}
