import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Command } from '../../shared/domain/commands.ts';
import type { ClientToServer } from '../../shared/protocol/socket.ts';
import {
  type AccessWorld,
  type PrincipalName,
  type Subject,
  createAccessWorld,
  principals,
  subjects,
} from '../support/accessWorld.ts';
import { Hearing } from '../support/hearing.ts';
import { temporaryFolder } from '../support/temporary.ts';

const mayEnter = ['guest', 'agent', 'observer', 'manager', 'admin', 'machine'] as const;
const workers: readonly PrincipalName[] = ['agent', 'manager', 'admin', 'machine'];
const people: readonly PrincipalName[] = ['agent', 'manager', 'admin'];

/** Everything a client may send, and which suite shows who may. */
const events: Record<keyof ClientToServer, string> = {
  command: 'here',
  subscribe: 'here',
  unsubscribe: 'only ends what the client has',
  presence: 'guests.test.ts',
};

interface CommandRow {
  readonly lets: readonly PrincipalName[];
  /** Also on the ticket a guest is tagged on. */
  readonly guests?: true;
  readonly fields?: object;
  /** About a board as such; otherwise about a ticket. */
  readonly ofBoard?: true;
  /** What who may hears: that they are late, mostly, so that nothing comes of it. */
  readonly hears?: string;
}

/** One row for every command there is. */
const rows: Record<Command['type'], CommandRow> = {
  openTicket: {
    lets: workers,
    ofBoard: true,
    fields: { title: 'T', customer: 'C', columnId: 'none' },
    hears: 'columnNotFound',
  },
  editTicket: { lets: workers, fields: { changes: { title: 'T' } } },
  moveTicket: { lets: workers, fields: { columnId: 'triage' } },
  assignOwner: { lets: workers, fields: { owner: null } },
  joinSwarm: { lets: people, guests: true },
  leaveSwarm: { lets: people, guests: true },
  raiseTag: { lets: workers, fields: { target: { kind: 'line', line: 'L3' }, ask: 'Look' } },
  acceptTag: { lets: [], guests: true, fields: { tagId: 'none' } },
  declineTag: { lets: [], guests: true, fields: { tagId: 'none', reason: 'busy' } },
  answerTag: { lets: [], guests: true, fields: { tagId: 'none', answer: 'Yes' } },
  returnTag: { lets: [], guests: true, fields: { tagId: 'none' } },
  withdrawTag: { lets: workers, fields: { tagId: 'none' } },
  raiseHand: { lets: people, guests: true, fields: { what: 'Help' } },
  lowerHand: { lets: people, guests: true },
  offerHelp: { lets: people, guests: true },
  startPlay: { lets: workers, fields: { play: 'dropIn' } },
  changePlay: { lets: workers },
  endPlay: { lets: workers },
  suspectBug: { lets: people, guests: true, fields: { why: 'Odd' } },
  clearBug: { lets: people, guests: true },
  takeBug: { lets: [] },
  pinMoment: { lets: people, guests: true, fields: { moment: '1.0' } },
  unpinMoment: { lets: people, guests: true, fields: { moment: '1.0' } },
  saveView: { lets: people, ofBoard: true, fields: { title: 'V', filter: '' }, hears: 'done' },
  removeView: { lets: people, ofBoard: true, fields: { viewId: 'none' }, hears: 'done' },
  removeGuest: { lets: workers, fields: { person: 'the guest' } },
  postMessage: { lets: people, guests: true, fields: { audience: 'internal', text: 'Hello' } },
  receiveMessage: { lets: workers, fields: { text: 'Hello' } },
  renameBoard: { lets: people, ofBoard: true, fields: { title: 'Matrix' }, hears: 'done' },
  addColumn: { lets: people, ofBoard: true, fields: { title: 'C', kind: 'queue' }, hears: 'done' },
  changeColumn: { lets: people, ofBoard: true, fields: { columnId: 'none', limit: 3 }, hears: 'columnNotFound' },
  moveColumn: { lets: people, ofBoard: true, fields: { columnId: 'none', after: null }, hears: 'columnNotFound' },
  removeColumn: { lets: people, ofBoard: true, fields: { columnId: 'none' }, hears: 'columnNotFound' },
};

let running: Running;
let world: AccessWorld;
const hearings = new Map<PrincipalName, Hearing>();

