import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { BoardSnapshot } from '../../shared/domain/board.ts';
import type { RoomsReply } from '../../shared/protocol/http.ts';
import { Hearing, subscribeToTicket } from '../support/hearing.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

let running: Running;
let ada: TestPerson;
let eve: TestPerson;
let agents: TestSocket;
let guests: Hearing;
let board: string;
let boards = 0;
const sockets: TestSocket[] = [];

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
  eve = await TestPerson.signIn(running.url, 'Eve', 'engineer');
  agents = await connected(ada);
});

afterAll(async () => {
  for (const socket of sockets) socket.close();
  await running.stop();
});

/** A board with two tickets, and Eve tagged on the first. */
beforeEach(async () => {
  boards += 1;
  board = await ada.createBoard(`Guests ${String(boards)}`);
  for (const title of ['Theirs', 'Secret']) await agents.run(board, { type: 'openTicket', title, customer: 'Acme' });
  await tag(`${board}-1`, eve);
  guests = await hearing(eve);
});

async function connected(person: TestPerson): Promise<TestSocket> {
  const socket = await person.connect();
  sockets.push(socket);
  return socket;
}

async function hearing(person: TestPerson): Promise<Hearing> {
  const heard = await Hearing.connect(person);
  sockets.push(heard.socket);
  return heard;
}

function tag(ticketId: string, { person }: TestPerson) {
  return agents.run(board, {
    type: 'raiseTag',
    ticketId,
    target: { kind: 'person', person: person.id },
    blocked: true,
    ask: 'Have a look',
  });
}

test('a guest finds the tickets they are tagged on, and no board', async () => {
  const rooms = (await eve.ask('GET', '/rooms')).body as RoomsReply;
  const list = await eve.ask('GET', '/boards');

  expect(rooms.rooms[0]).toMatchObject({
    ticket: { id: `${board}-1` },
    board: { id: board },
    tag: { ask: 'Have a look' },
  });
  expect(list).toEqual({ status: 200, body: { boards: [] } });
});

test('the room of a ticket is its board with nothing else on it', async () => {
  const room = (await eve.ask('GET', `/tickets/${board}-1/room`)).body as BoardSnapshot;

  expect(room.tickets.map(({ id }) => id)).toEqual([`${board}-1`]);
  expect(room).toMatchObject({ id: board, sample: false, archived: {}, nextNumber: 2, seq: 4 });
  expect(JSON.stringify(room)).not.toContain('Secret');
});

