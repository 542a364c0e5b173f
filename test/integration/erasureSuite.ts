import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { rebuild } from '../../server/commands/rebuild.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { examineStore } from '../../server/queries/examineStore.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { CustomerExport, CustomerReply, ErasedReply } from '../../shared/protocol/customers.ts';
import type { TicketReply, TicketsReply, TimelineReply } from '../../shared/protocol/http.ts';
import { DocumentClient } from '../support/documentClient.ts';
import { makeLeave } from '../support/leavingBoard.ts';
import { TestPerson } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Export and erasure of a customer over the API; runs once on each store. */
export function erasureSuite(settings: () => Record<string, string>): void {
  let running: Running;
  let admin: TestPerson;
  let scenes = 0;

  beforeAll(async () => {
    running = await start(
      readConfig({ PORT: '0', DATA_DIR: temporaryFolder('data'), SWARMBOARD_DEV: '1', ...settings() }),
    );
    admin = await TestPerson.signIn(running.url, 'Ada', 'admin');
  });

  afterAll(() => running.stop());

  async function run(board: string, command: Command): Promise<number> {
    const { status, body } = await admin.ask('POST', '/commands', { board, id: randomUUID(), command });
    expect([status, body]).toMatchObject([200, {}]);
    return (body as { seq: number }).seq;
  }

  async function addCustomer(name: string, aliases: readonly string[] = []): Promise<string> {
    const contacts = [{ name: `${name} contact`, email: 'x@example.com', role: 'CTO' }];
    const { body } = await admin.ask('POST', '/customers', { name, aliases, contacts, healthNote: `${name} note` });
    return (body as CustomerReply).customer.id;
  }

  async function attach(ticketId: string, text: string): Promise<string> {
    const headers = { cookie: admin.cookie, 'x-file-name': 'notes.txt' };
    const path = `${running.url}/api/v1/tickets/${ticketId}/files`;
    const response = await fetch(path, { method: 'POST', body: text, headers });
    return ((await response.json()) as { url: string }).url;
  }

  function fetchFile(url: string): Promise<Response> {
    return fetch(running.url + url, { headers: { cookie: admin.cookie } });
  }

  async function timelineOf(ticketId: string): Promise<TimelineReply['events']> {
    return ((await admin.ask('GET', `/tickets/${ticketId}/timeline`)).body as TimelineReply).events;
  }

  async function ticketOf(ticketId: string): Promise<TicketReply> {
    return (await admin.ask('GET', `/tickets/${ticketId}`)).body as TicketReply;
  }

  async function entriesOf(board: string): Promise<Entry[]> {
    return (await running.store.log.read(board, { after: 0, limit: 1000 })) as Entry[];
  }

  /** A board with two tickets of a customer, by name and by alias, and one of somebody else. */
  async function scene(name: string): Promise<{ board: string; id: string; file: string }> {
    const id = await addCustomer(name, [`${name} GmbH`]);
    const board = await admin.createBoard(`Scene ${String((scenes += 1))}`);
    const engineer = await TestPerson.signIn(running.url, 'Edda', 'engineer');
    const open = { type: 'openTicket', priority: 'high', intents: [`${name} intent`] } as const;
    const words = { description: `${name} description`, requester: `${name} requester`, segment: `${name} VIP` };
    await run(board, { ...open, ...words, title: `${name} title`, customer: name.toUpperCase(), product: 'API' });
    await run(board, { ...open, title: `${name} second`, customer: `${name} GmbH`, segment: 'Enterprise' });
    await run(board, { type: 'openTicket', title: 'Somebody else', customer: 'Other', description: 'Stays' });
    const ticketId = `${board}-1`;
    await run(board, { type: 'receiveMessage', ticketId, text: `${name} message` });
    await run(board, {
      type: 'raiseTag',
      ticketId,
      target: { kind: 'person', person: engineer.person.id },
      blocked: true,
      ask: `${name} ask`,
    });
    await run(board, { type: 'editTicket', ticketId, changes: { title: `${name} edited` } });
    await write(ticketId, `${name}-document`);
    return { board, id, file: await attach(ticketId, `${name} file`) };
  }

  async function write(ticketId: string, word: string): Promise<void> {
    const client = new DocumentClient(admin, ticketId);
    client.connect();
    await client.until(() => client.synced);
    client.type(word);
    await client.until(() => client.saved === client.typed.length);
    client.close();
  }

  async function erase(id: string, name: string): Promise<ErasedReply> {
    const { status, body } = await admin.ask('POST', `/customers/${id}/erase`, { name });
    expect([status, body]).toMatchObject([200, {}]);
    return body as ErasedReply;
  }

  test('an export has everything that is kept about a customer, and is noted', async () => {
    const { board, id } = await scene('Exported');

    const response = await fetch(`${running.url}/api/v1/customers/${id}/export`, { headers: { cookie: admin.cookie } });

    const { customer, tickets } = (await response.json()) as CustomerExport;
    expect(customer.name).toBe('Exported');
    expect(tickets.map(({ ticket }) => ticket.id)).toEqual([`${board}-1`, `${board}-2`]);
    expect(tickets[0]).toMatchObject({ description: 'Exported description', ticket: { title: 'Exported edited' } });
    expect(JSON.stringify(tickets[0]?.events)).toContain('Exported message');
    const [file] = tickets[0]?.files ?? [];
    expect(Buffer.from(file?.base64 ?? '', 'base64').toString()).toBe('Exported file');
    const [noted] = await running.store.log.read('@access', {
      after: (await running.store.log.head('@access')) - 1,
      limit: 1,
    });
    expect(noted?.events).toEqual([{ type: 'exported', what: 'customer', about: id }]);
  });

  test('of an erased customer nothing is left that tells of it, and all else is as it was', async () => {
    const { board, id, file } = await scene('Gone');
    const before = await timelineOf(`${board}-1`);
    const others = await ticketOf(`${board}-3`);
    const { epoch } = await ticketOf(`${board}-1`);
    const socket = await admin.connect();
    await socket.subscribe(board, (await admin.snapshot(board)).seq);

    const erased = await erase(id, 'gone');

    await socket.until(() => socket.entries.some(({ events }) => events.some(({ type }) => type === 'ticketErased')));
    socket.close();
    expect(erased.tickets).toBe(2);
    const { ticket, description } = await ticketOf(`${board}-1`);
    expect(ticket).toMatchObject({
      title: '[erased]',
      customer: 'Erased customer',
      segment: '[erased]',
      product: 'API',
    });
    expect([ticket.requester, ticket.intents, description]).toEqual([undefined, [], '[erased]']);
    expect((await ticketOf(`${board}-2`)).ticket).toMatchObject({ segment: 'Enterprise', priority: 'high' });
    expect((await ticketOf(`${board}-1`)).epoch).not.toBe(epoch);
    expect((await fetchFile(file)).status).toBe(404);
    expect((await ticketOf(`${board}-3`)).ticket).toEqual(others.ticket);
    const after = await timelineOf(`${board}-1`);
    const shape = (events: TimelineReply['events']) => events.map(({ at, by, event: { type } }) => [at, by, type]);
    expect(shape(after).slice(0, before.length)).toEqual(shape(before));
    const found = (await admin.ask('GET', `/boards/${board}/tickets?q=gone`)).body as TicketsReply;
    expect(found.tickets).toEqual([]);
    expect(JSON.stringify([await entriesOf(board), await admin.snapshot(board), after])).not.toMatch(/gone/i);
    expect((await admin.ask('GET', `/customers/${id}`)).body).toMatchObject({
      customer: { erased: true, contacts: [] },
    });
    expect((await admin.ask('GET', '/customers?q=gone')).body).toMatchObject({ customers: [] });
    const organisation = JSON.stringify(await running.store.log.read('@organisation', { after: 0, limit: 1000 }));
    expect(organisation).not.toMatch(/gone/i);
  });

  test('entries that were rewritten keep their number, time, author and the digest they had', async () => {
    const { board, id } = await scene('Digested');
    const before = await entriesOf(board);

    await erase(id, 'Digested');

    const after = await entriesOf(board);
    const kept = ({ seq, commandId, person, at }: Entry) => ({ seq, commandId, person, at });
    expect(after.slice(0, before.length).map(kept)).toEqual(before.map(kept));
    const changed = after.filter(
      ({ seq, events }) => JSON.stringify(before[seq - 1]?.events) !== JSON.stringify(events),
    );
    expect(
      changed.filter(({ seq }) => seq <= before.length).every(({ erased }) => /^[0-9a-f]{64}$/.test(erased ?? '')),
    ).toBe(true);
    expect(after.filter(({ erased }) => erased !== undefined).length).toBeGreaterThan(4);
    expect((await examineStore(running.store)).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('a board derived anew from its rewritten log is the board as it is', async () => {
    const { board, id } = await scene('Rebuilt');
    await erase(id, 'Rebuilt');
    const live = await admin.snapshot(board);

    await rebuild({ ...running.store, clock: systemClock }, board);

    const anew = await running.store.projections.loadSnapshot(board);
    expect(byId(anew?.tickets ?? [])).toEqual(byId(live.tickets));
  });

  test('tickets that have left the memory of the board are erased too', async () => {
    const id = await addCustomer('Archived');
    const board = await admin.createBoard('Archive');
    await run(board, { type: 'openTicket', title: 'Archived title', customer: 'Archived' });
    await makeLeave(admin, board, `${board}-1`);

    await erase(id, 'Archived');

    expect((await ticketOf(`${board}-1`)).ticket).toMatchObject({ title: '[erased]', customer: 'Erased customer' });
    expect(JSON.stringify(await entriesOf(board))).not.toContain('Archived title');
  });

  test('a ticket that was moved to another customer only loses the name', async () => {
    const id = await addCustomer('Mistaken');
    const board = await admin.createBoard('Mistakes');
    await run(board, { type: 'openTicket', title: 'Theirs', customer: 'Mistaken', description: 'Stays' });
    await run(board, { type: 'editTicket', ticketId: `${board}-1`, changes: { customer: 'Right one' } });

    const { tickets } = await erase(id, 'Mistaken');

    expect(tickets).toBe(0);
    expect(await ticketOf(`${board}-1`)).toMatchObject({
      ticket: { title: 'Theirs', customer: 'Right one' },
      description: 'Stays',
    });
    expect(JSON.stringify(await entriesOf(board))).not.toContain('Mistaken');
  });

  test('what comes after an erasure stays, also when another customer is erased', async () => {
    const { board, id } = await scene('Former');
    await erase(id, 'Former');
    await run(board, { type: 'postMessage', ticketId: `${board}-1`, audience: 'internal', text: 'Written later' });
    await attach(`${board}-1`, 'Attached later');
    const other = await scene('Latter');

    await erase(other.id, 'Latter');

    expect(JSON.stringify(await timelineOf(`${board}-1`))).toContain('Written later');
    expect(await running.store.blobs.ofTicket(`${board}-1`)).toHaveLength(1);
  });

  test('without the right name typed nothing is erased', async () => {
    const { board, id } = await scene('Careful');

    const { status } = await admin.ask('POST', `/customers/${id}/erase`, { name: 'Careless' });

    expect(status).toBe(400);
    expect((await ticketOf(`${board}-1`)).ticket.title).toBe('Careful edited');
  });
}

function byId(tickets: readonly Ticket[]): Ticket[] {
  return [...tickets].sort((a, b) => (a.id < b.id ? -1 : 1));
}
