import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { cast, demoBoard } from '../../server/demo/cast.ts';
import { seededChance } from '../../server/demo/chance.ts';
import { Colleague } from '../../server/demo/colleague.ts';
import { borrow, bringBack } from '../../server/demo/moves.ts';
import { type OpenInvestigation, openInvestigation } from '../../server/demo/openInvestigation.ts';
import { Ration } from '../../server/demo/ration.ts';
import { ticketOfScene } from '../../server/demo/scene.ts';
import { work } from '../../server/demo/script.ts';
import { type Tools, visit } from '../../server/demo/visit.ts';
import { readEvidence } from '../../shared/document/evidence.ts';
import { readHypotheses } from '../../shared/document/hypothesis.ts';
import { partsOf, textOf } from '../../shared/document/investigation.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { TimelineReply } from '../../shared/protocol/http.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

const [role] = cast as [(typeof cast)[number]];
const [scene] = role.scenes as [(typeof role.scenes)[number]];
let running: Running;
let ada: TestPerson;
let socket: TestSocket;
let colleague: Colleague;
let ticket: Ticket;

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  ada = await TestPerson.signIn(running.url, 'Ada');
  await ada.ask('POST', '/boards', { ...demoBoard, content: 'sample' });
  socket = await ada.connect();
  await socket.subscribe(demoBoard.id);
  const session = await TestPerson.signIn(running.url, role.person.name);
  colleague = await Colleague.connect(session, role.person, demoBoard.id);
});

afterAll(async () => {
  colleague.close();
  socket.close();
  await running.stop();
});

beforeEach(() => {
  look(null);
  const found = ticketOfScene(colleague.board, scene);
  if (!found) throw new Error('the ticket of the scene is missing');
  ticket = found;
});

/** Ten times as quick as people type: any quicker, and the server takes it for an attack. */
function tools(pause: Tools['pause'] = () => new Promise((resolve) => void setTimeout(resolve, 6))): Tools {
  return { chance: seededChance(3), pause, ration: new Ration(), now: () => new Date() };
}

function look(ticketId: string | null, attention: 'viewing' | 'editing' = 'viewing'): void {
  socket.socket.emit('presence', { board: demoBoard.id, ticketId, attention });
}

async function reading<T>(read: (room: OpenInvestigation) => T): Promise<T> {
  const room = await openInvestigation(ada, ada.person, ticket.id);
  try {
    return read(room);
  } finally {
    room.close();
  }
}

function found({ doc }: OpenInvestigation) {
  const notes = textOf(partsOf(doc).notes).split('\n');
  return {
    lines: scene.notes.map((line) => notes.filter((written) => written === line).length),
    hypotheses: readHypotheses(doc).filter(({ text }) => text === scene.hypothesis.text),
    evidence: readEvidence(doc).filter(({ text }) => text === scene.evidence.text),
  };
}

async function messages() {
  const { events } = (await ada.ask('GET', `/tickets/${ticket.id}/timeline`)).body as TimelineReply;
  return events.flatMap(({ event, by }) =>
    event.type === 'messagePosted' && by === role.person.id ? [event.message] : [],
  );
}

test('a visit leaves notes, a tested hypothesis, its evidence and a word to the team, and the swarm as it was', async () => {
  const before = await messages();

  await visit(colleague, { ticket, scene }, tools());

  const { lines, hypotheses, evidence } = await reading(found);
  expect(lines).toEqual(scene.notes.map(() => 1));
  expect(evidence).toHaveLength(1);
  expect(hypotheses).toMatchObject([
    { status: scene.outcome, nextTestText: scene.hypothesis.nextTest, evidence: [{ stance: 'for' }] },
  ]);
  expect(hypotheses[0]?.history.map(({ status }) => status)).toEqual(['open', 'testing', scene.outcome]);
  expect((await messages()).slice(before.length)).toMatchObject([{ audience: 'internal', text: scene.message }]);
  expect(colleague.board.tickets.get(ticket.id)?.swarm).toEqual(ticket.swarm);
});