test('a guest hears of their ticket and of columns, of nothing else, and from nowhere', async () => {
  const reply = await subscribeToTicket(guests.socket, `${board}-1`, 4);

  await agents.run(board, { type: 'joinSwarm', ticketId: `${board}-2` });
  await agents.run(board, { type: 'joinSwarm', ticketId: `${board}-1` });
  await agents.run(board, { type: 'renameBoard', title: 'Renamed' });
  await guests.until(() => guests.of('entries').length === 2);

  expect(reply).toEqual({ seq: 4, entries: [] });
  const told = guests.of('entries').map(({ message }) => message);
  expect(told.map(({ ticket, entries }) => [ticket, entries.map(({ seq }) => seq)])).toEqual([
    [`${board}-1`, [6]],
    [`${board}-1`, [7]],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/entrance|127\.0\.0\.1/);
});

test('an entry about several tickets is told without the others', async () => {
  await subscribeToTicket(guests.socket, `${board}-1`, 4);

  await agents.run(board, { type: 'removeColumn', columnId: 'new', moveTicketsTo: 'triage' });
  await guests.until(() => guests.of('entries').length > 0);

  const events = guests.of('entries')[0]?.message.entries[0]?.events;
  expect(events?.map(({ type }) => type)).toEqual(['ticketMoved', 'columnRemoved']);
});

test('whoever is behind fetches the room again', async () => {
  expect(await subscribeToTicket(guests.socket, `${board}-1`, 3)).toEqual({ seq: 4, reset: true });
});

test('what is pushed to a board says nothing of where anybody is', async () => {
  const listener = await hearing(ada);
  await listener.socket.subscribe(board, 4);

  await agents.run(board, { type: 'joinSwarm', ticketId: `${board}-1` });
  await listener.until(() => listener.of('entries').length > 0);
  const caughtUp = await listener.socket.subscribe(board, 0);

  expect(JSON.stringify([listener.of('entries'), caughtUp])).not.toMatch(/entrance|127\.0\.0\.1/);
  expect(JSON.stringify(caughtUp)).toContain('swarmJoined');
});

test('a guest knows the people of their ticket and no others, and sees newcomers as they come', async () => {
  const bo = await TestPerson.signIn(running.url, 'Bo');
  await guests.until(() => guests.of('people').length > 0);
  const names = () => [...(guests.of('people').at(-1)?.message.people ?? [])].map(({ name }) => name).sort();
  expect(names()).toEqual(['Ada', 'Eve']);
  const bos = await connected(bo);

  await bos.run(board, { type: 'joinSwarm', ticketId: `${board}-2` });
  await bos.run(board, { type: 'joinSwarm', ticketId: `${board}-1` });
  await guests.until(() => names().includes('Bo'));

  expect(names()).toEqual(['Ada', 'Bo', 'Eve']);
});

test('e-mail addresses are for who manages people, and one’s own', async () => {
  const bo = await TestPerson.signIn(running.url, 'Bo');
  await ada.ask('POST', `/people/${bo.person.id}`, { email: 'bo@swarm.example' });
  await ada.ask('POST', `/people/${ada.person.id}`, { email: 'ada@swarm.example' });

  const [admin, agent] = [await hearing(ada), await hearing(bo)];
  const emails = async (heard: Hearing) => {
    await heard.until(() => heard.of('people').length > 0);
    return heard
      .of('people')[0]
      ?.message.people.flatMap(({ email }) => email ?? [])
      .sort();
  };

  expect(await emails(admin)).toEqual(['ada@swarm.example', 'bo@swarm.example']);
  expect(await emails(agent)).toEqual(['bo@swarm.example']);
});

test('a guest is told when they are tagged and when a tag ends', async () => {
  await tag(`${board}-2`, eve);
  await guests.until(() => guests.of('rooms').length === 1);

  await agents.run(board, { type: 'removeGuest', ticketId: `${board}-2`, person: eve.person.id });
  await guests.until(() => guests.of('rooms').length === 2);

  expect((await guests.socket.run(board, { type: 'joinSwarm', ticketId: `${board}-2` })) as object).toMatchObject({
    error: { code: 'ticketNotFound' },
  });
});

test('presence of a guest is seen on the board; they see that of their ticket alone', async () => {
  const agent = new Hearing(agents);
  await agents.subscribe(board);
  await subscribeToTicket(guests.socket, `${board}-1`, 4);
  const say = (socket: TestSocket, ticketId: string | null) =>
    socket.socket.emit('presence', { board, ticketId, attention: 'viewing' });

  say(agents, `${board}-2`);
  say(guests.socket, `${board}-1`);
  await guests.until(() => guests.of('presence').length > 0);
  await agent.until(() => agent.of('presence').some(({ message }) => message.people.length === 2));

  expect(guests.of('presence').map(({ message }) => message)).toEqual([
    { board, ticket: `${board}-1`, people: [{ person: eve.person.id, ticketId: `${board}-1`, attention: 'viewing' }] },
  ]);
});

test('a guest cannot be present where they may not be', async () => {
  const agent = new Hearing(agents);
  await agents.subscribe(board);
  await subscribeToTicket(guests.socket, `${board}-1`, 4);

  for (const ticketId of [null, `${board}-2`]) {
    guests.socket.socket.emit('presence', { board, ticketId, attention: 'viewing' });
  }
  guests.socket.socket.emit('presence', { board, ticketId: `${board}-1`, attention: 'idle' });
  await agent.until(() => agent.of('presence').length > 0);

  expect(
    agent
      .of('presence')
      .at(-1)
      ?.message.people.map(({ ticketId }) => ticketId),
  ).toEqual([`${board}-1`]);
});

test('a guest works on their ticket and speaks to the team, not to the customer', async () => {
  const run = (audience: 'internal' | 'customer', ticketId: string) =>
    guests.socket.run(board, { type: 'postMessage', ticketId, audience, text: 'Found it' });

  expect(await run('internal', `${board}-1`)).toHaveProperty('seq');
  expect(await run('customer', `${board}-1`)).toMatchObject({ error: { code: 'notAllowed' } });
  expect(await run('internal', `${board}-2`)).toMatchObject({ error: { code: 'ticketNotFound' } });
});

test('only people who are here can be tagged', async () => {
  const tagOf = (person: string) => {
    return agents.run(board, {
      type: 'raiseTag',
      ticketId: `${board}-1`,
      target: { kind: 'person', person },
      blocked: true,
      ask: 'Look',
    });
  };

  expect(await tagOf('nobody')).toMatchObject({ error: { code: 'personNotFound' } });
});

test('a guest learns nothing of who exists', async () => {
  const assign = (owner: string) => guests.socket.run(board, { type: 'assignOwner', ticketId: `${board}-2`, owner });

  expect(await assign('nobody')).toEqual(await assign(ada.person.id));
});
