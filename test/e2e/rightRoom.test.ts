import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SubscribeReply } from '../../shared/protocol/socket.ts';
import { emailOf, testPassword } from '../support/account.ts';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { type TestServer, startServer } from '../support/server.ts';
import { openWholeTicket, removeGuest, tagBlocked } from '../support/tagging.ts';

const outWithinMs = 2_000;
const [hers, another, absent] = ['sample-board-42', 'sample-board-41', 'sample-board-99999'];

describeInBrowser('everybody in the right room, nobody in a wrong one', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: Desk;
  let gus: Desk;
  let eva: Desk;
  let mia: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    [ada, gus, eva, mia] = await Promise.all([desk(), desk(), desk(), desk()]);
  });

  afterEach(async () => {
    const desks = [ada, gus, eva, mia];
    expect(desks.flatMap(({ problems }) => problems)).toEqual([]);
    await Promise.all(desks.map((one) => one.close()));
  });

  function desk(): Promise<Desk> {
    return Desk.open(browser, server.url);
  }

  async function makeFirstAccount(): Promise<void> {
    await ada.goTo('/');
    await ada.page.getByLabel('Your name').fill('Ada');
    await ada.page.getByLabel('E-mail').fill(emailOf('Ada'));
    await ada.page.getByLabel('Password', { exact: true }).fill(testPassword);
    await ada.page.getByRole('button', { name: 'Make the account' }).click();
    await ada.page.getByRole('button', { name: /Sample board/ }).click();
    await ada.column('New').waitFor();
  }

  /** The invitation as a person makes and follows it: a link that is copied from one browser into another. */
  async function invite(newcomer: Desk, name: string, preset: string): Promise<void> {
    await ada.goTo('/settings/people');
    await ada.page.getByRole('button', { name: 'Invite' }).click();
    await ada.page.getByRole('radio', { name: new RegExp(`^${preset}`) }).check();
    await ada.page.getByRole('button', { name: 'Make the link' }).click();
    const link = new URL(await ada.page.getByLabel('Link', { exact: true }).inputValue());

    await newcomer.goTo(link.pathname + link.hash);
    await newcomer.page.getByLabel('Your name').fill(name);
    await newcomer.page.getByLabel('E-mail').fill(emailOf(name));
    await newcomer.page.getByLabel('Password', { exact: true }).fill(testPassword);
    await newcomer.page.getByRole('button', { name: 'Join', exact: true }).click();
    await newcomer.page.getByRole('button', { name: 'Join', exact: true }).waitFor({ state: 'detached' });
  }

  function tagEva(): Promise<void> {
    return tagBlocked(gus, { ticketId: hers, whom: 'Eva', ask: 'Is the certificate ours?' });
  }

  /** Somebody's session outside the browser: what a program could do with their cookie. */
  async function programOf(one: Desk): Promise<TestPerson> {
    const cookies = await one.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const response = await fetch(`${server.url}/api/v1/session`, { headers: { cookie } });
    const { person } = (await response.json()) as { person: TestPerson['person'] };
    return TestPerson.withSession(server.url, cookie, person);
  }

  /** The HTTP status with which a document refuses the upgrade, or 101. */
  function documentStatus(program: TestPerson, ticketId: string): Promise<number> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/documents/${ticketId}`, {
      headers: { cookie: program.cookie },
    });
    return new Promise((resolve) => {
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
      socket.once('open', () => {
        socket.terminate();
        resolve(101);
      });
    });
  }

  function subscribed({ socket }: TestSocket, ticket: string): Promise<SubscribeReply> {
    return new Promise((resolve) => socket.emit('subscribe', { board: 'sample-board', ticket, since: 0 }, resolve));
  }

  test('an invited engineer sees the ticket they are tagged on and no other, and is out within 2 s of being removed', async () => {
    await makeFirstAccount();
    await invite(gus, 'Gus', 'Agent');
    await invite(eva, 'Eva', 'Engineer');
    await invite(mia, 'Mia', 'Manager');
    await mia.goTo('/settings/customers');
    await mia.page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
    expect(await mia.page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
    const program = await programOf(eva);
    expect(await documentStatus(program, hers)).toBe(404);

    await tagEva();
    await eva.goTo(`/tickets/${hers}`);
    await eva.page.getByRole('region', { name: 'You are tagged' }).getByText('Is the certificate ours?').waitFor();
    await openWholeTicket(eva);
    await eva.page.getByRole('textbox', { name: /^Notes/ }).click();
    await eva.page.keyboard.type('The chain ends at our proxy.');
    await gus.page.getByText('The chain ends at our proxy.').waitFor();

    const socket = await program.connect();
    expect(await subscribed(socket, hers)).not.toHaveProperty('error');
    expect(await documentStatus(program, hers)).toBe(101);
    for (const foreign of [another, absent]) {
      await eva.goTo(`/tickets/${foreign}`);
      await eva.page.getByRole('heading', { name: 'There is nothing here for you' }).waitFor();
      expect(await program.ask('GET', `/tickets/${foreign}`)).toMatchObject({
        status: 404,
        body: { error: { code: 'ticketNotFound' } },
      });
      expect(await subscribed(socket, foreign)).toMatchObject({ error: { code: 'ticketNotFound' } });
      expect(await documentStatus(program, foreign)).toBe(404);
    }
    expect((await program.ask('GET', '/boards/sample-board/snapshot')).status).toBe(404);

    await eva.goTo(`/tickets/${hers}`);
    await eva.page.getByRole('region', { name: 'You are tagged' }).waitFor();
    const removedAt = performance.now();
    await removeGuest(gus, 'Eva');
    await eva.page.getByRole('heading', { name: 'You are not in this room any more' }).waitFor();

    expect(performance.now() - removedAt).toBeLessThan(outWithinMs);
    expect((await program.ask('GET', `/tickets/${hers}`)).status).toBe(404);
    expect(await documentStatus(program, hers)).toBe(404);
    socket.close();
  });
});
