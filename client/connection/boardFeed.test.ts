import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Board, toSnapshot } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { RefusalBody } from '../../shared/domain/refusals.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { BoardServer } from '../../test/support/boardServer.ts';
import { aBoardWith } from '../../test/support/builders.ts';
import { BoardFeed } from './boardFeed.ts';
import { type DeviceStore, createMemoryStore } from './deviceStore.ts';

const move = (columnId: string): Command => ({ type: 'moveTicket', ticketId: 'acme-1', columnId });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function aFeed(server: BoardServer, store: DeviceStore = createMemoryStore()) {
  const link = server.link();
  const shown: Board[] = [];
  const problems: RefusalBody[] = [];
  const live: boolean[] = [];
  const feed = new BoardFeed({
    scope: { board: 'acme' },
    link,
    store,
    fetchSnapshot: () => server.fetchSnapshot(),
    onBoard: (board) => shown.push(board),
    onLive: (isLive) => live.push(isLive),
    onProblem: (problem) => problems.push(problem),
  });
  return { feed, link, shown, problems, live };
}

test('a board begins with a snapshot and goes on with what is pushed', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, shown, live } = aFeed(server);

  await feed.start();
  server.does(move('triage'));

  expect(live).toEqual([true]);
  expect(shown.at(-1)?.tickets.get('acme-1')?.columnId).toBe('triage');
  expect(server.snapshots).toBe(1);
});

test('a gap in what is pushed makes it subscribe again from what it has', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, link, shown } = aFeed(server);
  await feed.start();

  server.losesHints = true;
  server.does(move('triage'));
  server.losesHints = false;
  server.does(move('waiting'));
  await vi.advanceTimersByTimeAsync(0);

  expect(link.subscriptions).toBe(2);
  expect(server.snapshots).toBe(1);
  expect(shown.at(-1)).toEqual(server.board);
});

test('a new connection brings what happened meanwhile', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, link, shown, live } = aFeed(server);
  await feed.start();

  link.cut();
  server.does(move('triage'));
  link.mend();
  await vi.advanceTimersByTimeAsync(0);

  expect(live).toEqual([true, false, true]);
  expect(shown.at(-1)).toEqual(server.board);
});

test('too far behind, it fetches the snapshot anew', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, link, shown } = aFeed(server);
  await feed.start();

  link.cut();
  server.does(move('triage'));
  server.oldestSeq = server.board.seq;
  link.mend();
  await vi.advanceTimersByTimeAsync(0);

  expect(server.snapshots).toBe(2);
  expect(shown.at(-1)).toEqual(server.board);
});

test('what this device knew last shows first, and stays while the server is away', async () => {
  const store = createMemoryStore();
  const server = new BoardServer(aBoardWith(2));
  await store.set('board:acme', toSnapshot(server.board));
  vi.spyOn(server, 'fetchSnapshot').mockRejectedValue(new TypeError('network'));
  const { feed, shown, live } = aFeed(server, store);

  await feed.start();

  expect(shown).toEqual([server.board]);
  expect(live).toEqual([]);
  feed.close();
});

test('a snapshot keeps the very tickets that did not change', async () => {
  const store = createMemoryStore();
  const server = new BoardServer(aBoardWith(2));
  await store.set('board:acme', toSnapshot(server.board));
  server.does(move('triage'));
  const { feed, shown } = aFeed(server, store);

  const [known] = await Promise.all([vi.waitUntil(() => shown[0]), feed.start()]);

  expect(shown.at(-1)?.tickets.get('acme-2')).toBe(known.tickets.get('acme-2'));
  expect(shown.at(-1)).toEqual(server.board);
});

test('an entry that was promised and does not come is asked for', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, shown } = aFeed(server);
  await feed.start();
  server.losesHints = true;
  server.does(move('triage'));

  void feed.expect(server.board.seq);
  await vi.advanceTimersByTimeAsync(1_500);

  expect(shown.at(-1)).toEqual(server.board);
});

test('a board that does not exist is a problem, not an endless try', async () => {
  const server = new BoardServer(aBoardWith(1));
  vi.spyOn(server, 'fetchSnapshot').mockRejectedValue(new Refusal('boardNotFound'));
  const { feed, problems } = aFeed(server);

  await feed.start();

  expect(problems).toMatchObject([{ code: 'boardNotFound' }]);
});

test('a board that one is cut off from is told to be gone, and is kept on this device no more', async () => {
  const store = createMemoryStore();
  const server = new BoardServer(aBoardWith(1));
  const { feed, link, problems, live } = aFeed(server, store);
  await feed.start();
  feed.keep();

  link.hear('cut', { error: new Refusal('boardNotFound').toBody(), board: 'acme' });
  feed.close();
  await vi.advanceTimersByTimeAsync(0);

  expect(problems).toMatchObject([{ code: 'boardNotFound' }]);
  expect(live.at(-1)).toBe(false);
  expect(await store.get('board:acme')).toBeUndefined();
});

test('what one is cut off from elsewhere does not concern it', async () => {
  const server = new BoardServer(aBoardWith(1));
  const { feed, link, problems } = aFeed(server);
  await feed.start();

  link.hear('cut', { error: new Refusal('boardNotFound').toBody(), board: 'other' });
  link.hear('cut', { error: new Refusal('ticketNotFound').toBody(), board: 'acme', ticket: 'acme-1' });

  expect(problems).toEqual([]);
});
