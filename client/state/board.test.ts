import { afterEach, expect, test, vi } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import { BoardServer, type TestLink } from '../../test/support/boardServer.ts';
import { aBoardWith, ada } from '../../test/support/builders.ts';
import { type DeviceStore, createMemoryStore } from '../connection/deviceStore.ts';
import type { Done } from './asking.ts';
import { BoardState } from './board.svelte.ts';

const move = (columnId: string, ticketId = 'acme-1'): Command => ({ type: 'moveTicket', ticketId, columnId });
const open: BoardState[] = [];

afterEach(() => {
  for (const board of open.splice(0)) board.close();
  vi.useRealTimers();
});

async function aLiveBoard(server: BoardServer, { store = createMemoryStore() }: { store?: DeviceStore } = {}) {
  const link = server.link();
  const refusals: RefusalBody[] = [];
  const done: Done[] = [];
  const live = new BoardState('acme', {
    link,
    store,
    fetchSnapshot: () => server.fetchSnapshot(),
    person: () => ada,
    connectionState: () => (link.connected ? 'live' : 'offline'),
    onDone: (_board, what) => done.push(what),
    onRefused: (_board, _command, refusal) => refusals.push(refusal),
  });
  open.push(live);
  await live.start();
  return { live, link, refusals, done };
}

const columnOf = (live: BoardState, ticketId = 'acme-1') => live.ticket(ticketId)?.columnId;
const soon = () => vi.waitUntil(() => true);
/** Long enough for everything that waits on promises alone. */
const settled = async (live: BoardState) => {
  await vi.waitUntil(() => live.pending.length === 0);
  await soon();
};

test('a move shows at once and is the same after the server has agreed', async () => {
  const server = new BoardServer(aBoardWith(2));
  const { live } = await aLiveBoard(server);

  const answer = live.run(move('triage'));
  const atOnce = columnOf(live);

  expect(atOnce).toBe('triage');
  expect(await answer).toEqual({ seq: server.board.seq });
  expect(live.board).toEqual(server.board);
});

test('a refused move puts the card back, says why and stays in the list', async () => {
  const server = new BoardServer(aBoardWith(2));
  const { live, refusals } = await aLiveBoard(server);
  server.nextRefusal = 'columnNotFound';

  const answer = live.run(move('triage'));
  const atOnce = columnOf(live);

  expect(atOnce).toBe('triage');
  expect(await answer).toMatchObject({ refusal: { code: 'columnNotFound' } });
  expect(columnOf(live)).toBe('new');
  expect(refusals).toMatchObject([{ code: 'columnNotFound' }]);
  expect(live.refused.list).toMatchObject([{ command: move('triage'), refusal: { code: 'columnNotFound' } }]);
});

test('what could not be applied is still listed after a reload', async () => {
  const server = new BoardServer(aBoardWith(2));
  const store = createMemoryStore();
  const { live } = await aLiveBoard(server, { store });
  server.nextRefusal = 'columnNotFound';
  await live.run(move('triage'));

  const again = await aLiveBoard(server, { store });

  expect(again.live.refused.list).toHaveLength(1);
});

test('a move that the rules forbid here and now is not even sent', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live } = await aLiveBoard(server);

  const outcome = await live.run(move('no-such-column'));

  expect(outcome).toMatchObject({ refusal: { code: 'columnNotFound' } });
  expect(server.received).toEqual([]);
});

test('a card does not jump back between the answer and its entry', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, link } = await aLiveBoard(server);
  server.losesHints = true;

  await live.run(move('triage'));
  const afterAnswer = columnOf(live);
  catchUp(link);
  await soon();

  expect(afterAnswer).toBe('triage');
  expect(live.board).toEqual(server.board);
});

test('a fresh snapshot that has my move already leaves nothing of it on top', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, link } = await aLiveBoard(server);
  server.losesHints = true;
  await live.run(move('triage'));
  server.does(move('waiting'));

  server.oldestSeq = server.board.seq;
  catchUp(link);
  await vi.waitUntil(() => live.board?.seq === server.board.seq);

  expect(columnOf(live)).toBe('waiting');
});