test('another visit adds nothing twice, neither to the investigation nor to the conversation', async () => {
  const said = await messages();

  await visit(colleague, { ticket, scene }, tools());

  const { lines, hypotheses, evidence } = await reading(found);
  expect(lines).toEqual(scene.notes.map(() => 1));
  expect([hypotheses.length, evidence.length]).toEqual([1, 1]);
  expect(await messages()).toEqual(said);
});

test('a ticket that somebody real is writing in is left alone', async () => {
  look(ticket.id, 'editing');
  await expect.poll(() => colleague.isTaken(ticket.id)).toBe(true);
  const before = await reading(({ doc }) => partsOf(doc).notes.toJSON());

  await visit(colleague, { ticket, scene }, tools());

  expect(await reading(({ doc }) => partsOf(doc).notes.toJSON())).toBe(before);
});

test('a colleague in the middle of a line gives way and takes the line along', async () => {
  await expect.poll(() => colleague.isTaken(ticket.id)).toBe(false);
  const room = await openInvestigation(ada, ada.person, ticket.id);
  const isWriting = () => {
    const last = textOf(partsOf(room.doc).notes).split('\n').at(-1) ?? '';
    return last.length > 5 && last !== scene.notes[0] && scene.notes[0]?.startsWith(last) === true;
  };
  let interrupted = false;
  const pause = async () => {
    await new Promise((resolve) => void setTimeout(resolve, 6));
    if (interrupted || !isWriting()) return;
    interrupted = true;
    room.enter('notes');
    await expect.poll(() => room.peopleInside()).toContain(ada.person.id);
  };

  await visit(colleague, { ticket, scene }, tools(pause));

  expect(interrupted).toBe(true);
  await expect.poll(() => found(room).lines.at(0)).toBe(0);
  expect(isWriting()).toBe(false);
  room.close();
});

test('a card that was moved is brought back to its place', async () => {
  const before = (await ada.snapshot(demoBoard.id)).tickets;
  const places = new Map(before.map(({ id, columnId }) => [id, columnId]));

  const away = await borrow(colleague, tools());
  const columnAway = colleague.board.tickets.get(away?.ticketId ?? '')?.columnId;
  if (away) await bringBack(colleague, away);

  const { tickets } = await ada.snapshot(demoBoard.id);
  expect(away).toBeDefined();
  expect(columnAway).not.toBe(places.get(away?.ticketId ?? ''));
  expect(new Map(tickets.map(({ id, columnId }) => [id, columnId]))).toEqual(places);
});

test('a card that somebody real has moved since is theirs', async () => {
  const away = await borrow(colleague, tools());
  if (!away) throw new Error('nothing was moved');
  await socket.run(demoBoard.id, { type: 'moveTicket', ticketId: away.ticketId, columnId: 'engineering' });
  await expect.poll(() => colleague.board.tickets.get(away.ticketId)?.columnId).toBe('engineering');

  await bringBack(colleague, away);

  expect(colleague.isFree(away.ticketId)).toBe(false);
  expect(colleague.board.tickets.get(away.ticketId)?.columnId).toBe('engineering');
});

test('work goes on until it is ended, then the board is as it was found, and no customer heard of it', async () => {
  const { id: me } = role.person;
  const places = () =>
    [...colleague.board.tickets.values()].map(({ id, columnId, swarm }) => ({
      id,
      columnId,
      isSwarming: swarm.some(({ person }) => person === me),
    }));
  const [before, seqBefore] = [places(), colleague.board.seq];
  let pauses = 0;
  const pause = async () => {
    await new Promise((resolve) => void setImmediate(resolve));
    if ((pauses += 1) > 2000) throw new Error('the end');
  };

  await expect(work(colleague, { role, opening: 'move' }, tools(pause))).rejects.toThrow('the end');

  await socket.until(() => socket.entries.at(-1)?.seq === colleague.board.seq);
  const written = socket.entries.filter(({ person }) => person === me).flatMap(({ events }) => events);
  const messages = written.flatMap((event) => (event.type === 'messagePosted' ? [event.message.audience] : []));
  expect(places()).toEqual(before);
  expect(colleague.board.seq).toBeGreaterThan(seqBefore);
  expect(new Set(messages)).toEqual(new Set(['internal']));
});
