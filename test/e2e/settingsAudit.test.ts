import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Libsql from 'libsql';
import type { Download, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import type { AuditRow, Checkpoint } from '../../shared/protocol/audit.ts';
import { describeInBrowser } from '../support/chromium.ts';
import type { Member, Organisation } from '../support/organisation.ts';
import { OrganisationDesks } from '../support/organisationDesks.ts';

const tickets = 110;

describeInBrowser('the audit in settings', () => {
  const desks = OrganisationDesks.forSuite();
  let organisation: Organisation;
  let ben: Member;

  beforeAll(async () => {
    organisation = desks.organisation;
    await organisation.ask('POST', '/boards', { title: 'Support', content: 'empty' });
    ben = await organisation.join('Ben Dover', { preset: 'agent' });
    for (let one = 1; one <= tickets; one += 1) {
      await run(organisation.admin, { type: 'openTicket', title: `Question ${String(one)}`, customer: 'Acme' });
    }
    await run(organisation.admin, { type: 'moveTicket', ticketId: 'support-1', columnId: 'triage' });
    await run(ben, { type: 'moveTicket', ticketId: 'support-2', columnId: 'triage' });
  });

  async function run({ cookie }: Member, command: Command): Promise<void> {
    const response = await fetch(`${organisation.server.url}/api/v1/commands`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ board: 'support', id: randomUUID(), command }),
    });
    expect(response.status).toBe(200);
  }

  test('what happened is searched by word and by person; the address says what is shown', async () => {
    const { page } = await desks.at('/settings/audit', organisation.admin);
    await page.getByPlaceholder('Search what happened…').fill('triage moved');
    await expect.poll(() => rows(page).count()).toBe(2);

    await page.getByRole('button', { name: 'Who did it: everybody' }).click();
    await page.getByRole('option', { name: /^Ben Dover/ }).click();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByRole('link', { name: 'support-2' }).waitFor();
    const query = new URL(page.url()).searchParams;
    expect([query.get('q'), query.get('person')]).toEqual(['triage moved', ben.person.id]);
    await page.reload();
    await page.getByRole('link', { name: 'support-2' }).waitFor();
    expect(await rows(page).count()).toBe(1);
    expect(await page.getByPlaceholder('Search what happened…').inputValue()).toBe('triage moved');

    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect.poll(() => rows(page).count()).toBe(100);
    expect(new URL(page.url()).search).toBe('');
  });

  test('older entries come when they are asked for, down to the very first', async () => {
    const { page } = await desks.at('/settings/audit?board=support', organisation.admin);
    await expect.poll(() => rows(page).count()).toBe(100);

    await page.getByRole('button', { name: 'Load more' }).click();

    await page.getByText('created the board').waitFor();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(tickets);
    await page.getByRole('button', { name: 'Load more' }).waitFor({ state: 'detached' });
  });

  test('what is shown is exported, all of it, for spreadsheets and for programs', async () => {
    const { page } = await desks.at('/settings/audit?q=opened', organisation.admin);
    await rows(page).first().waitFor();

    const table = await textOf(await exported(page, 'As CSV, for spreadsheets'));
    const lines = (await textOf(await exported(page, 'As JSON lines, for programs'))).trim().split('\n');

    expect(table.trim().split('\r\n')).toHaveLength(1 + tickets);
    expect(lines.map((line) => JSON.parse(line) as AuditRow)).toHaveLength(tickets);
    expect(table).not.toContain('moved');
  });

  async function exported(page: Page, kind: string): Promise<Download> {
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: kind }).click();
    return download;
  }

  test('a checkpoint that was kept proves the logs, and names the one that was changed behind the back', async () => {
    const { page } = await desks.at('/settings/audit', organisation.admin);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download a checkpoint' }).click(),
    ]);
    const kept = await download.path();
    expect((JSON.parse(await readFile(kept, 'utf8')) as Checkpoint).swarmboard).toBe('checkpoint');
    await verify(page, kept);
    await page.getByText(/^Nothing written before .* was changed\.$/).waitFor();

    tamper(organisation, "update entry set body = replace(body, 'Question 7', 'Question 8') where board = 'support'");
    await verify(page, kept);

    await page.getByText('1 of 3 logs is not what it was on').waitFor();
    const logs = page.getByRole('list', { name: 'Logs' }).getByRole('listitem');
    expect(await logs.first().textContent()).toMatch(/^support\s*Something was changed in the entries/);
    expect(await logs.nth(1).textContent()).toMatch(/entries as they were/);
  });

  test('a file that is no checkpoint is said to be none', async () => {
    const { page } = await desks.at('/settings/audit', organisation.admin);
    await page.getByLabel('A checkpoint that was kept').setInputFiles({
      ...{ name: 'holiday.json', mimeType: 'application/json' },
      buffer: Buffer.from('{"sun":true}'),
    });

    await page.getByText('This file is not a checkpoint').waitFor();
  });

  test('who may not read the audit is told that there is nothing at its address', async () => {
    const { page } = await desks.at('/settings/audit', ben);

    await page.getByText('There is nothing at this address').waitFor();
    expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
  });
});

function rows(page: Page) {
  return page.getByRole('main').locator('section ol > li');
}

async function verify(page: Page, file: string): Promise<void> {
  await page.getByLabel('A checkpoint that was kept').setInputFiles(file);
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

/** With whatever a database administrator has at hand, while the server runs. */
function tamper({ server }: Organisation, sql: string): void {
  const database = new Libsql(join(server.dataDir, 'swarmboard.db'));
  expect(database.prepare(sql).run([]).changes).toBeGreaterThan(0);
  database.close();
}
