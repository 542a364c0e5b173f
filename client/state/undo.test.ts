import { afterEach, expect, test, vi } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import { BoardServer } from '../../test/support/boardServer.ts';
import { aBoardWith, ada } from '../../test/support/builders.ts';
import { createMemoryStore } from '../connection/deviceStore.ts';
import { BoardState } from './board.svelte.ts';
import { Toasts } from './toasts.svelte.ts';
import { Undo } from './undo.svelte.ts';

const move = (columnId: string, ticketId = 'acme-1'): Command => ({ type: 'moveTicket', ticketId, columnId });
const open: BoardState[] = [];
afterEach(() => {
  for (const board of open.splice(0)) board.close();
});

async function aDesk(server: BoardServer) {
  const toasts = new Toasts();
  const undo = new Undo(toasts, (id) => id);
  const refusals: RefusalBody[] = [];
  const link = server.link();
  const live = new BoardState('acme', {
    link,
    store: createMemoryStore(),
    fetchSnapshot: () => server.fetchSnapshot(),
    person: () => ada,
    connectionState: () => 'live',
    onDone: (board, done) => undo.note(board, done),
    onRefused: (_board, _command, refusal) => refusals.push(refusal),
  });
  open.push(live);
  await live.start();
  return { live, undo, toasts, refusals, link };
}

test('a move is taken back to the very place it came from', async () => {
  const server = new BoardServer(aBoardWith(3));
  const { live, undo } = await aDesk(server);
  await live.run(move('triage', 'acme-2'));

  await undo.undo();

  expect(live.lists.get('new')?.map(({ id }) => id)).toEqual(['acme-1', 'acme-2', 'acme-3']);
  expect(live.board).toEqual(server.board);
});

test('the last thing done is the first taken back', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, undo } = await aDesk(server);
  await live.run({ type: 'assignOwner', ticketId: 'acme-1', owner: 'ada' });
  await live.run({ type: 'editTicket', ticketId: 'acme-1', changes: { priority: 'urgent' } });

  await undo.undo();
  const after = live.ticket('acme-1');

  expect(after).toMatchObject({ priority: 'normal', owner: 'ada' });
});

test('what somebody has changed since is not undone, and that is said', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, undo, toasts, refusals } = await aDesk(server);
  await live.run(move('triage'));
  server.does({ type: 'assignOwner', ticketId: 'acme-1', owner: 'bo' });

  await undo.undo();

  expect(toasts.shown).toMatchObject([{ tone: 'problem', text: 'Not undone: acme-1 has changed since' }]);
  expect(refusals).toEqual([]);
  expect(live.refused.list).toEqual([]);
  expect(live.ticket('acme-1')).toMatchObject({ columnId: 'triage', owner: 'bo' });
});

test('a change that has not left this device is simply dropped', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, undo, link } = await aDesk(server);
  link.cut();
  void live.run(move('triage'));

  await undo.undo();

  expect(live.pending).toEqual([]);
  expect(live.ticket('acme-1')?.columnId).toBe('new');
  expect(server.received).toEqual([]);
});

test('an undo before the answer waits for it', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, undo } = await aDesk(server);

  void live.run(move('triage'));
  await undo.undo();

  expect(server.received).toHaveLength(2);
  expect(server.received[1]).toMatchObject({ expectedVersion: server.board.seq - 1 });
  expect(server.board.tickets.get('acme-1')?.columnId).toBe('new');
});

test('the notice that offers to undo goes away with the step', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { live, undo, toasts } = await aDesk(server);
  await live.run(move('triage'));
  const offered = toasts.shown.map(({ text, action }) => [text, action?.label]);

  await undo.undo();

  expect(offered).toEqual([['acme-1 moved to Triage', 'Undo']]);
  expect(toasts.shown.map(({ text }) => text)).toEqual(['Undone: acme-1']);
  vi.clearAllTimers();
});
