import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Board } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { Refusal, type RefusalBody } from '../../shared/domain/refusals.ts';
import { BoardServer } from '../../test/support/boardServer.ts';
import { aBoardWith, carryOut } from '../../test/support/builders.ts';
import { BoardFeed } from './boardFeed.ts';
import { createMemoryStore } from './deviceStore.ts';
import { after, isOutOfSight, nameOfScope } from './roomFeed.ts';

const scope = { board: 'acme', ticket: 'acme-1' };
const move = (ticketId: string, columnId: string): Command => ({ type: 'moveTicket', ticketId, columnId });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function aRoomFeed(server: BoardServer, store = createMemoryStore()) {
  const link = server.link();
  const shown: Board[] = [];
  const problems: RefusalBody[] = [];
  const feed = new BoardFeed({
    scope,
    link,
    store,
    fetchSnapshot: () => server.fetchRoom('acme-1'),
    onBoard: (board) => shown.push(board),
    onLive: () => undefined,
    onProblem: (problem) => problems.push(problem),
  });
  return { feed, link, shown, problems, store };
}

test('a room follows its ticket over everything that it is not told of', async () => {
  const server = new BoardServer(aBoardWith(3));
  const { feed, shown } = aRoomFeed(server);
  await feed.start();

  server.does(move('acme-1', 'triage'));
  server.does(move('acme-2', 'triage'));
  server.does(move('acme-3', 'triage'));
  server.does(move('acme-1', 'waiting'));

  expect(shown.at(-1)?.tickets.get('acme-1')).toEqual(server.board.tickets.get('acme-1'));
  expect(shown.at(-1)?.seq).toBe(server.board.seq);
  expect([...(shown.at(-1)?.tickets.keys() ?? [])]).toEqual(['acme-1']);
  expect(server.snapshots).toBe(1);
});

test('after a lost connection the room is read anew when anything happened meanwhile', async () => {
  const server = new BoardServer(aBoardWith(2));
  const { feed, link, shown } = aRoomFeed(server);
  await feed.start();

  link.cut();
  server.does(move('acme-1', 'triage'));
  server.does(move('acme-2', 'triage'));
  link.mend();
  await vi.advanceTimersByTimeAsync(0);

  expect(server.snapshots).toBe(2);
  expect(shown.at(-1)?.tickets.get('acme-1')).toEqual(server.board.tickets.get('acme-1'));
});

test('an entry that came twice is counted once', () => {
  const before = carryOut(aBoardWith(1), { type: 'joinSwarm', ticketId: 'acme-1' });
  const entry = {
    board: 'acme',
    seq: before.seq + 7,
    commandId: 'x',
    person: 'bo',
    at: '2026-03-02T12:00:00.000Z',
    events: [{ type: 'swarmJoined', ticketId: 'acme-1', person: 'bo' }] as const,
  };

  const once = after(before, [entry], scope);

  expect(once.seq).toBe(before.seq + 7);
  expect(once.tickets.get('acme-1')?.swarm.map(({ person }) => person)).toEqual(['ada', 'bo']);
});

test('somebody who is cut off keeps nothing of the room on this device', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, link, problems, store } = aRoomFeed(server);
  await feed.start();
  feed.keep();
  const kept = await store.get(nameOfScope(scope));

  link.hear('cut', { error: new Refusal('ticketNotFound').toBody(), ...scope });
  feed.close();
  await vi.advanceTimersByTimeAsync(0);

  expect(kept).toBeDefined();
  expect(problems).toMatchObject([{ code: 'ticketNotFound' }]);
  expect(await store.get(nameOfScope(scope))).toBeUndefined();
});

test('a room that is not there for somebody is not shown from this device either', async () => {
  const store = createMemoryStore();
  const first = aRoomFeed(new BoardServer(aBoardWith(1)), store);
  await first.feed.start();
  first.feed.close();
  await vi.advanceTimersByTimeAsync(0);

  const { feed, problems } = aRoomFeed(new BoardServer(aBoardWith(0)), store);
  await feed.start();
  await vi.advanceTimersByTimeAsync(0);

  expect(problems).toMatchObject([{ code: 'ticketNotFound' }]);
  expect(await store.get(nameOfScope(scope))).toBeUndefined();
});

test('a board and a room on it never share what is kept, and only a no about seeing means gone', () => {
  expect(nameOfScope({ board: 'acme' })).toBe('board:acme');
  expect(nameOfScope({ board: 'acme-1' })).not.toBe(nameOfScope(scope));
  expect((['ticketNotFound', 'notAllowed', 'signInNeeded', 'storeUnavailable'] as const).map(isOutOfSight)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
