import { expect, test } from 'vitest';
import { aBoardWith, aTag, ada, anEntry, bo, noBrief, noon } from '../../test/support/builders.ts';
import type { Board } from './board.ts';
import type { BoardEvent } from './events.ts';
import { timeUp } from './notificationMeanings.ts';
import { noticesOf } from './notifications.ts';
import { type Person, emptyProfile } from './person.ts';
import { reduce } from './reduce.ts';

const ticketId = 'acme-1';
const eva: Person = { id: 'eva', name: 'Eva', preset: 'engineer', hue: 2 };
const finn: Person = { id: 'finn', name: 'Finn', preset: 'engineer', hue: 3 };
const skilled: Person = {
  ...{ id: 'sam', name: 'Sam', preset: 'agent', hue: 4 },
  profile: { ...emptyProfile, skills: [{ name: 'SIP', level: 2 }] },
};
const everybody = [ada, bo, eva, finn, skilled];

const owned: BoardEvent = { type: 'ownerChanged', ticketId, owner: 'bo' };
const raised: BoardEvent = { type: 'tagRaised', ticketId, tag: aTag(), brief: noBrief };

function boardAfter(...events: BoardEvent[]): Board {
  const board = aBoardWith(1);
  return reduce(board, anEntry(board, [owned, ...events]));
}

interface Told {
  readonly by?: string;
  readonly people?: readonly Person[];
  readonly near?: readonly string[];
}

function noticesFor(board: Board, events: readonly BoardEvent[], told: Told = {}) {
  const { by = 'ada', people = everybody, near = [] } = told;
  const entry = anEntry(board, events, { person: by });
  const byId = new Map(people.map((person) => [person.id, person]));
  return noticesOf(entry, { before: board.tickets, people: byId, near: new Set(near) });
}

function toldOf(board: Board, events: readonly BoardEvent[], told: Told = {}): string[] {
  return noticesFor(board, events, told).map(({ person, topic, text }) => `${person} ${topic}: ${text}`);
}

test('who is asked is told so, and not the one who asks', () => {
  expect(toldOf(boardAfter(), [raised])).toEqual(['eva tagged: Ada asks you: Is this the proxy?']);
});

test('in quiet hours only a tag without time for evidence goes out', () => {
  const urgent = ({ waived }: { waived: 'customerBlocked' | 'severity1' | 'triage' }) =>
    noticesFor(boardAfter(), [{ ...raised, tag: aTag({ waived }) }]).map(({ isUrgent }) => isUrgent);

  expect([urgent({ waived: 'customerBlocked' }), urgent({ waived: 'severity1' })]).toEqual([[true], [true]]);
  expect(urgent({ waived: 'triage' })).toEqual([false]);
});

test('who raised a tag and the owner hear what becomes of it', () => {
  const by = 'eva';
  const board = boardAfter(raised);
  const answered: BoardEvent = { type: 'tagAnswered', ticketId, tagId: 'tag-1', person: by, answer: 'Yes.\nIt is.' };
  const returned: BoardEvent = {
    ...{ type: 'tagEnded', ticketId, tagId: 'tag-1', how: 'returned', people: ['eva'] },
    coaching: 'Look at the header',
  };

  expect(toldOf(board, [answered], { by })).toEqual([
    'ada tagAnswered: Eva answered: Yes. It is.',
    'bo tagAnswered: Eva answered: Yes. It is.',
  ]);
  expect(toldOf(board, [returned], { by })).toEqual([
    'ada tagReturned: Eva returned it: Look at the header',
    'bo tagReturned: Eva returned it: Look at the header',
  ]);
});

test('a tag that is passed on tags the next one, and says so to who waits', () => {
  const passedOn: BoardEvent = {
    ...{ type: 'tagPassedOn', ticketId, tagId: 'tag-1', asked: ['eva', 'finn'], why: 'unanswered' },
  };

  expect(toldOf(boardAfter(raised), [passedOn], { by: 'server' })).toEqual([
    'finn tagged: You are asked now: Is this the proxy?',
    'ada tagUnanswered: Nobody answered; Finn is asked now',
    'bo tagUnanswered: Nobody answered; Finn is asked now',
  ]);
});

