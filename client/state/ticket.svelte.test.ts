import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { TicketReply } from '../../shared/protocol/http.ts';
import { BoardServer } from '../../test/support/boardServer.ts';
import { aBoardWith, ada, bo } from '../../test/support/builders.ts';
import { createMemoryStore } from '../connection/deviceStore.ts';
import { Unreachable } from '../connection/http.ts';
import { BoardState } from './board.svelte.ts';
import { TicketState } from './ticket.svelte.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

type Fetch = (id: string) => Promise<TicketReply>;

async function aDesk({
  server = new BoardServer(aBoardWith(1)),
  store = createMemoryStore(),
  fetch = fetchFrom(server),
} = {}) {
  const link = server.link();
  const board = new BoardState('acme', {
    link,
    store: createMemoryStore(),
    fetchSnapshot: () => server.fetchSnapshot(),
    person: () => ada,
    connectionState: () => 'live',
    onDone: () => undefined,
    onRefused: () => undefined,
  });
  await board.start();
  const ticket = new TicketState('acme-1', board, { store, fetchTicket: fetch });
  stops.push(ticket.start(), () => board.close());
  await vi.waitUntil(() => ticket.status.kind !== 'loading');
  return { ticket, server, store, link };
}

function fetchFrom(server: BoardServer): Fetch {
  return () => {
    const { id, title, columns, tickets } = server.board;
    const ticket = tickets.get('acme-1');
    if (!ticket) return Promise.reject(new Refusal('ticketNotFound'));
    const nothingYet = { tags: [], stays: [], hypotheses: [], evidence: [] };
    const board = { id, title, columns };
    return Promise.resolve({ ticket, board, description: 'as reported', epoch: 'e1', ...nothingYet });
  };
}

const rename: Command = { type: 'editTicket', ticketId: 'acme-1', changes: { title: 'renamed' } };

test('a ticket shows what the board knows of it as it changes', async () => {
  const { ticket, server } = await aDesk();

  server.does(rename);

  expect(ticket.ticket?.title).toBe('renamed');
});

test('an edit is shown at once and sent with the version that was seen', async () => {
  const { ticket, server } = await aDesk();
  const version = ticket.ticket?.version;

  const outcome = ticket.edit({ priority: 'urgent' });

  expect(ticket.ticket?.priority).toBe('urgent');
  expect(await outcome).toEqual({ seq: server.board.seq });
  expect(server.received[0]?.expectedVersion).toBe(version);
});

test('an edit of a ticket that somebody changed since it was looked at is refused and taken back', async () => {
  const { ticket, server } = await aDesk();
  const seen = ticket.ticket?.version;
  server.does(rename);

  const outcome = await ticket.edit({ title: 'mine' }, seen);

  expect(outcome).toMatchObject({ refusal: { code: 'staleVersion' } });
  expect(ticket.ticket?.title).toBe('renamed');
});

test('a rewritten description shows', async () => {
  const { ticket, server } = await aDesk();
  await vi.waitUntil(() => ticket.description === 'as reported');

  server.does({ type: 'editTicket', ticketId: 'acme-1', changes: { description: 'in other words' } });
  server.does(rename);

  expect(ticket.description).toBe('in other words');
});

test('a ticket that has left the board is shown as the server tells it', async () => {
  const resolved = new BoardServer(aBoardWith(1));
  const told = await fetchFrom(resolved)('acme-1');
  const { ticket } = await aDesk({ server: new BoardServer(aBoardWith(0)), fetch: () => Promise.resolve(told) });

  expect(ticket.ticket?.title).toBe('Ticket 1');
});

test('a ticket that is not there is said not to be there', async () => {
  const { ticket } = await aDesk({ server: new BoardServer(aBoardWith(0)) });

  expect(ticket.status).toMatchObject({ kind: 'refused', refusal: { code: 'ticketNotFound' } });
});

test('offline, a ticket that was opened before opens from this device, with its epoch', async () => {
  const { store } = await aDesk();
  const offline = () => Promise.reject(new Unreachable());

  const { ticket } = await aDesk({ server: new BoardServer(aBoardWith(0)), store, fetch: offline });

  expect(ticket.status.kind).toBe('ready');
  expect(ticket.epoch).toBe('e1');
  expect(ticket.isUnreachable).toBe(true);
});

test('offline, a ticket that this device has never seen says so', async () => {
  const offline = () => Promise.reject(new Unreachable());

  const { ticket } = await aDesk({ server: new BoardServer(aBoardWith(0)), fetch: offline });

  expect(ticket.status.kind).toBe('unreachable');
});

test('what a colleague did before the answer came is not undone by the answer', async () => {
  const server = new BoardServer(aBoardWith(1));
  const old = await fetchFrom(server)('acme-1');
  const { ticket } = await aDesk({ server, fetch: () => Promise.resolve(old) });
  server.does({ type: 'joinSwarm', ticketId: 'acme-1' }, bo);

  await ticket.load();

  expect(ticket.ticket?.swarm.map(({ person }) => person)).toEqual(['bo']);
});

test('reading the ticket anew does not look like another incarnation of its document', async () => {
  const { ticket } = await aDesk();
  await ticket.load();
  const epochs: (string | undefined)[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      epochs.push(ticket.epoch);
    });
  });
  flushSync();

  await ticket.load();
  flushSync();

  expect(epochs).toEqual(['e1']);
  stop();
});
