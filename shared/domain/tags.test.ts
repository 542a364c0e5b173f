import { expect, test } from 'vitest';
import { aBoardWith, ada, anEntry, bo, carryOut, noon } from '../../test/support/builders.ts';
import type { Board } from './board.ts';
import type { Command } from './commands.ts';
import { decide, mayCarryOut } from './decide.ts';
import type { Person } from './person.ts';
import { reduce } from './reduce.ts';
import type { RefusalCode } from './refusals.ts';

const eva: Person = { id: 'eva', name: 'Eva', preset: 'engineer', hue: 2 };
const observer: Person = { id: 'olga', name: 'Olga', preset: 'observer', hue: 3 };
const ticketId = 'acme-1';
const tagEva: Command = { type: 'tagPerson', ticketId, person: 'eva', ask: 'Is this the proxy?' };
const returnTag: Command = { type: 'returnTag', ticketId };
const removeEva: Command = { type: 'removeGuest', ticketId, person: 'eva' };

/** Two tickets; Eva is tagged on the first. */
function taggedBoard(): Board {
  return carryOut(aBoardWith(2), tagEva);
}

function refusalOf(board: Board, command: Command, person: Person): RefusalCode | undefined {
  try {
    decide(board, { command }, { person, at: noon, commandId: 'command-x' });
    return undefined;
  } catch (reason) {
    return (reason as { code: RefusalCode }).code;
  }
}

test('a tag says who is asked, by whom, since when and what', () => {
  const tagged = taggedBoard();

  expect(tagged.tickets.get(ticketId)?.tags).toEqual([
    { id: 'command-4', person: 'eva', by: 'ada', at: noon, ask: 'Is this the proxy?' },
  ]);
  expect(tagged.tickets.get(ticketId)).toMatchObject({ version: tagged.seq, owner: null, swarm: [] });
});

test('somebody who is tagged already is not tagged twice, whatever is asked', () => {
  const events = decide(
    taggedBoard(),
    { command: { type: 'tagPerson', ticketId, person: 'eva', ask: 'Something else?' } },
    { person: bo, at: noon, commandId: 'command-x' },
  );

  expect(events).toEqual([]);
});

test('a tag that is returned is over, and whoever was in the swarm has left it', () => {
  const joined = carryOut(taggedBoard(), { type: 'joinSwarm', ticketId }, { person: eva });

  const events = decide(joined, { command: returnTag }, { person: eva, at: noon, commandId: 'command-x' });
  const after = reduce(joined, anEntry(joined, events, { person: 'eva' }));

  expect(events).toEqual([
    { type: 'swarmLeft', ticketId, person: 'eva', joinedAt: noon },
    { type: 'tagEnded', ticketId, tagId: 'command-4', person: 'eva', how: 'returned' },
  ]);
  expect(after.tickets.get(ticketId)).toMatchObject({ tags: [], swarm: [] });
});

test('a guest is removed by whoever works the ticket, and only that guest', () => {
  const both = carryOut(taggedBoard(), { type: 'tagPerson', ticketId, person: 'sam', ask: 'The law?' });

  const after = carryOut(both, removeEva, { person: bo });

  expect(after.tickets.get(ticketId)?.tags?.map(({ person }) => person)).toEqual(['sam']);
});

test('a tag that is not there cannot be ended', () => {
  expect(refusalOf(aBoardWith(1), removeEva, ada)).toBe('notTagged');
  expect(refusalOf(taggedBoard(), { ...removeEva, ticketId: 'acme-2' }, ada)).toBe('notTagged');
});