test('who is suggested is asked; when the last one declines, nobody is left', () => {
  const decline = { person: 'eva', at: noon, reason: 'busy' } as const;
  const tagId = 'tag-1';
  const suggesting: BoardEvent = { type: 'tagDeclined', ticketId, tagId, decline: { ...decline, suggested: 'finn' } };
  const last: BoardEvent[] = [
    { type: 'tagDeclined', ticketId, tagId, decline },
    { type: 'tagEnded', ticketId, tagId, how: 'declined', people: [] },
  ];

  expect(toldOf(boardAfter(raised), [suggesting], { by: 'eva' })).toEqual([
    'finn tagged: Eva suggested that you are asked: Is this the proxy?',
    'ada tagDeclined: Eva declined (busy) and suggested Finn',
    'bo tagDeclined: Eva declined (busy) and suggested Finn',
  ]);
  expect(toldOf(boardAfter(raised), last, { by: 'eva' })).toEqual([
    'ada tagUnanswered: Eva declined (busy); nobody is left to ask',
    'bo tagUnanswered: Eva declined (busy); nobody is left to ask',
  ]);
});

test('a raised hand is shown to who has the skill, or to who is near when none is named', () => {
  const hand = (skills: readonly string[]): BoardEvent => ({
    ...{ type: 'handRaised', ticketId },
    hand: { by: 'ada', at: noon, what: 'A trace', skills, offers: [] },
  });

  expect(toldOf(boardAfter(), [hand(['sip'])])).toEqual(['sam handRaised: Ada raised a hand: A trace']);
  expect(toldOf(boardAfter(), [hand([])], { near: ['bo', 'eva'] })).toEqual([
    'bo handRaised: Ada raised a hand: A trace',
  ]);
});

test('the customer’s words go to the owner, or to the swarm when there is none', () => {
  const wrote: BoardEvent = {
    ...{ type: 'messagePosted', ticketId },
    message: { id: 'm', audience: 'customer', direction: 'in', text: 'Still down' },
  };
  const swarming: BoardEvent[] = [
    { type: 'ownerChanged', ticketId, owner: null },
    { type: 'swarmJoined', ticketId, person: 'sam' },
  ];

  expect(toldOf(boardAfter(), [wrote])).toEqual(['bo customerReplied: The customer wrote: Still down']);
  expect(toldOf(boardAfter(...swarming), [wrote])).toEqual(['sam customerReplied: The customer wrote: Still down']);
});

test('who is pulled into a severity-1 swarm is tagged, and its lead is told of it', () => {
  const play = { kind: 'severity1', by: 'ada', at: noon, endsAt: noon, lead: 'sam' } as const;
  const pulling: BoardEvent = { ...raised, tag: aTag({ waived: 'severity1' }) };

  const notices = noticesFor(boardAfter(), [{ type: 'playStarted', ticketId, play }, pulling]);

  expect(notices.map(({ person, topic, isUrgent }) => [person, topic, isUrgent])).toEqual([
    ['sam', 'playStarted', true],
    ['eva', 'tagged', true],
  ]);
  expect(timeUp({ ...boardAfter().tickets.get(ticketId)!, play })).toMatchObject({ people: ['ada', 'sam'] });
});

test('nobody is told who left, is a machine or simulated, or may not read the ticket', () => {
  const gone = [
    { ...eva, left: true },
    { ...eva, preset: 'machine' },
    { ...eva, simulated: true },
  ] as const;
  const owner: BoardEvent = { type: 'ownerChanged', ticketId, owner: 'finn' };

  expect(gone.map((one) => toldOf(boardAfter(), [raised], { people: [ada, bo, one] }))).toEqual([[], [], []]);
  expect(toldOf(boardAfter(), [owner])).toEqual([]);
});

test('nobody is told of what happened earlier and elsewhere', () => {
  expect(toldOf(boardAfter(), [{ ...raised, at: noon }])).toEqual([]);
});
