import { afterEach, expect, test, vi } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import type { TimelineEvent, TimelineReply } from '../../shared/protocol/http.ts';
import { BoardServer } from '../../test/support/boardServer.ts';
import { aBoardWith, ada, bo } from '../../test/support/builders.ts';
import { createMemoryStore } from '../connection/deviceStore.ts';
import { Unreachable } from '../connection/http.ts';
import { BoardState } from './board.svelte.ts';
import { TicketTimeline } from './ticketTimeline.svelte.ts';
import { eventsOf } from './timelineEvents.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const note = (text: string): Command => ({ type: 'postMessage', ticketId: 'acme-1', audience: 'internal', text });
const fetchFrom = (server: BoardServer) => (): Promise<TimelineReply> =>
  Promise.resolve({ events: server.entries.flatMap((entry) => eventsOf(entry, 'acme-1')) });

async function aTimeline({
  server = new BoardServer(aBoardWith(2)),
  store = createMemoryStore(),
  fetch = fetchFrom(server),
} = {}) {
  const link = server.link();
  const board = new BoardState('acme', {
    link,
    store: createMemoryStore(),
    fetchSnapshot: () => server.fetchSnapshot(),
    person: () => ada,
    connectionState: () => (link.connected ? 'live' : 'offline'),
    onDone: () => undefined,
    onRefused: () => undefined,
  });
  await board.start();
  const posted: TimelineEvent[] = [];
  const timeline = new TicketTimeline('acme-1', board, {
    store,
    fetchTimeline: fetch,
    onPosted: (one) => posted.push(one),
  });
  stops.push(timeline.start(), () => board.close());
  await vi.waitUntil(() => timeline.events ?? timeline.problem);
  const words = () =>
    timeline.events?.flatMap(({ event }) => (event.type === 'messagePosted' ? [event.message.text] : []));
  return { timeline, board, server, store, link, posted, words };
}

test('what happens while one looks is added, once, and told', async () => {
  const server = new BoardServer(aBoardWith(2));
  server.does(note('before'));
  const { words, posted, timeline } = await aTimeline({ server });

  server.does(note('while looking'));
  await timeline.load();

  expect(words()).toEqual(['before', 'while looking']);
  expect(posted.map(({ by }) => by)).toEqual(['bo']);
});

test('what happens to other tickets is not told here', async () => {
  const { timeline, server } = await aTimeline();

  server.does({ type: 'joinSwarm', ticketId: 'acme-2' }, bo);

  expect(timeline.events).toEqual([]);
});

test('what came while the first answer was on its way is not lost', async () => {
  const server = new BoardServer(aBoardWith(1));
  const early = await fetchFrom(server)();
  let answer: ((reply: TimelineReply) => void) | undefined;
  const answers = [new Promise<TimelineReply>((resolve) => (answer = resolve))];
  const fetch = () => answers.shift() ?? fetchFrom(server)();
  const opening = aTimeline({ server, fetch });
  await vi.waitUntil(() => answers.length === 0);

  server.does(note('in between'));
  answer?.(early);
  const { words } = await opening;
  await vi.waitUntil(() => words()?.length === 1);

  expect(words()).toEqual(['in between']);
});

test('a message that cannot go out yet shows as waiting and then as posted, never twice', async () => {
  const { timeline, board, link, words } = await aTimeline();
  link.cut();

  const sent = board.run(note('from the train'));
  expect(timeline.pending.map(({ command }) => command.text)).toEqual(['from the train']);
  link.mend();
  await sent;
  await vi.waitUntil(() => words()?.length === 1);

  expect(timeline.pending).toEqual([]);
  expect(words()).toEqual(['from the train']);
});

test('what happened while the connection was too far behind to be caught up with is fetched', async () => {
  const { server, link, words } = await aTimeline();
  link.cut();
  server.does(note('missed'));
  server.oldestSeq = server.board.seq;

  link.mend();
  await vi.waitUntil(() => words()?.length === 1);

  expect(words()).toEqual(['missed']);
});

test('offline, what this device saw last is shown', async () => {
  const server = new BoardServer(aBoardWith(1));
  server.does(note('seen before'));
  const { store } = await aTimeline({ server });

  const { words, timeline } = await aTimeline({ server, store, fetch: () => Promise.reject(new Unreachable()) });
  await vi.waitUntil(() => timeline.events !== undefined);

  expect(words()).toEqual(['seen before']);
  expect(timeline.problem).toBe(true);
});
