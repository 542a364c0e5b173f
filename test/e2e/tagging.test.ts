import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { TicketReply } from '../../shared/protocol/http.ts';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { TestPerson } from '../support/person.ts';
import { startSampleServer } from '../support/sampleServer.ts';
import type { TestServer } from '../support/server.ts';

const ticketId = 'sample-board-42';
const ask = 'Is the 502 ours or the proxy’s?';

/** What the charter asks for before engineering is tagged, by the words of the checklist. */
const evidence: readonly (readonly [missing: string, text: string])[] = [
  ['problem', 'Webhook deliveries fail since 02:10.'],
  ['impact', 'All 38 workspaces miss ride events.'],
  ['steps tried', 'Replayed three events by hand: same.'],
  ['failing endpoint', 'POST /rides'],
  ['error code', '502 upstream closed'],
  ['affected workspace', 'fennec-prod-4411'],
  ['a hypothesis', 'The egress proxy drops resumed sessions'],
];

describeInBrowser('tagging engineering with the evidence it asks for', () => {
  let browser: Browser;
  let server: TestServer;
  let ada: Desk;
  let eva: Desk;

  beforeAll(async () => {
    browser = await launchChromium();
    server = await startSampleServer(browser);
    await TestPerson.signIn(server.url, 'Eva', 'engineer');
  });

  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  beforeEach(async () => {
    [ada, eva] = await Promise.all([Desk.open(browser, server.url), Desk.open(browser, server.url)]);
    await Promise.all([ada.signIn('Ada'), eva.signIn('Eva')]);
  });

  afterEach(async () => {
    expect([...ada.problems, ...eva.problems]).toEqual([]);
    await Promise.all([ada.close(), eva.close()]);
  });

  async function openDialog(): Promise<void> {
    await ada.page.getByRole('button', { name: /^Tag/ }).click();
    await ada.page.getByRole('dialog', { name: /^Tag somebody/ }).waitFor();
  }

  /** From the checklist to where it is written, and writes it there. */
  async function addMissing(missing: string, text: string): Promise<void> {
    await ada.page.getByRole('button', { name: `Add ${missing}`, exact: true }).click();
    await ada.page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.isContentEditable === true);
    await ada.page.keyboard.type(text);
  }

  async function replyFor(name: string): Promise<TicketReply> {
    const person = await TestPerson.signIn(server.url, name);
    return (await person.ask('GET', `/tickets/${ticketId}`)).body as TicketReply;
  }

  test('is refused without it, goes with it, and comes back answered with a coaching note; the owner stays', async () => {
    await ada.goTo(`/tickets/${ticketId}`);
    await ada.page.getByRole('button', { name: /^Take it/ }).click();
    await openDialog();
    await ada.page.getByRole('combobox', { name: 'Whom to ask' }).fill('engineering');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByLabel('What is asked').fill(ask);
    await ada.page.getByText('0 of 7').waitFor();
    await ada.page.getByRole('button', { name: 'Tag', exact: true }).click();
    await ada.page.getByText('Not yet: 7 missing').waitFor();

    for (const [at, [missing, text]] of evidence.entries()) {
      if (at > 0) await openDialog();
      await addMissing(missing, text);
    }
    await openDialog();
    await ada.page.getByText('7 of 7').waitFor();
    expect(await ada.page.getByLabel('What is asked').inputValue()).toBe(ask);
    await ada.page.getByRole('button', { name: 'Tag', exact: true }).last().click();
    await ada.page
      .getByRole('list', { name: /^Tagged/ })
      .getByText('Asked', { exact: true })
      .waitFor();

    const room = eva.page.getByRole('main').getByRole('article', { name: ask });
    await room.getByText('Webhook deliveries fail since 02:10.').waitFor();
    await room.getByRole('button', { name: 'Accept' }).click();
    await ada.page
      .getByRole('list', { name: /^Tagged/ })
      .getByText('Accepted', { exact: true })
      .waitFor();
    await eva.page.getByRole('main').getByRole('link', { name: ask }).click();
    const brief = eva.page.getByRole('region', { name: 'Brief' });
    for (const [, text] of evidence) await brief.getByText(text).waitFor();
    await eva.page.getByRole('button', { name: 'Join in' }).click();
    await eva.page.keyboard.press('q');
    await eva.page.getByLabel('Your answer').fill('Ours: fixed in the proxy.');
    await eva.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await eva.page.getByText('return it when nothing is left to do').waitFor();
    await eva.page.keyboard.press('f');
    await eva.page.getByLabel(/^Coaching note/).fill('Filter the delivery log by tls.');
    await eva.page.getByRole('checkbox', { name: /A generalist could/ }).check();
    await eva.page.getByRole('button', { name: 'Return and leave' }).click();
    await eva.page.getByRole('heading', { name: 'You returned the tag' }).waitFor();

    const returned = ada.page.getByRole('list', { name: 'Returned to you' });
    await returned.getByText('Filter the delivery log by tls.').waitFor();
    await returned.getByText('Ours: fixed in the proxy.').waitFor();
    await returned.getByRole('button', { name: 'Got it' }).click();
    await ada.page.getByText('Earlier tags').waitFor();
    const { ticket, tags } = await replyFor('Ada');
    expect(ticket.owner).toBe((await TestPerson.signIn(server.url, 'Ada')).person.id);
    expect(tags).toMatchObject([
      {
        brief: { problem: 'Webhook deliveries fail since 02:10.', ask },
        tag: { missing: [] },
        answer: 'Ours: fixed in the proxy.',
        ended: { how: 'returned', coaching: 'Filter the delivery log by tls.', generalistCapable: true },
      },
    ]);
  });
});