beforeAll(async () => {
  running = await start(readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data') }));
  world = await createAccessWorld(running.url);
  for (const who of mayEnter) hearings.set(who, await enter(who));
});

afterAll(async () => {
  for (const hearing of hearings.values()) hearing.socket.close();
  await running.stop();
});

function enter(who: PrincipalName): Promise<Hearing> {
  return Hearing.connect({ url: world.url, cookie: '' }, world.headers[who] as { cookie: string });
}

function messageFor(type: Command['type'], subject: Subject): { message: object; named: string } {
  const { ofBoard, fields = {} } = rows[type];
  const board = subject === 'absent' ? 'nowhere' : 'matrix';
  const known = { ...fields } as { person?: string };
  if (known.person !== undefined) {
    known.person = world.people[known.person === 'the guest' ? 'guest' : 'observer'].person.id;
  }
  if (ofBoard) return { named: board, message: { board, id: randomUUID(), command: { type, ...known } } };
  const ticketId = world.id('ticket', subject, 'agent');
  const command = { type, ticketId, ...known };
  // The board of a ticket that is not there may be there.
  return { named: ticketId, message: { board: 'matrix', id: randomUUID(), expectedVersion: 999_999, command } };
}

function outcomeOf(reply: unknown): string {
  const { error } = reply as { error?: { code: string } };
  return error?.code ?? 'done';
}

async function overHttp(who: PrincipalName, message: object): Promise<unknown> {
  const response = await fetch(`${world.url}/api/v1/commands`, {
    method: 'POST',
    headers: { ...world.headers[who], 'content-type': 'application/json' },
    body: JSON.stringify(message),
  });
  return response.json();
}

function expected(type: Command['type'], who: PrincipalName, subject: Subject): string {
  if (!mayEnter.some((one) => one === who)) return 'signInNeeded';
  const { ofBoard, lets, hears = 'staleVersion' } = rows[type];
  const absence = ofBoard ? 'boardNotFound' : 'ticketNotFound';
  if (who === 'guest') return expectedOfGuest(type, subject);
  // Who reads boards and may not do this hears so before anybody looks for the ticket.
  if (!lets.includes(who)) return ofBoard && subject === 'absent' ? absence : 'notAllowed';
  return subject === 'absent' ? absence : hears;
}

function expectedOfGuest(type: Command['type'], subject: Subject): string {
  const { ofBoard, guests, hears = 'staleVersion' } = rows[type];
  if (ofBoard) return 'boardNotFound';
  if (subject !== 'own') return 'ticketNotFound';
  return guests ? hears : 'notAllowed';
}

test.each(Object.keys(rows) as Command['type'][])(
  'the command %s is carried out for whom its row lets',
  async (type) => {
    const wrong: string[] = [];
    const check = (door: string, who: PrincipalName, [subject, reply]: [Subject, unknown]) => {
      const [wanted, heard] = [expected(type, who, subject), outcomeOf(reply)];
      if (wanted !== heard) wrong.push(`${door}, ${who}, ${subject}: wanted ${wanted}, heard ${heard}`);
    };
    for (const who of principals) {
      const told = new Map<Subject, string>();
      for (const subject of subjects) {
        const { message, named } = messageFor(type, subject);
        const reply = await overHttp(who, message);
        told.set(subject, JSON.stringify(reply).replaceAll(named, '{named}'));
        check('HTTP', who, [subject, reply]);
        const hearing = hearings.get(who);
        if (hearing) check('live', who, [subject, await hearing.socket.send({ ...message, id: randomUUID() })]);
      }
      if (who === 'guest' && told.get('foreign') !== told.get('absent')) {
        wrong.push(
          `a guest can tell foreign from absent: ${String(told.get('foreign'))} ${String(told.get('absent'))}`,
        );
      }
    }
    expect(wrong).toEqual([]);
  },
);

test.each(['nobody', 'left', 'revoked'] as const)('%s gets no live connection', async (who) => {
  await expect(enter(who)).rejects.toMatchObject({ data: { code: 'signInNeeded' } });
});

test('every event a client may send is shown somewhere', () => {
  expect(Object.keys(events)).toEqual(['command', 'subscribe', 'unsubscribe', 'presence']);
});

test.each(mayEnter)('%s subscribes to what they may read, and to nothing else', async (who) => {
  const subscribe = (message: object) =>
    new Promise((resolve) => hearings.get(who)?.socket.socket.emit('subscribe', { since: 0, ...message }, resolve));
  const isGuest = who === 'guest';

  const boards = await Promise.all(['matrix', 'nowhere'].map((board) => subscribe({ board })));
  const tickets = await Promise.all(
    subjects.map((subject) => subscribe({ board: 'matrix', ticket: world.id('ticket', subject, who) })),
  );

  expect(boards.map(outcomeOf)).toEqual([isGuest ? 'boardNotFound' : 'done', 'boardNotFound']);
  expect(tickets.map(outcomeOf)).toEqual(['done', isGuest ? 'ticketNotFound' : 'done', 'ticketNotFound']);
});

test('a ticket is not on another board than its own', async () => {
  const message = { board: 'other-matrix', ticket: 'matrix-1', since: 0 };

  const reply = await new Promise((resolve) =>
    hearings.get('guest')?.socket.socket.emit('subscribe', message, resolve),
  );

  expect(outcomeOf(reply)).toBe('ticketNotFound');
});
