import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ImportLine } from '../../shared/protocol/http.ts';
import type { InboundReply, WebhookMade } from '../../shared/protocol/machines.ts';
import type { InvitationMade } from '../../shared/protocol/people.ts';
import { enter, secretOf, testPassword } from '../support/account.ts';
import { describeInBrowser } from '../support/chromium.ts';
import { writeHostileCharter } from '../support/hostileCharter.ts';
import { everyTextField, otherFields } from '../support/hostileFields.ts';
import { hostileHistory, hostileIncidents } from '../support/hostileHistories.ts';
import { writeHostileMarks } from '../support/hostileMarks.ts';
import { writeHostileRotas } from '../support/hostileRotas.ts';
import { writeHostileTags } from '../support/hostileTags.ts';
import { beaconHost, hostileLines, hostileTexts } from '../support/hostileText.ts';
import { HostileWorld, hostileTimes } from '../support/hostileWorld.ts';
import { TestPerson } from '../support/person.ts';
import { sendSigned } from '../support/receiver.ts';
import { startServer } from '../support/server.ts';

const lines = hostileLines(200);
const names = hostileLines(80);
const terms = hostileLines(60);
const everything = hostileTexts.join('\n');
const [firstText = '', firstName = ''] = [hostileTexts[0], names[0]];

vi.setConfig(hostileTimes);

test('there are payloads of every kind, and each fits into a line', () => {
  expect(hostileTexts.length).toBeGreaterThan(190);
  expect(new Set(hostileTexts).size).toBe(hostileTexts.length);
  expect(Math.max(...hostileTexts.map(({ length }) => length))).toBeLessThanOrEqual(200);
});

