import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { CustomerReply, CustomersReply } from '../../shared/protocol/customers.ts';
import { describeInBrowser } from '../support/chromium.ts';
import { type Member, type Organisation } from '../support/organisation.ts';
import { OrganisationDesks } from '../support/organisationDesks.ts';

describeInBrowser('the customers in settings', () => {
  const desks = OrganisationDesks.forSuite();
  let organisation: Organisation;
  let ben: Member;

  beforeAll(async () => {
    organisation = desks.organisation;
    await organisation.ask('POST', '/boards', { title: 'Support', content: 'empty' });
    ben = await organisation.join('Ben Dover', { preset: 'agent' });
  });

  async function add(fields: object): Promise<CustomerReply['customer']> {
    return ((await organisation.ask('POST', '/customers', fields)) as CustomerReply).customer;
  }

  test('one is added by a form that says what is missing, and found among the others', async () => {
    const { page } = await desks.at('/settings/customers', organisation.admin);
    await page.getByText('No customers yet').waitFor();
    await page.getByRole('button', { name: 'Add a customer' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    expect(await form.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true');

    await form.getByLabel('Name', { exact: true }).fill('Acme');
    await form.getByLabel('Plan').fill('Business');
    await form.getByLabel('Segment').fill('Enterprise');
    await form.getByLabel('Health note').fill('Renewal in March.');
    await form.getByRole('button', { name: 'Add a contact' }).click();
    await form.getByRole('group', { name: 'Contact 1' }).getByLabel('Name').fill('Maria Lindqvist');
    await form.getByRole('button', { name: 'Add', exact: true }).click();

    await page.getByRole('heading', { name: 'Acme', level: 1 }).waitFor();
    await page.getByText('Maria Lindqvist').waitFor();
    await page.getByRole('link', { name: 'Customers' }).last().click();
    await page.getByRole('list', { name: 'Customers' }).getByText('Renewal in March.').waitFor();
  });

  test('a list is dropped: first what would happen and which row is wrong, then it is in', async () => {
    const { page } = await desks.at('/settings/customers/import', organisation.admin);

    await drop(page, 'customers.csv', 'name;segment;favourite colour\nBorealis;Enterprise;red\n;Starter;blue\n');
    await page.getByText('What would happen').waitFor();
    await page.getByText('favourite colour').waitFor();
    const problem = page.getByRole('table', { name: 'Rows with problems' }).getByRole('row').nth(1);
    expect(await problem.getByRole('cell').first().textContent()).toBe('3');
    expect((await found('Borealis')).total).toBe(0);
    await page.getByRole('button', { name: 'Import 1 customer' }).click();

    await page.getByText('The other rows are in').waitFor();
    await page.getByRole('button', { name: 'See the customers' }).click();
    await page.getByRole('link', { name: 'Borealis' }).waitFor();
  });

  async function found(words: string): Promise<CustomersReply> {
    return (await organisation.ask('GET', `/customers?q=${words}`)) as CustomersReply;
  }

  test('what is looked for is in the address: reloaded and come back to, it is still looked for', async () => {
    await Promise.all([
      add({ name: 'Cobalt', segment: 'Starter', plan: 'Gold' }),
      add({ name: 'Delta', segment: 'Starter' }),
      add({ name: 'Echo', segment: 'Mid-market', plan: 'Gold' }),
    ]);
    const { page } = await desks.at('/settings/customers', organisation.admin);
    const rows = page.getByRole('list', { name: 'Customers' }).getByRole('link');

    await page.getByLabel('Segment').selectOption('Starter');
    await page.getByLabel('Find customers').fill('gold');
    await expect.poll(() => rows.allTextContents()).toEqual(['Cobalt']);
    await expect.poll(() => new URL(page.url()).search).toBe('?q=gold&segment=Starter');
    await page.reload();
    await expect.poll(() => rows.allTextContents()).toEqual(['Cobalt']);
    expect(await page.getByLabel('Find customers').inputValue()).toBe('gold');
    await rows.first().click();
    await page.getByRole('heading', { name: 'Cobalt', level: 1 }).waitFor();
    await page.goBack();
    await expect.poll(() => rows.allTextContents()).toEqual(['Cobalt']);

    await page.getByLabel('Find customers').fill('nobody at all');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.getByRole('link', { name: 'Delta' }).waitFor();
  });

  test('the list is exported in the columns that an import reads', async () => {
    await add({ name: 'Foxtrot', aliases: ['Fox'], contacts: [{ name: 'Tom', email: 'tom@fox.example', role: '' }] });
    const { page } = await desks.at('/settings/customers', organisation.admin);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);

    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const text = await textOf(download);
    expect(text).toContain('Foxtrot');
    await page.goto(page.url().replace(/customers$/, 'customers/import'));
    await drop(page, 'again.csv', text);

    await page.getByRole('button', { name: 'Nothing to import' }).waitFor();
  });

  test('renamed, a customer keeps its old name as an alias, and its tickets', async () => {
    const { id } = await add({ name: 'Golf' });
    await organisation.ask('POST', '/commands', {
      ...{ board: 'support', id: randomUUID() },
      command: { type: 'openTicket', title: 'Balls are lost', customer: 'golf' },
    });
    const { page } = await desks.at(`/settings/customers/${id}`, organisation.admin);

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Golf & Sons');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();

    await page.getByRole('heading', { name: 'Golf & Sons', level: 1 }).waitFor();
    await page.getByText('Also called').waitFor();
    await page.getByText('Golf', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Balls are lost' }).waitFor();
  });

  test('erased after its name is typed, a customer goes from the ticket that somebody has open', async () => {
    const { id } = await add({ name: 'Hotel Zürich' });
    await organisation.ask('POST', '/commands', {
      ...{ board: 'support', id: randomUUID() },
      command: { type: 'openTicket', title: 'The lift hums at night', customer: 'Hotel Zürich' },
    });
    const his = await desks.at('/boards/support', ben);
    await his.page.getByText('The lift hums at night').click();
    const ticket = his.page.getByRole('complementary', { name: /^Ticket support-/ });
    await ticket.getByText('Hotel Zürich').first().waitFor();
    const { page } = await desks.at(`/settings/customers/${id}`, organisation.admin);

    await page.getByRole('button', { name: 'Erase…' }).click();
    const sure = page.getByRole('dialog');
    expect(await sure.getByRole('button', { name: 'Erase for good' }).isDisabled()).toBe(true);
    await sure.getByLabel(/^Type/).fill('Hotel Zürich');
    await sure.getByRole('button', { name: 'Erase for good' }).click();

    await page.getByText('The customer was erased').waitFor();
    expect(await page.getByRole('link', { name: 'Hotel Zürich' }).count()).toBe(0);
    await ticket.getByText('[erased]').first().waitFor();
    await expect.poll(() => his.page.locator('body').innerText()).not.toMatch(/lift hums|Hotel Zürich/);
  });

  test('who may look but not manage is offered nothing else, also where the address is typed', async () => {
    const { page } = await desks.at('/settings/customers', ben);

    await page.getByRole('list', { name: 'Customers' }).waitFor();
    expect(await page.getByRole('button', { name: /Import|Export|Add a customer/ }).count()).toBe(0);
    await page.goto(`${page.url()}/import`);
    await page.getByText('Importing customers is not open to you').waitFor();
    await page.goto(page.url().replace('import', 'nobody'));
    await page.getByText('There is no such customer').waitFor();
  });

  test('who may not see customers is told so, whatever is typed', async () => {
    const guest = await organisation.join('Gil Guest', { preset: 'engineer' });
    const { page } = await desks.at('/settings/customers', guest);

    await page.getByText('There is nothing at this address').waitFor();
    expect(await page.getByRole('link', { name: 'Customers' }).count()).toBe(0);
    await page.goto(`${organisation.server.url}/import`);
    await page.getByText('Importing is not open to you').waitFor();
  });
});

/** As from another window: there is no input to set. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const area = page.getByText('Choose a file or drop it here');
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([content], fileName, { type: 'text/csv' }));
      return carried;
    },
    [name, text] as const,
  );
  await area.dispatchEvent('dragover', { dataTransfer });
  await area.dispatchEvent('drop', { dataTransfer });
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}
