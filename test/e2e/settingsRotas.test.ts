import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Rota } from '../../shared/domain/rota.ts';
import type { RotasReply } from '../../shared/protocol/rotas.ts';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

describeInBrowser('rotas and plays', () => {
  let browser: Browser;
  let server: TestServer;
  let mo: TestPerson;
  let ada: TestPerson;
  let bo: TestPerson;
  let desk: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startServer();
    mo = await TestPerson.signIn(server.url, 'Mo', 'admin');
    ada = await TestPerson.signIn(server.url, 'Ada', 'agent');
    bo = await TestPerson.signIn(server.url, 'Bo', 'agent');
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    desk = await Desk.open(browser, server.url);
  });

  afterEach(async () => {
    expect(desk.problems).toEqual([]);
    await desk.close();
  });

  async function rotas(): Promise<readonly Rota[]> {
    return ((await mo.ask('GET', '/rotas')).body as RotasReply).rotas.map(({ rota }) => rota);
  }

  test('a manager makes a rota from what most begin with; a member of it swaps a turn of their own', async () => {
    const { page } = desk;
    await desk.signIn('Mo');
    await desk.goTo('/settings/rotas');
    await page.getByRole('button', { name: 'New rota' }).click();
    await page.getByRole('button', { name: 'Make the rota' }).click();
    await page.getByRole('button', { name: 'Choose members' }).click();
    await page.getByRole('option', { name: 'Ada', exact: true }).click();
    await page.getByRole('option', { name: 'Bo', exact: true }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Move Bo up' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    const [rota] = await rotas();

    const hers = await Desk.open(browser, server.url);
    await hers.signIn('Ada');
    await hers.goTo(`/settings/rotas/${rota?.id ?? ''}`);
    await hers.page
      .getByRole('button', { name: /^Change the turn/ })
      .first()
      .click();
    await hers.page.getByRole('menuitem', { name: 'Swap my turn' }).click();
    await hers.page.getByLabel('With').selectOption({ index: 1 });
    await hers.page.getByRole('button', { name: 'Swap', exact: true }).click();
    await page.getByRole('region', { name: 'Changes' }).getByText('Bo instead of Ada').waitFor();
    const theirProblems = hers.problems;
    await hers.close();

    expect(theirProblems).toEqual([]);
    expect(rota).toMatchObject({ name: 'Daily L2 hat', members: [bo.person.id, ada.person.id], turns: 'daily' });
    const [changed] = await rotas();
    expect(changed?.overrides).toMatchObject([
      { instead: ada.person.id, people: [bo.person.id], by: ada.person.id },
      { instead: bo.person.id, people: [ada.person.id], by: ada.person.id },
    ]);
  });

  test('a severity 1 says whom it pulls in, runs with a lead and a communicator, is made longer and ended', async () => {
    const { page } = desk;
    const eva = await TestPerson.signIn(server.url, 'Eva', 'engineer');
    await mo.ask('POST', '/rotas', {
      ...{ name: 'On call', kind: 'onCall', serves: { kind: 'line', line: 'L3' }, timeZone: 'UTC', turns: 'weekly' },
      shifts: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }],
      ...{ members: [eva.person.id], startsOn: '2025-01-06' },
    });
    const board = await mo.createBoard('Severe');
    const ticketId = `${board}-1`;
    const run = (id: string, command: object) => mo.ask('POST', '/commands', { board, id, command });
    await run('open-the-ticket', { type: 'openTicket', title: 'All calls fail', customer: 'Acme' });
    await run('give-it-to-bo', { type: 'assignOwner', ticketId, owner: bo.person.id });
    await desk.signIn('Ada');
    await desk.goTo(`/tickets/${ticketId}`);
    await page.getByRole('button', { name: /^Play/ }).waitFor();

    await page.keyboard.press('z');
    await page.getByRole('menuitem', { name: /^Severity 1/ }).click();
    await page.getByRole('dialog').getByText('Eva').first().waitFor();
    await page.getByRole('button', { name: /^Start it/ }).click();
    const bar = page.getByRole('region', { name: 'Play', exact: true });
    await bar.getByText('60 min left').waitFor();
    await bar.getByRole('button', { name: 'Speaks: Bo. Change' }).click();
    await page.getByRole('option', { name: 'Mo' }).click();
    await bar.getByRole('button', { name: 'Speaks: Mo. Change' }).waitFor();
    await bar.getByRole('button', { name: '15 min more' }).click();
    await bar.getByText('75 min left').waitFor();
    const [running] = (await mo.snapshot(board)).tickets;
    await bar.getByRole('button', { name: 'End the play' }).click();
    await page.getByRole('button', { name: /^Play/ }).waitFor();

    expect(running?.play).toMatchObject({ kind: 'severity1', lead: ada.person.id, communicator: mo.person.id });
    expect(running?.tags).toMatchObject([{ asked: [eva.person.id], waived: 'severity1' }]);
    expect((await mo.snapshot(board)).tickets[0]).toMatchObject({ owner: bo.person.id });
    expect((await mo.snapshot(board)).tickets[0]?.play).toBeUndefined();
  });
});
