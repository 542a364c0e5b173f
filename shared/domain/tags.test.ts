import { expect, test } from 'vitest';
import { ada, anEntry, bo, carryOut } from '../../test/support/builders.ts';
import {
  accept,
  answer,
  decline,
  eva,
  join,
  note,
  observer,
  raise,
  refusalOf,
  removeEva,
  returnTag,
  taggedBoard,
  tagId,
  tagOn,
  ticketId,
  toEva,
} from '../../test/support/taggedBoards.ts';
import type { Command } from './commands.ts';
import { mayCarryOut } from './decide.ts';
import type { Person } from './person.ts';
import { reduce } from './reduce.ts';

test('to somebody who may not see it, a ticket that is there answers exactly like one that is not', () => {
  const board = taggedBoard();
  const about = (id: string): Command[] => [
    { type: 'joinSwarm', ticketId: id },
    { type: 'acceptTag', ticketId: id, tagId },
    { type: 'returnTag', ticketId: id, tagId },
    { type: 'takeBug', ticketId: id },
    { type: 'raiseTag', ticketId: id, target: toEva, ask: 'Let me in' },
    { type: 'postMessage', ticketId: id, audience: 'internal', text: 'Hello' },
    { type: 'moveTicket', ticketId: id, columnId: 'triage' },
  ];

  const there = about('acme-2').map((command) => refusalOf(board, command, { person: eva })?.code);
  const absent = about('acme-99').map((command) => refusalOf(board, command, { person: eva })?.code);

  expect(there).toEqual(absent);
  expect(new Set(there)).toEqual(new Set(['ticketNotFound']));
});

test('to somebody who may not see it, a board answers as if it were not there', () => {
  const hears = (command: Command) => refusalOf(taggedBoard(), command, { person: eva })?.code;

  expect(hears({ type: 'renameBoard', title: 'Mine' })).toBe('boardNotFound');
  expect(hears({ type: 'openTicket', title: 'Mine', customer: 'Acme' })).toBe('boardNotFound');
});

const message = { type: 'postMessage', ticketId, text: 'Hello' } as const;
const commands: readonly Command[] = [
  { type: 'joinSwarm', ticketId },
  { type: 'leaveSwarm', ticketId },
  { ...message, audience: 'internal' },
  accept,
  decline,
  answer,
  returnTag,
  { ...message, audience: 'customer' },
  { type: 'receiveMessage', ticketId, text: 'From the customer' },
  { type: 'editTicket', ticketId, changes: { priority: 'low' } },
  { type: 'moveTicket', ticketId, columnId: 'triage' },
  { type: 'assignOwner', ticketId, owner: 'eva' },
  raise({ kind: 'person', person: 'sam' }),
  { type: 'withdrawTag', ticketId, tagId },
  removeEva,
  { type: 'openTicket', title: 'Another', customer: 'Acme' },
  { type: 'renameBoard', title: 'Mine' },
  { type: 'addColumn', title: 'Mine', kind: 'queue' },
];
const answers = ['acceptTag', 'declineTag', 'answerTag', 'returnTag'];
const namesOf = (person: Person, ticket = taggedBoard().tickets.get(ticketId)) =>
  commands
    .filter((command) => mayCarryOut(person, command, ticket))
    .map((command) => (command.type === 'postMessage' ? `${command.audience} message` : command.type));

test('a guest may join and leave the swarm, post internal notes and answer the tag, and nothing else', () => {
  expect(namesOf(eva)).toEqual(['joinSwarm', 'leaveSwarm', 'internal message', ...answers]);
});

test('once the tag is over a guest may do nothing', () => {
  const after = carryOut(taggedBoard(), removeEva, { person: bo });

  expect(namesOf(eva, after.tickets.get(ticketId))).toEqual([]);
  expect(refusalOf(after, join, { person: eva })?.code).toBe('ticketNotFound');
});

test('an observer sees and may change nothing', () => {
  expect(namesOf(observer)).toEqual([]);
  expect(refusalOf(taggedBoard(), note, { person: observer })?.code).toBe('notAllowed');
});

test('an agent may do everything but answer a tag that is somebody else’s', () => {
  expect(namesOf(ada)).toHaveLength(commands.length - answers.length);
  expect(namesOf(ada).filter((name) => answers.includes(name))).toEqual([]);
});

test('what is decided and what is offered are the same', () => {
  const board = carryOut(taggedBoard(), join, { person: eva });
  const ticket = board.tickets.get(ticketId);

  for (const person of [ada, eva, observer]) {
    for (const command of commands) {
      const isKept = ['notAllowed', 'boardNotFound', 'ticketNotFound'].includes(
        refusalOf(board, command, { person })?.code ?? '',
      );
      expect(!isKept, `${person.name} ${command.type}`).toBe(mayCarryOut(person, command, ticket));
    }
  }
});

test('an erased ticket keeps its open tags without what was asked', () => {
  const suggest = { ...decline, note: 'Acme again', suggest: 'fin' } as Command;
  const board = carryOut(taggedBoard(), suggest, { person: eva });

  const erased = reduce(board, anEntry(board, [{ type: 'ticketErased', ticketId }]));

  expect(tagOn(erased)).toMatchObject({ asked: ['fin'], ask: '[erased]', declined: [{ note: '[erased]' }] });
});
