import { expect, test } from 'vitest';
import { aBoardWith, ada, bo, carryOut, noon } from '../../../test/support/builders.ts';
import type { Board } from '../board.ts';
import type { Command } from '../commands.ts';
import { decide } from '../decide.ts';
import type { Person } from '../person.ts';
import { maySpeak } from '../voice.ts';

const ticketId = 'acme-1';
const cy: Person = { id: 'cy', name: 'Cy', preset: 'agent', hue: 2 };
const reply: Command = { type: 'postMessage', ticketId, audience: 'customer', text: 'We found it.' };
const note: Command = { type: 'postMessage', ticketId, audience: 'internal', text: 'Hm.' };
const raise = (what: string, skills?: string[]): Command => ({ type: 'raiseHand', ticketId, what, skills });

function ticketOn(board: Board) {
  const ticket = board.tickets.get(ticketId);
  if (!ticket) throw new Error('the ticket is gone');
  return ticket;
}

function after(...steps: readonly (readonly [Person, Command])[]): Board {
  return steps.reduce((board, [person, command]) => carryOut(board, command, { person }), aBoardWith(1));
}

function eventsOf(board: Board, command: Command, person: Person): string[] {
  return decide(board, { command }, { person, at: noon, commandId: 'next' }).map(({ type }) => type);
}

test('whoever offers help is in the swarm at once, and the owner stays who they are', () => {
  const board = after(
    [ada, { type: 'assignOwner', ticketId, owner: 'ada' }],
    [ada, raise('Who knows proxies?', [' proxies', 'Proxies'])],
    [bo, { type: 'offerHelp', ticketId }],
  );

  const { hand, swarm, owner } = ticketOn(board);
  expect(hand).toMatchObject({ by: 'ada', skills: ['proxies'], offers: [{ person: 'bo' }] });
  expect(swarm.map(({ person }) => person)).toEqual(['bo']);
  expect(owner).toBe('ada');
});

test('nobody offers help to themselves, or where nobody asks', () => {
  const board = after([ada, raise('Help')]);

  expect(() => carryOut(board, { type: 'offerHelp', ticketId }, { person: ada })).toThrow(
    expect.objectContaining({ code: 'ownHand' }),
  );
  expect(() => after([bo, { type: 'offerHelp', ticketId }])).toThrow(expect.objectContaining({ code: 'noHandRaised' }));
});

test('saying anew what is needed keeps the offers and how long one has waited', () => {
  const before = after([ada, raise('Help')], [bo, { type: 'offerHelp', ticketId }]);

  const board = carryOut(before, raise('Who knows proxies?'), { person: ada, at: '2026-03-02T13:00:00.000Z' });

  const [was, is] = [ticketOn(before).hand, ticketOn(board).hand];
  expect(is).toMatchObject({ what: 'Who knows proxies?', at: was?.at, offers: was?.offers });
});

test('who takes an offer back by leaving has not helped; who did something before has', () => {
  const offered = after([ada, raise('Help')], [bo, { type: 'offerHelp', ticketId }]);
  const leave: Command = { type: 'leaveSwarm', ticketId };

  const [atOnce, later] = [offered, carryOut(offered, note, { person: bo })].map((board) =>
    ticketOn(carryOut(board, leave, { person: bo })),
  );

  expect(atOnce?.hand?.offers).toEqual([]);
  expect(later?.hand?.offers).toMatchObject([{ person: 'bo' }]);
});

test('what is resolved needs no help any more', () => {
  const board = after([ada, raise('Help')], [ada, { type: 'moveTicket', ticketId, columnId: 'resolved' }]);

  expect(ticketOn(board).state).toBe('resolved');
  expect(ticketOn(board).hand).toBeUndefined();
});

test('one owner speaks to the customer: others may take the ticket first', () => {
  const owned = after([ada, { type: 'assignOwner', ticketId, owner: 'ada' }]);

  expect(() => carryOut(owned, reply, { person: bo })).toThrow(
    expect.objectContaining({ code: 'notTheVoice', details: { ticketId, voices: ['ada'] } }),
  );
  expect(ticketOn(carryOut(owned, note, { person: bo })).messages).toBe(1);
  expect(ticketOn(carryOut(owned, reply, { person: ada })).messages).toBe(1);
});

test('what nobody owns may be answered by whoever works tickets, and by nobody else', () => {
  const ticket = ticketOn(aBoardWith(1));

  expect(maySpeak(ticket, bo)).toBe(true);
  expect(maySpeak(ticket, { ...bo, preset: 'engineer' })).toBe(false);
});

test('the communicator of a severity-1 play speaks beside the owner, of no other play', () => {
  const play = (kind: 'severity1' | 'dropIn'): Command => ({
    type: 'startPlay',
    ticketId,
    play: kind,
    communicator: 'bo',
  });
  const own: Command = { type: 'assignOwner', ticketId, owner: 'ada' };
  const severe = ticketOn(after([ada, own], [ada, play('severity1')]));
  const other = ticketOn(after([ada, own], [ada, play('dropIn')]));

  expect([ada, bo, cy].map((person) => maySpeak(severe, person))).toEqual([true, true, false]);
  expect([ada, bo, cy].map((person) => maySpeak(other, person))).toEqual([true, false, false]);
});

test('watching costs nothing until the first contribution, which is recorded once per stay', () => {
  const join: Command = { type: 'joinSwarm', ticketId };
  const watching = after([bo, join]);
  const said = carryOut(watching, note, { person: bo });
  const anew = [{ type: 'leaveSwarm', ticketId } as const, join].reduce(
    (board, command) => carryOut(board, command, { person: bo }),
    said,
  );

  const told = [watching, said, anew].map((board) => eventsOf(board, note, bo));
  expect(told).toEqual([
    ['messagePosted', 'contributionMade'],
    ['messagePosted'],
    ['messagePosted', 'contributionMade'],
  ]);
});

test('looking on, moving a card and what somebody outside the swarm does make no stay cost anything', () => {
  const board = after(
    [bo, { type: 'joinSwarm', ticketId }],
    [bo, { type: 'moveTicket', ticketId, columnId: 'investigating' }],
    [ada, note],
  );

  expect(ticketOn(board).swarm).toEqual([expect.not.objectContaining({ contributedAt: expect.anything() as string })]);
});