test('to somebody who may not see it, a ticket that is there answers exactly like one that is not', () => {
  const board = taggedBoard();
  const about = (id: string): Command[] => [
    { type: 'joinSwarm', ticketId: id },
    { type: 'returnTag', ticketId: id },
    { type: 'tagPerson', ticketId: id, person: 'eva', ask: 'Let me in' },
    { type: 'postMessage', ticketId: id, audience: 'internal', text: 'Hello' },
    { type: 'moveTicket', ticketId: id, columnId: 'triage' },
  ];

  const there = about('acme-2').map((command) => refusalOf(board, command, eva));
  const absent = about('acme-99').map((command) => refusalOf(board, command, eva));

  expect(there).toEqual(absent);
  expect(new Set(there)).toEqual(new Set(['ticketNotFound']));
});

test('to somebody who may not see it, a board answers as if it were not there', () => {
  expect(refusalOf(taggedBoard(), { type: 'renameBoard', title: 'Mine' }, eva)).toBe('boardNotFound');
  expect(refusalOf(taggedBoard(), { type: 'openTicket', title: 'Mine', customer: 'Acme' }, eva)).toBe('boardNotFound');
});

const message = { type: 'postMessage', ticketId, text: 'Hello' } as const;
const commands: readonly Command[] = [
  { type: 'joinSwarm', ticketId },
  { type: 'leaveSwarm', ticketId },
  { ...message, audience: 'internal' },
  returnTag,
  { ...message, audience: 'customer' },
  { type: 'receiveMessage', ticketId, text: 'From the customer' },
  { type: 'editTicket', ticketId, changes: { priority: 'low' } },
  { type: 'moveTicket', ticketId, columnId: 'triage' },
  { type: 'assignOwner', ticketId, owner: 'eva' },
  { type: 'tagPerson', ticketId, person: 'sam', ask: 'The law?' },
  { type: 'removeGuest', ticketId, person: 'eva' },
  { type: 'openTicket', title: 'Another', customer: 'Acme' },
  { type: 'renameBoard', title: 'Mine' },
  { type: 'addColumn', title: 'Mine', kind: 'queue' },
];
const namesOf = (person: Person, ticket = taggedBoard().tickets.get(ticketId)) =>
  commands
    .filter((command) => mayCarryOut(person, command, ticket))
    .map((command) => (command.type === 'postMessage' ? `${command.audience} message` : command.type));

test('a guest may join and leave the swarm, post internal notes and return the tag, and nothing else', () => {
  expect(namesOf(eva)).toEqual(['joinSwarm', 'leaveSwarm', 'internal message', 'returnTag']);
});

test('once the tag is over a guest may do nothing', () => {
  const after = carryOut(taggedBoard(), removeEva, { person: bo });

  expect(namesOf(eva, after.tickets.get(ticketId))).toEqual([]);
  expect(refusalOf(after, { type: 'joinSwarm', ticketId }, eva)).toBe('ticketNotFound');
});

test('an observer sees and may change nothing', () => {
  expect(namesOf(observer)).toEqual([]);
  expect(refusalOf(taggedBoard(), { ...message, audience: 'internal' }, observer)).toBe('notAllowed');
});

test('an agent may do everything but return a tag that is somebody else’s', () => {
  expect(namesOf(ada)).toHaveLength(commands.length - 1);
  expect(namesOf(ada)).not.toContain('returnTag');
});

test('what is decided and what is offered are the same', () => {
  const board = carryOut(taggedBoard(), { type: 'joinSwarm', ticketId }, { person: eva });
  const ticket = board.tickets.get(ticketId);

  for (const person of [ada, eva, observer]) {
    for (const command of commands) {
      const isKept = ['notAllowed', 'boardNotFound', 'ticketNotFound'].includes(
        refusalOf(board, command, person) ?? '',
      );
      expect(!isKept, `${person.name} ${command.type}`).toBe(mayCarryOut(person, command, ticket));
    }
  }
});

test('an erased ticket keeps its open tags without what was asked', () => {
  const board = taggedBoard();

  const erased = reduce(board, anEntry(board, [{ type: 'ticketErased', ticketId }]));

  expect(erased.tickets.get(ticketId)?.tags).toMatchObject([{ person: 'eva', ask: '[erased]' }]);
});