describeInBrowser('hostile text', () => {
  let world: HostileWorld;

  beforeAll(async () => {
    world = await HostileWorld.open(firstName);
  });

  afterAll(() => world.close());

  test('cards, columns and the board itself show text as text', async () => {
    await world.run({ type: 'renameBoard', title: lines[0] ?? '' });
    for (const title of lines.slice(1, 7)) await world.run({ type: 'addColumn', title, kind: 'working' });
    const { columns } = await world.ada.snapshot(world.board);
    for (const [at, { id }] of columns.entries()) {
      await world.run({ type: 'changeColumn', columnId: id, title: lines[at + 10] ?? '' });
    }
    for (const [at, text] of hostileTexts.entries()) {
      const line = text.trim();
      const columnId = columns[at % columns.length]?.id ?? '';
      const intents = [terms[at % terms.length] ?? ''];
      const fields = { title: line, customer: line, requester: line, segment: line, product: line, intents };
      await world.run({ type: 'openTicket', ...fields, description: text, columnId });
    }

    await world.look(`/boards/${world.board}`, firstText);
    await world.look('/', firstText);
  });

  test('a ticket shows text as text, also what changes while one looks', async () => {
    const ticketId = `${world.board}-1`;
    await world.look(`/tickets/${ticketId}`, firstText);

    for (const [at, line] of lines.entries()) {
      const fields = { title: line, customer: line, requester: line, segment: line, product: line };
      const intents = terms.slice(at % terms.length).slice(0, 5);
      await world.run({ type: 'editTicket', ticketId, changes: { ...fields, intents, description: everything } });
      await world.run({ type: 'raiseHand', ticketId, what: line, skills: intents });
    }
    for (const text of hostileTexts) {
      await world.run({
        type: 'postMessage',
        ticketId,
        audience: text.length % 2 === 0 ? 'internal' : 'customer',
        text,
      });
    }
    await world.run({ type: 'receiveMessage', ticketId, text: everything });

    const last = (hostileTexts.at(-1) ?? '').slice(0, 12);
    await world.see(last, 'the ticket that was open meanwhile');
    await world.look(`/tickets/${ticketId}`, last);
  });

  test('the names of people and what is asked of them are text', async () => {
    const ticketId = `${world.board}-2`;
    for (const name of names.slice(0, 24)) {
      const { person } = await TestPerson.signIn(world.server.url, name, 'engineer');
      world.ledger.enter('developerSignInSchema', { name });
      await world.run({
        type: 'raiseTag',
        ticketId,
        target: { kind: 'person', person: person.id },
        blocked: true,
        ask: name,
      });
    }
    const { person } = await TestPerson.signIn(world.server.url, 'Bo', 'agent');
    const renamed = names.at(-1) ?? '';
    await world.ask('personChangeSchema', `POST /people/${person.id}`, { name: renamed });
    await world.run({ type: 'assignOwner', ticketId, owner: person.id });

    await world.look(`/tickets/${ticketId}`, firstName);
    await world.look(`/boards/${world.board}`, firstText);
    await world.look('/settings/people', firstName);
    await world.look(`/settings/people/${encodeURIComponent(person.id)}`, renamed);
  });

  test('invitations, and the names that people join with, are text', async () => {
    const links: string[] = [];
    for (const [at, name] of names.slice(0, 12).entries()) {
      const wanted = { purpose: 'join', preset: 'agent', name, email: `a${String(at)}@swarm.example` };
      const made = (await world.ask('invitationSchema', 'POST /invitations', wanted)) as InvitationMade;
      links.push(new URL(made.link).pathname + new URL(made.link).hash);
    }
    await world.look('/settings/people', firstName);
    await world.look(links[0] ?? '', firstName);
    const accepted = { secret: secretOf(new URL(links[1] ?? '', world.server.url).href), name: names[20] };
    const bo = await enter(world.server.url, '/invitations/accept', { ...accepted, password: testPassword });
    world.ledger.enter('acceptInvitationSchema', accepted);

    await world.look(`/settings/people/${encodeURIComponent(bo.person.id)}`, names[20]);
  });

  test('the name of the first account is text', async () => {
    const server = await startServer({ env: { SWARMBOARD_DEV: '0' } });
    try {
      const account = { name: firstName, email: 'first@swarm.example', password: testPassword };
      await world.comeAs(await enter(server.url, '/first-admin', account));
      world.ledger.enter('firstAdminSchema', account);

      await world.look(`${server.url}/settings`, firstName);
    } finally {
      await server.stop();
      await world.comeAs(world.ada);
    }
  });

  test('one’s own profile and what it says of one are text', async () => {
    const profile = { skills: terms.slice(0, 40).map((name) => ({ name, level: 3 })), domains: terms.slice(0, 20) };
    const nothing = { languages: [], workingHours: null, quietHours: null, loadCap: null, timeZone: 'UTC' };
    const path = `POST /people/${world.ada.person.id}/profile`;
    await world.ask('profileSchema', path, { name: names[1], ...profile, ...nothing });

    await world.look('/settings', names[1]);
    await world.look('/settings', terms[0]);
    await world.look(`/settings/people/${world.ada.person.id}`, terms[0]);
  });

  test('tokens and customers are text', async () => {
    for (const name of names) await world.ask('tokenSchema', 'POST /tokens', { name, scopes: ['readBoards'], days: 1 });
    const healthNote = everything.slice(0, 2000);
    const customerOf = (line: string) => {
      const contacts = [{ name: line, email: line, role: line }];
      return { name: line, aliases: [`${line.slice(0, 180)} twice`], plan: line, segment: line, healthNote, contacts };
    };
    for (const line of lines.slice(0, -1)) await world.ask('customerSchema', 'POST /customers', customerOf(line));
    const found = (await world.ask('findCustomersSchema', 'GET /customers', undefined)) as {
      customers: { id: string }[];
    };
    const id = found.customers[0]?.id ?? '';
    const changed = customerOf(lines.at(-1) ?? '');
    await world.ask('customerChangeSchema', `POST /customers/${id}`, changed);

    await world.look('/settings/tokens', firstName);
    await world.look('/settings/customers', firstText);
    await world.look(`/settings/customers/${id}`, changed.name);
  });

  test('webhooks, and what comes in through them, are text', async () => {
    const at = { direction: 'in', board: world.board };
    const made = (await world.ask('webhookSchema', 'POST /webhooks', { ...at, name: names[0] })) as WebhookMade;
    const { id, url } = made.webhook;
    const out = {
      direction: 'out',
      topics: ['ticket.tag_ended'],
      url: `https://${beaconHost}/"><script>pwned=1</script>`,
    };
    await world.ask('webhookSchema', 'POST /webhooks', { ...out, name: names[1] });
    await world.ask('webhookChangeSchema', `POST /webhooks/${id}`, { name: names[2] });
    const replies: InboundReply[] = [];
    for (const line of lines) {
      const fields = { key: line, title: line, customer: line, segment: line, requester: line, product: line };
      const body = { ...fields, intents: terms.slice(0, 20), description: everything, message: everything };
      const answer = await sendSigned({ url, secret: made.secret, body, id: randomUUID() });
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
      world.ledger.enter('inboundSchema', body);
      replies.push(answer.body as InboundReply);
    }

    await world.look('/settings/webhooks', names[2]);
    await world.look(`/settings/webhooks/${id}`, 'pwned');
    await world.look(`/tickets/${replies[0]?.ticketId ?? ''}`, firstText);
  });

  test.each([
    ['csv', 'vinst-incidents-csv', hostileIncidents],
    ['xes', 'rabobank-activities-xes', hostileHistory],
  ])('what is imported from %s is text', async (format, mapping, content) => {
    const board = `${format} ${firstName}`;
    const query = new URLSearchParams({ board, format, mapping });
    const response = await fetch(`${world.server.url}/api/v1/imports?${query}`, {
      method: 'POST',
      headers: { cookie: world.ada.cookie, 'content-type': 'application/octet-stream' },
      body: content(),
    });
    const last = JSON.parse((await response.text()).trim().split('\n').at(-1) ?? '') as ImportLine;
    if (last.type !== 'done') throw new Error(`the import ended with ${JSON.stringify(last)}`);
    expect(last.report.tickets.new).toBe(hostileTexts.length);
    world.ledger.enter('importSchema', { board });

    await world.look(`/boards/${last.board}`, firstText);
    await world.look(`/tickets/${last.board}-1`, firstText);
  });

  test('the charter and the triage rules show text as text', () => writeHostileCharter(world));

  test('rotas, their changes and plays show text as text', () => writeHostileRotas(world));

  test('what is asked, answered, declined and taught is text', () => writeHostileTags(world));

  test('suspected bugs, pinned moments and saved views show text as text', () => writeHostileMarks(world));

  test('what everybody did is told as text', async () => {
    await world.look('/settings/audit', 'pwned');
  });

  test('every field in which somebody may write what they like was written', () => {
    const fields = everyTextField();
    const others = Object.values(otherFields).flat();
    const { fields: written } = world.ledger;

    expect(fields.filter((field) => !others.includes(field) && !written.includes(field))).toEqual([]);
    expect(others.filter((field) => written.includes(field) || !fields.includes(field))).toEqual([]);
  });
});
