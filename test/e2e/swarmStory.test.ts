import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Profile, emptyProfile } from '../../shared/domain/person.ts';
import type { SnapshotReply, TicketReply, TimelineReply } from '../../shared/protocol/http.ts';
import { describeInBrowser, launchChromium } from '../support/chromium.ts';
import { Desk } from '../support/desk.ts';
import { type MailServer, startMailServer } from '../support/mailServer.ts';
import { type Member, Organisation } from '../support/organisation.ts';
import { timeZoneWhereItIs } from '../support/localTime.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** What the charter asks for before engineering is tagged, and what Lena finds. */
const found: readonly (readonly [missing: string, text: string])[] = [
  ['problem', 'Exports answer 502 since 02:10.'],
  ['impact', 'Nightly invoices of 38 workspaces are late.'],
  ['steps tried', 'Ran the export by hand: same.'],
  ['failing endpoint', 'POST /v2/exports'],
  ['error code', '502 upstream closed'],
  ['affected workspace', 'fennec-prod-4411'],
];

describeInBrowser('the story of three tickets', () => {
  let browser: Browser;
  let mail: MailServer;
  let organisation: Organisation;
  let lena: Member;
  let eva: Member;
  let sam: Member;
  let noa: Member;
  let officeHours: string;
  const desks: Desk[] = [];

  beforeAll(async () => {
    [browser, mail] = await Promise.all([launchChromium(), startMailServer()]);
    organisation = await Organisation.start(mail.settings);
    lena = await organisation.join('Lena', { preset: 'agent' });
    eva = await organisation.join('Eva', { preset: 'engineer' });
    sam = await organisation.join('Sam', { preset: 'specialist' });
    noa = await organisation.join('Noa', { preset: 'engineer' });
    await organisation.ask('POST', '/boards', { title: 'Support' });
    officeHours = await rota('L3 office hours', eva, { kind: 'officeHours', from: '09:00', to: '11:00' });
    await profile(sam, { domains: ['10DLC'] });
    await organisation.ask('POST', '/triage/rules', {
      ...{ name: '10DLC goes to the specialist', isOn: true, when: { intents: ['10dlc'] } },
      then: { kind: 'tag', target: { kind: 'domain', domain: '10DLC' } },
    });
  });

  afterAll(async () => {
    await browser.close();
    await organisation.stop();
    await mail.stop();
  });

  afterEach(async () => {
    const problems = desks.flatMap((desk) => desk.problems);
    await Promise.all(desks.splice(0).map((desk) => desk.close()));
    expect(problems).toEqual([]);
  });

  async function at(path: string, { email, password }: Member): Promise<Desk> {
    const desk = await Desk.open(browser, organisation.server.url);
    desks.push(desk);
    await desk.goTo(path);
    await desk.signInWith(email, password);
    await desk.page.getByTitle(/signing out/).waitFor();
    return desk;
  }

  async function rota(
    name: string,
    { person }: Member,
    { kind, from, to, id }: { kind: string; from: string; to: string; id?: string },
  ): Promise<string> {
    const reply = (await organisation.ask('POST', '/rotas', {
      ...{ name, kind, serves: { kind: 'line', line: 'L3' }, timeZone: timeZoneWhereItIs(9) },
      ...{ shifts: [{ days: everyDay, from, to }], members: [person.id], turns: 'all', startsOn: '2026-01-05' },
      ...(id !== undefined && { id }),
    })) as { rota: { id: string } };
    return reply.rota.id;
  }

  async function profile({ person }: Member, changes: Partial<Profile>): Promise<void> {
    await organisation.ask('POST', `/people/${person.id}/profile`, { ...emptyProfile, ...changes });
  }

  async function open(title: string, intents: readonly string[]): Promise<string> {
    const command = { type: 'openTicket', title, customer: 'Fennec', intents, description: `${title}, please help.` };
    await organisation.ask('POST', '/commands', { board: 'support', id: randomUUID(), command });
    const { tickets } = (await organisation.ask('GET', '/boards/support/snapshot')) as SnapshotReply;
    return tickets.at(-1)?.id ?? '';
  }

  async function told(ticketId: string): Promise<TicketReply> {
    return (await organisation.ask('GET', `/tickets/${ticketId}`)) as TicketReply;
  }

  async function happened(ticketId: string): Promise<string[]> {
    const { events } = (await organisation.ask('GET', `/tickets/${ticketId}/timeline`)) as TimelineReply;
    return events.map(({ event }) => event.type);
  }

  async function mailTo({ email }: Member, ticketId: string): Promise<string> {
    return vi.waitUntil(() => letterTo(email, ticketId)?.body, { timeout: 15_000 });
  }

  function letterTo(email: string, ticketId: string) {
    return mail.received().find(({ to, headers }) => to.includes(email) && headers['subject']?.includes(ticketId));
  }

  async function askEngineering({ page }: Desk, ask: string): Promise<void> {
    await page.getByRole('button', { name: /^Tag/ }).click();
    await page.getByRole('combobox', { name: 'Whom to ask' }).fill('engineering');
    await page.keyboard.press('Enter');
    await page.getByLabel('What is asked').fill(ask);
  }

  async function suspect({ page }: Desk, cause: string): Promise<void> {
    await page.getByRole('button', { name: 'Add hypothesis' }).click();
    await page.keyboard.type(cause);
    await page.getByRole('article', { name: `Hypothesis: ${cause}` }).waitFor();
  }

  async function judge({ page }: Desk, cause: string, status: string): Promise<void> {
    const hypothesis = page.getByRole('article', { name: `Hypothesis: ${cause}` });
    await hypothesis.getByRole('button', { name: /^Status/ }).click();
    await page.getByRole('menuitemradio', { name: new RegExp(`^${status}`) }).click();
    await hypothesis.getByRole('button', { name: `Status: ${status}` }).waitFor();
  }

  test('a generalist keeps what would have been escalated: evidence, a tag in office hours, an answer with a note', async () => {
    const ticketId = await open('Exports fail', ['api error']);
    const desk = await at(`/tickets/${ticketId}`, lena);
    await desk.page.getByRole('button', { name: /^Take it/ }).click();
    await suspect(desk, 'The new gateway times out');
    await suspect(desk, 'Their token lacks a scope');
    await askEngineering(desk, 'Is the gateway ours to fix?');
    await desk.page.getByRole('button', { name: 'Tag', exact: true }).last().click();
    await desk.page.getByText('Not yet: 6 missing').waitFor();
    expect((await told(ticketId)).tags).toEqual([]);

    for (const [at, [missing, text]] of found.entries()) {
      if (at > 0) await desk.page.getByRole('button', { name: /^Tag/ }).click();
      await desk.page.getByRole('button', { name: `Add ${missing}`, exact: true }).click();
      await desk.page.waitForFunction(() => (document.activeElement as HTMLElement | null)?.isContentEditable === true);
      await desk.page.keyboard.type(text);
    }
    await desk.page.getByRole('button', { name: /^Tag/ }).click();
    await desk.page.getByText('7 of 7').waitFor();
    await desk.page.getByRole('button', { name: 'Tag', exact: true }).last().click();
    await desk.page.getByRole('list', { name: /^Tagged/ }).waitFor();

    expect(await mailTo(eva, ticketId)).toContain('Exports answer 502 since 02:10.');
    const engineer = await at('/', eva);
    await engineer.page.getByText('Is the gateway ours to fix?').first().waitFor();
    await engineer.page
      .getByText(/1 unread/)
      .first()
      .waitFor({ state: 'attached' });
    await engineer.goTo(`/tickets/${ticketId}`);
    const brief = engineer.page.getByRole('region', { name: 'Brief' });
    for (const [, text] of found) await brief.getByText(text).waitFor();
    await engineer.page.getByRole('button', { name: 'Accept and join' }).click();
    await judge(engineer, 'Their token lacks a scope', 'Refuted');
    await judge(engineer, 'The new gateway times out', 'Supported');
    await engineer.page.getByRole('button', { name: /^Answer/ }).click();
    await engineer.page.getByLabel('Your answer').fill('Ours: the gateway is rolled back.');
    await engineer.page.getByRole('button', { name: 'Answer', exact: true }).click();
    await engineer.page.getByRole('button', { name: /^Return/ }).click();
    await engineer.page.getByLabel(/^Coaching note/).fill('The gateway’s health page shows this.');
    await engineer.page.getByRole('button', { name: 'Return and leave' }).click();
    await engineer.page.getByRole('heading', { name: 'You returned the tag' }).waitFor();

    await desk.page.getByText('The gateway’s health page shows this.').first().waitFor();
    await desk.page.getByRole('button', { name: 'Customer reply' }).click();
    await desk.page.getByRole('textbox', { name: /^Reply to/ }).click();
    await desk.page.keyboard.type('Exports work again: we rolled back a gateway.');
    await desk.page.getByRole('button', { name: /^Send to customer/ }).click();
    await expect.poll(() => happened(ticketId)).toContain('messagePosted');

    const { ticket, tags, stays, hypotheses, evidence } = await told(ticketId);
    expect(ticket.owner).toBe(lena.person.id);
    expect(tags).toMatchObject([
      {
        tag: { missing: [], asked: [eva.person.id], by: lena.person.id },
        holder: eva.person.id,
        answer: 'Ours: the gateway is rolled back.',
        ended: { how: 'returned', by: eva.person.id, coaching: 'The gateway’s health page shows this.' },
      },
    ]);
    expect(tags[0]?.brief.evidence.map(({ kind }) => kind)).toEqual(['endpoint', 'error', 'workspace']);
    expect(stays).toMatchObject([{ person: eva.person.id, contributedAt: expect.any(String) as string }]);
    expect(hypotheses.map(({ status }) => status)).toEqual(['supported', 'refuted']);
    expect(evidence.map(({ text }) => text)).toEqual(found.slice(3).map(([, text]) => text));
    const types = await happened(ticketId);
    for (const type of ['ownerChanged', 'tagRaised', 'tagAccepted', 'tagJoined', 'tagAnswered', 'tagEnded']) {
      expect(
        types.filter((one) => one === type),
        type,
      ).toHaveLength(1);
    }
    expect(types).toEqual(expect.arrayContaining(['hypothesisAdded', 'hypothesisStatus', 'evidenceAdded']));
  });

  test('10DLC goes straight to the specialist', async () => {
    const ticketId = await open('Campaign rejected', ['10DLC']);

    expect(await mailTo(sam, ticketId)).toContain('Campaign rejected');
    const desk = await at(`/tickets/${ticketId}`, sam);
    await desk.page.getByRole('region', { name: 'Brief' }).getByText('Campaign rejected').first().waitFor();
    await desk.page.getByRole('button', { name: 'Accept and join' }).click();

    await expect.poll(() => happened(ticketId)).toContain('tagJoined');
    const { ticket, tags } = await told(ticketId);
    expect(ticket.owner).toBeNull();
    expect(tags).toMatchObject([{ tag: { waived: 'triage', target: { domain: '10DLC' } }, holder: sam.person.id }]);
    expect(await happened(ticketId)).toEqual(expect.arrayContaining(['ticketRouted', 'tagRaised', 'tagAccepted']));
  });

  test('customer blocked, no time, at 03:00: whoever is on call is woken in quiet hours, and it is counted', async () => {
    await rota('L3 office hours', eva, { kind: 'officeHours', from: '15:00', to: '16:00', id: officeHours });
    await rota('On call', noa, { kind: 'onCall', from: '00:00', to: '00:00' });
    await profile(noa, { timeZone: timeZoneWhereItIs(3), quietHours: { from: '22:00', to: '07:00' } });
    const ticketId = await open('Nothing works', ['outage']);
    const desk = await at(`/tickets/${ticketId}`, lena);
    await desk.page.getByRole('button', { name: /^Take it/ }).click();

    await askEngineering(desk, 'Everything is down: roll back?');
    await desk.page.getByRole('checkbox', { name: 'Customer blocked, no time' }).check();
    await desk.page.getByRole('button', { name: 'Tag without evidence' }).click();

    expect(await mailTo(noa, ticketId)).toContain('Everything is down: roll back?');
    await desk.page.getByText('Customer blocked').first().waitFor();
    const { ticket, tags } = await told(ticketId);
    expect(ticket.owner).toBe(lena.person.id);
    expect(tags).toMatchObject([{ tag: { waived: 'customerBlocked', asked: [noa.person.id] } }]);
    expect(tags[0]?.tag.missing).toEqual([
      'problem',
      'impact',
      'steps',
      'endpoint',
      'error',
      'workspace',
      'hypothesis',
    ]);
    expect(await happened(ticketId)).toContain('tagRaised');
  });
});
