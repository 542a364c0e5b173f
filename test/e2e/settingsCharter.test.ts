import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { CharterReply } from '../../shared/protocol/charter.ts';
import { describeInBrowser } from '../support/chromium.ts';
import type { Member, Organisation } from '../support/organisation.ts';
import { OrganisationDesks } from '../support/organisationDesks.ts';

describeInBrowser('the charter and the triage rules in settings', () => {
  const desks = OrganisationDesks.forSuite();
  let organisation: Organisation;
  let mona: Member;
  let ben: Member;
  let board: string;

  beforeAll(async () => {
    organisation = desks.organisation;
    board = ((await organisation.ask('POST', '/boards', { title: 'Support', content: 'empty' })) as { id: string }).id;
    mona = await organisation.join('Mona Reyes', { preset: 'manager' });
    ben = await organisation.join('Ben Dover', { preset: 'agent' });
  });

  async function charter(): Promise<CharterReply> {
    return (await organisation.ask('GET', '/charter')) as CharterReply;
  }

  async function publishElsewhere(): Promise<void> {
    const { lines, domains, jump, parallelOwn, unanswered, version } = (await charter()).charter;
    const changed = { lines, domains, jump: { ...jump, allowed: false }, parallelOwn, unanswered };
    await organisation.ask('POST', '/charter', { basedOn: version, note: 'No jumps', charter: changed });
  }

  function line(page: Page, name: string) {
    return page.locator('details').filter({ has: page.getByText(name, { exact: false }).first() });
  }

  test('two write at once: the second sees what the first changed, goes on from there, and both are in force', async () => {
    const { page } = await desks.at('/settings/charter', mona);
    await page.getByText('It ships with Swarmboard').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('L3 Engineering').click();
    await line(page, 'L3 Engineering').getByRole('checkbox', { name: /^Log/ }).check();
    await page.getByText('1 change, not published').waitFor();

    await publishElsewhere();
    await page.getByText('Somebody published version 1 while you were editing').waitFor();
    await page.getByRole('button', { name: 'Go on from version 1' }).click();
    await page.getByRole('button', { name: 'Review and publish' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Required evidence').waitFor();
    await dialog.getByLabel('Why').fill('Engineering asked for logs');
    await dialog.getByRole('button', { name: 'Publish' }).click();

    await page.getByText('Version 2, in force').waitFor();
    const { charter: inForce } = await charter();
    expect(inForce.jump.allowed).toBe(false);
    expect(inForce.lines.find((one) => one.line === 'L3')?.required).toContain('log');
    await page.getByRole('link', { name: 'Version 2' }).click();
    await page.getByText('Changed since version 1').waitFor();
    expect(await page.locator('ins').allTextContents()).toEqual(['Added: Log']);
  });

  test('what was not published when the page was left is there again; an older version is restored as a new one', async () => {
    const { page } = await desks.at('/settings/charter/edit', mona);
    await page.getByText('L1 Front line').waitFor();
    await line(page, 'L1 Front line').getByLabel('Name').fill('First contact');

    await page.getByRole('link', { name: 'Triage rules' }).click();
    await page.getByText('No rule yet').waitFor();
    await page.goBack();
    await page.getByText('1 change, not published').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('No changes yet').waitFor();
    await page.getByRole('link', { name: 'Charter' }).last().click();
    await page.getByRole('link', { name: 'Version 0' }).click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();

    await page.getByText('As version 0 was').first().waitFor();
    expect((await charter()).charter.jump.allowed).toBe(true);
  });

  test('everybody reads the charter, and only who arranges the work changes it', async () => {
    const { page } = await desks.at('/settings/charter/edit', ben);
    await page.getByText('There is no such version').waitFor();

    await page.getByRole('button', { name: 'The charter in force' }).click();

    await page.getByRole('heading', { name: 'Lines' }).waitFor();
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
  });

  test('a rule is tried on past tickets, then switched on, and sends the next ticket on', async () => {
    await open('Our 10DLC campaign was rejected');
    await open('Cannot sign in');
    const { page } = await desks.at('/settings/triage', mona);
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Name').fill('10DLC');
    await page.getByLabel('Words').first().fill('10dlc');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Domain' }).fill('10DLC');

    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Try it first' }).click();
    await page.getByText('1 of 2 past tickets would have gone straight to 10DLC').waitFor();
    await page.getByText('“10dlc” in the title').waitFor();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByText('“10DLC” is saved and on').waitFor();

    const ticket = await open('A second 10DLC campaign');
    expect(ticket).toMatchObject({ owner: null, tags: [{ target: { domain: '10DLC' }, waived: 'triage' }] });
  });

  async function open(title: string): Promise<Ticket | undefined> {
    const command = { type: 'openTicket', title, customer: 'Acme' };
    await organisation.ask('POST', '/commands', { board, id: `open-${title.replaceAll(' ', '-')}`, command });
    const { tickets } = (await organisation.ask('GET', `/boards/${board}/snapshot`)) as { tickets: Ticket[] };
    return tickets.find((one) => one.title === title);
  }
});
