import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { emptyProfile } from '../../shared/domain/person.ts';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';

describeInBrowser('asking for help and giving it', () => {
  let browser: Browser;
  let server: TestServer;
  let manager: TestPerson;
  let ada: Desk;
  let bo: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startServer();
    manager = await TestPerson.signIn(server.url, 'Mo', 'admin');
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

  /** A ticket that Ada owns; Bo knows webhooks. */
  async function aTicketOfAdas(
    title: string,
  ): Promise<{ board: string; ticketId: string; adaId: string; boId: string }> {
    const board = await manager.createBoard(title);
    const [{ person: a }, { person: b }] = [
      await TestPerson.signIn(server.url, 'Ada'),
      await TestPerson.signIn(server.url, 'Bo'),
    ];
    const skills = [{ name: 'Webhooks', level: 2 }];
    await manager.ask('POST', `/people/${b.id}/profile`, { ...emptyProfile, skills });
    const run = (id: string, command: object) => manager.ask('POST', '/commands', { board, id, command });
    const ticketId = `${board}-1`;
    await run('open-the-ticket', { type: 'openTicket', title: 'Retries', customer: 'Acme', intents: ['webhooks'] });
    await run('give-it-to-ada', { type: 'assignOwner', ticketId, owner: a.id });
    return { board, ticketId, adaId: a.id, boId: b.id };
  }

  test('a raised hand finds who has the skill; the help is one press away, counts from what is written, and moves no ownership', async () => {
    const { board, ticketId, adaId, boId } = await aTicketOfAdas('Hands');
    await Promise.all([ada.goTo(`/tickets/${ticketId}`), bo.goTo(`/boards/${board}`)]);
    await bo.card(ticketId).waitFor();
    await ada.page.getByRole('button', { name: /^Raise a hand/ }).waitFor();

    await ada.page.keyboard.press('o');
    const dialog = ada.page.getByRole('dialog', { name: /^Raise a hand/ });
    await dialog.getByLabel('What do you need?').fill('Who has read retries in the gateway log?');
    await dialog.getByRole('button', { name: 'Webhooks', exact: true }).click();
    await dialog.getByRole('button', { name: 'Raise the hand' }).click();
    const raised = ada.page.getByRole('region', { name: 'Raised hand' });
    await raised.getByRole('button', { name: 'Ask Bo' }).waitFor();

    const lane = bo.page.getByRole('region', { name: /^Help wanted/ });
    const wanted = lane.getByRole('article').filter({ hasText: 'Who has read retries' });
    await wanted.getByText('for you', { exact: true }).waitFor();
    await wanted.getByRole('button', { name: 'Offer help on #1' }).click();
    await raised.getByText('Bo offered help').waitFor();

    const swarm = ada.page.getByRole('list', { name: 'In the swarm now' });
    await swarm.getByText(/^watching/).waitFor();
    await bo.goTo(`/tickets/${ticketId}`);
    await bo.page.getByRole('textbox', { name: /^Notes/ }).click();
    await bo.page.keyboard.type('The gateway drops every tenth request.');
    await swarm.getByText(/^contributing/).waitFor();

    const { tickets } = await manager.snapshot(board);
    expect(tickets[0]).toMatchObject({ owner: adaId, swarm: [{ person: boId }], hand: { offers: [{ person: boId }] } });
    expect(tickets[0]?.swarm[0]?.contributedAt).toBeDefined();
  });

  test('who does not own the ticket is told who speaks to the customer, sends nothing, and takes the ticket only when asked', async () => {
    const { board, ticketId, boId } = await aTicketOfAdas('Voices');
    await bo.goTo(`/tickets/${ticketId}`);
    await bo.page.getByRole('button', { name: /^Customer reply/ }).click();
    await bo.page.getByText('Ada speaks to Acme: what you write is a draft for them.').waitFor();
    expect(await bo.page.getByRole('button', { name: /Send to customer|Take it and send/ }).count()).toBe(0);

    await bo.page.getByRole('textbox', { name: 'Reply to Acme' }).click();
    await bo.page.keyboard.type('We found it.');
    await bo.page.keyboard.press('Control+Enter');
    const question = bo.page.getByRole('alertdialog', { name: 'Before you send' });
    await question.getByText(/^Ada speaks to Acme/).waitFor();
    expect((await manager.snapshot(board)).tickets[0]?.messages).toBe(0);

    await question.getByRole('button', { name: 'Take the ticket' }).click();
    await bo.page.getByRole('button', { name: /^Send to customer/ }).click();
    await bo.page.getByRole('region', { name: 'What happened' }).getByText('We found it.').waitFor();
    // It shows before the server has it.
    const onServer = async () => (await manager.snapshot(board)).tickets[0];
    await expect.poll(onServer, { timeout: 10_000 }).toMatchObject({ owner: boId, messages: 1 });
  });
});
