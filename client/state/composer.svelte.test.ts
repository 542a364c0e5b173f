import { afterEach, expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { writeText } from '../../shared/document/investigation.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { BoardServer } from '../../test/support/boardServer.ts';
import { aBoardWith, ada, bo } from '../../test/support/builders.ts';
import { createMemoryStore } from '../connection/deviceStore.ts';
import { BoardState } from './board.svelte.ts';
import { Composer } from './composer.svelte.ts';
import { Investigation } from './investigation.svelte.ts';
import { TicketState } from './ticket.svelte.ts';
import { TicketTimeline } from './ticketTimeline.svelte.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const ticketId = 'acme-1';
const note = (text: string): Command => ({ type: 'postMessage', ticketId, audience: 'internal', text });
const own = (owner: string): Command => ({ type: 'assignOwner', ticketId, owner });

async function aComposer({ draft = '', server = new BoardServer(aBoardWith(1)) } = {}) {
  const link = server.link();
  const store = createMemoryStore();
  const board = new BoardState('acme', {
    link,
    store,
    fetchSnapshot: () => server.fetchSnapshot(),
    person: () => ada,
    connectionState: () => (link.connected ? 'live' : 'offline'),
    onDone: () => undefined,
    onRefused: () => undefined,
  });
  await board.start();
  const doc = new Y.Doc();
  const investigation = new Investigation({ doc, awareness: new Awareness(doc) }, ada.id);
  writeText(investigation.draft, draft);
  const said: string[] = [];
  const ticket = new TicketState(ticketId, board, { store, fetchTicket: () => new Promise(() => undefined) });
  const timeline = new TicketTimeline(ticketId, board, {
    store,
    fetchTimeline: () => Promise.resolve({ events: [] }),
    onPosted: (posted) => composer.posted(posted),
  });
  const parts = {
    ticket,
    timeline,
    me: () => ada,
    investigation: () => investigation,
    say: (text: string) => said.push(text),
  };
  const composer: Composer = new Composer(parts);
  stops.push(timeline.start(), () => board.close());
  await vi.waitUntil(() => timeline.events !== undefined);
  const sent = () => server.received.flatMap(({ command }) => (command.type === 'postMessage' ? [command] : []));
  return { composer, server, link, investigation, said, sent };
}

test('the owner’s reply is sent to the customer, and the draft is empty once it is there', async () => {
  const { composer, server, investigation, sent } = await aComposer({ draft: 'We found it.' });
  server.does(own('ada'));

  await composer.send();

  expect(sent()).toMatchObject([{ audience: 'customer', text: 'We found it.' }]);
  expect(investigation.draftText).toBe('');
});

test('nothing is sent from an empty draft', async () => {
  const { composer, server, sent } = await aComposer({ draft: ' \n ' });
  server.does(own('ada'));

  await composer.send();

  expect(sent()).toEqual([]);
});

test('a reply waits while somebody else has written since it was begun, until that was reviewed', async () => {
  const { composer, server, sent } = await aComposer({ draft: 'We found it.' });
  server.does(own('ada'));
  composer.begin();
  server.does(note('wait'));
  server.does(note('do not promise a date'));

  await composer.send();

  expect(composer.concern).toMatchObject({ kind: 'movedOn', messages: [{ by: 'bo' }, { by: 'bo' }] });
  expect(sent()).toEqual([]);
  composer.review();
  await composer.send();
  expect(sent()).toHaveLength(1);
});

test('what was there before the reply was begun, and what one wrote oneself, does not hold it up', async () => {
  const { composer, server } = await aComposer({ draft: 'We found it.' });
  server.does(note('earlier'));
  composer.begin();
  server.does(note('mine'), ada);

  expect(composer.unseen).toEqual([]);
});

test('while somebody else speaks to the customer nothing is sent: one takes the ticket first, and then sends', async () => {
  const { composer, server, sent } = await aComposer({ draft: 'We found it.' });
  server.does(own('bo'));
  expect(composer.voice).toEqual({ kind: 'others', people: ['bo'] });

  await composer.send({ despite: true });

  expect(composer.concern).toEqual({ kind: 'otherVoice', people: ['bo'] });
  expect(sent()).toEqual([]);
  await composer.take();
  expect([composer.voice.kind, composer.concern, sent()]).toEqual(['mine', undefined, []]);
  await composer.send();
  expect(sent()).toHaveLength(1);
});

test('a ticket without an owner is taken and answered in one go', async () => {
  const { composer, server, sent } = await aComposer({ draft: 'We found it.' });
  expect(composer.voice.kind).toBe('nobody');

  await composer.send();

  expect(server.board.tickets.get(ticketId)?.owner).toBe('ada');
  expect(sent()).toHaveLength(1);
});

test('who was not the first to take it sends nothing', async () => {
  const { composer, server, link, sent } = await aComposer({ draft: 'We found it.' });
  link.cut();
  const sending = composer.send();
  server.does(own('bo'));

  link.mend();
  await sending;

  expect(server.board.tickets.get(ticketId)?.owner).toBe('bo');
  expect(sent()).toEqual([]);
});

test('what somebody went on writing while the reply was sent is kept, and said', async () => {
  const { composer, server, link, investigation, said } = await aComposer({ draft: 'We found it.' });
  server.does(own('ada'));
  link.cut();
  const sending = composer.send();
  writeText(investigation.draft, 'And one more thing.');

  link.mend();
  await sending;

  expect(investigation.draftText).toBe('We found it.\nAnd one more thing.');
  expect(said).toHaveLength(1);
});

test('a reply that is on its way is not sent a second time', async () => {
  const { composer, server, link, sent } = await aComposer({ draft: 'We found it.' });
  server.does(own('ada'));
  link.cut();
  const first = composer.send();
  await composer.send();
  expect(composer.sending).toBe(true);

  link.mend();
  await first;

  expect(sent()).toHaveLength(1);
});

test('a refused reply stays in the draft', async () => {
  const { composer, server, investigation } = await aComposer({ draft: 'We found it.' });
  server.does(own('ada'));
  server.nextRefusal = 'notAllowed';

  await composer.send();

  expect(investigation.draftText).toBe('We found it.');
  expect(composer.sending).toBe(false);
});

test('another person’s reply leaves my draft alone', async () => {
  const { server, investigation } = await aComposer({ draft: 'mine' });

  server.does({ type: 'postMessage', ticketId, audience: 'customer', text: 'mine' }, bo);

  expect(investigation.draftText).toBe('mine');
});

test('an internal note goes to colleagues only, leaves the field at once and comes back when it was refused', async () => {
  const { composer, server, sent } = await aComposer();
  composer.note = 'ask billing';
  server.nextRefusal = 'notAllowed';

  const posting = composer.postNote();
  const atOnce = composer.note;
  await posting;

  expect(atOnce).toBe('');
  expect(sent()).toMatchObject([{ audience: 'internal', text: 'ask billing' }]);
  expect(composer.note).toBe('ask billing');
});