test('my move stays on top of what others do until it is answered', async () => {
  const server = new BoardServer(aBoardWith(3));
  const { live } = await aLiveBoard(server);
  let letGo: () => void = () => undefined;
  server.holdsAnswers = new Promise((resolve) => (letGo = resolve));
  server.losesHints = true;

  void live.run(move('triage'));
  server.losesHints = false;
  server.does({ type: 'assignOwner', ticketId: 'acme-1', owner: 'bo' });
  const meanwhile = live.ticket('acme-1');
  letGo();
  await settled(live);

  expect(meanwhile?.columnId).toBe('triage');
  await vi.waitUntil(() => live.board?.seq === server.board.seq);
  expect(live.board).toEqual(server.board);
});

test('offline, changes are kept in order and sent once the connection is back', async () => {
  const server = new BoardServer(aBoardWith(2));
  const { live, link } = await aLiveBoard(server);
  link.cut();

  void live.run(move('triage'));
  void live.run(move('investigating'));
  void live.run(move('waiting', 'acme-2'));
  const waiting = live.pending.length;
  const status = live.status;
  link.mend();
  await settled(live);

  expect([waiting, status]).toEqual([3, 'offline']);
  expect(server.received.map(({ command }) => command)).toEqual([
    move('triage'),
    move('investigating'),
    move('waiting', 'acme-2'),
  ]);
  expect(live.board).toEqual(server.board);
});

test('an answer that got lost is asked for with the same id and takes effect once', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, link } = await aLiveBoard(server);
  server.losesAnswers = 1;

  const answer = live.run({ type: 'postMessage', ticketId: 'acme-1', audience: 'internal', text: 'Looking' });
  await vi.waitUntil(() => server.received.length === 1);
  link.cut();
  link.mend();
  await answer;

  expect(new Set(server.received.map(({ id }) => id)).size).toBe(1);
  expect(server.received.length).toBeGreaterThan(1);
  expect(server.board.tickets.get('acme-1')?.messages).toBe(1);
  expect(live.board).toEqual(server.board);
});

test('what was asked offline is sent by the next visit', async () => {
  const server = new BoardServer(aBoardWith(1));
  const store = createMemoryStore();
  const first = await aLiveBoard(server, { store });
  first.link.cut();
  void first.live.run(move('triage'));
  first.live.close();

  const { live } = await aLiveBoard(server, { store });
  await settled(live);

  expect(columnOf(live)).toBe('triage');
  expect(server.board.tickets.get('acme-1')?.columnId).toBe('triage');
});

test('a list in which nothing changed is the very same list', async () => {
  const server = new BoardServer(aBoardWith(3));
  const { live } = await aLiveBoard(server);
  server.does(move('triage', 'acme-3'));
  const before = live.lists;

  server.does(move('waiting', 'acme-3'));

  expect(live.lists.get('new')).toBe(before.get('new'));
  expect(live.lists.get('waiting')?.map(({ id }) => id)).toEqual(['acme-3']);
});

test('attention is told again after every reconnect, and others go when the connection does', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, link } = await aLiveBoard(server);
  live.setAttention('acme-1', 'editing');
  link.hear('presence', { board: 'acme', people: [{ person: 'bo', ticketId: 'acme-1', attention: 'viewing' }] });
  const others = live.presence.on('acme-1').map(({ person }) => person);

  link.cut();
  const whileCut = live.presence.on('acme-1');
  link.mend();
  await soon();

  expect(others).toEqual(['bo']);
  expect(whileCut).toEqual([]);
  expect(link.said.at(-1)).toEqual({ board: 'acme', ticketId: 'acme-1', attention: 'editing' });
});

function catchUp(link: TestLink): void {
  link.cut();
  link.mend();
}

test('a ticket that has no number yet is left alone, because the number may become somebody else’s', async () => {
  const server = new BoardServer(aBoardWith(2));
  const { live, link, refusals } = await aLiveBoard(server);
  link.cut();
  void live.run({ type: 'openTicket', title: 'Opened offline', customer: 'Acme' });

  const outcome = await live.run(move('triage', 'acme-3'));

  expect(outcome).toMatchObject({ refusal: { code: 'ticketOnItsWay' } });
  expect(refusals).toMatchObject([{ code: 'ticketOnItsWay' }]);
  expect(live.pending).toHaveLength(1);
});
