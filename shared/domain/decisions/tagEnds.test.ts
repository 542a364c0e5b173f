import { expect, test } from 'vitest';
import { aBoardWith, anEntry, bo, carryOut, noon } from '../../../test/support/builders.ts';
import {
  answer,
  boardAskingBoth,
  decline,
  eva,
  eventsOf,
  join,
  raise,
  refusalOf,
  removeEva,
  returnTag,
  taggedBoard,
  tagId,
  tagOn,
  ticketId,
  toL3,
  typesOf,
  withSettled,
} from '../../../test/support/taggedBoards.ts';
import type { Command } from '../commands.ts';
import { reduce } from '../reduce.ts';

test('only whoever has accepted answers and returns', () => {
  expect(refusalOf(taggedBoard(), answer, { person: eva })?.code).toBe('tagNotAccepted');
  expect(refusalOf(taggedBoard(), returnTag, { person: eva })?.code).toBe('tagNotAccepted');
});

test('a tag that is returned is over, and whoever was in the swarm has left it', () => {
  const joined = carryOut(taggedBoard(), join, { person: eva });

  const events = eventsOf(
    joined,
    { ...returnTag, coaching: 'Look at the proxy log first.', generalistCapable: true },
    { person: eva },
  );
  const after = reduce(joined, anEntry(joined, events, { person: 'eva' }));

  expect(events).toEqual([
    { type: 'swarmLeft', ticketId, person: 'eva', joinedAt: noon },
    {
      ...{ type: 'tagEnded', ticketId, tagId, people: ['eva'], how: 'returned' },
      ...{ coaching: 'Look at the proxy log first.', generalistCapable: true },
    },
  ]);
  expect(after.tickets.get(ticketId)).toMatchObject({ tags: [], swarm: [] });
});

test('whoever has taken up another tag of the ticket stays when one is returned', () => {
  const both = carryOut(carryOut(taggedBoard(), join, { person: eva }), raise(toL3));
  const held = withSettled(both, raise({ kind: 'domain', domain: 'tls' }), { settled: { asked: ['eva'] } });
  const second = { type: 'acceptTag', ticketId, tagId: `command-${String(both.seq + 1)}` } as const;

  expect(typesOf(held, returnTag, { person: eva })).toEqual(['swarmLeft', 'tagEnded']);
  expect(typesOf(carryOut(held, second, { person: eva }), returnTag, { person: eva })).toEqual(['tagEnded']);
});

test('whoever declines is asked no more; the others still are, since when they were', () => {
  const board = carryOut(boardAskingBoth(), decline, { person: eva, at: '2026-03-02T12:10:00.000Z' });

  expect(tagOn(board)).toMatchObject({
    state: 'raised',
    asked: ['fin'],
    askedAt: noon,
    declined: [{ person: 'eva', at: '2026-03-02T12:10:00.000Z', reason: 'busy' }],
  });
});

test('whoever is suggested is asked from then on', () => {
  const at = '2026-03-02T12:10:00.000Z';
  const suggest = { ...decline, reason: 'wrongPerson', note: 'Not mine', suggest: 'fin' } as Command;

  const board = carryOut(taggedBoard(), suggest, { person: eva, at });

  expect(tagOn(board)).toMatchObject({ state: 'raised', asked: ['fin'], askedAt: at });
  expect(tagOn(board)?.declined).toEqual([
    { person: 'eva', at, reason: 'wrongPerson', note: 'Not mine', suggested: 'fin' },
  ]);
  expect(refusalOf(taggedBoard(), { ...decline, suggest: 'eva' }, { person: eva })?.code).toBe('invalidInput');
});

test('after the last one the next on duty is asked; when there is none, that was it', () => {
  const at = '2026-03-02T12:10:00.000Z';
  const passed = withSettled(taggedBoard(), decline, { person: eva, at, settled: { asked: ['fin'] } });

  expect(tagOn(passed)).toMatchObject({ asked: ['fin'], askedAt: at, askedBefore: ['eva'] });
  expect(eventsOf(taggedBoard(), decline, { person: eva }).at(-1)).toMatchObject({ type: 'tagEnded', how: 'declined' });
});

test('whoever had accepted may decline after all, until they have answered', () => {
  const joined = carryOut(taggedBoard(), join, { person: eva });
  const after = withSettled(joined, decline, { person: eva, settled: { asked: ['fin'] } });

  expect(tagOn(after)).toMatchObject({ state: 'raised', asked: ['fin'] });
  expect(tagOn(after)).not.toHaveProperty('acceptedAt');
  expect(after.tickets.get(ticketId)?.swarm).toEqual([]);
  expect(refusalOf(carryOut(joined, answer, { person: eva }), decline, { person: eva })?.code).toBe('tagAnswered');
});

test('a tag is withdrawn by whoever works the ticket, and its guest is out', () => {
  const joined = carryOut(taggedBoard(), join, { person: eva });

  const after = carryOut(joined, { type: 'withdrawTag', ticketId, tagId }, { person: bo });

  expect(after.tickets.get(ticketId)).toMatchObject({ tags: [], swarm: [] });
  expect(refusalOf(after, { type: 'withdrawTag', ticketId, tagId })?.code).toBe('tagNotOpen');
});

test('a guest is removed by whoever works the ticket, and only that guest', () => {
  const both = carryOut(boardAskingBoth(), raise({ kind: 'person', person: 'sam' }));

  const after = carryOut(both, removeEva, { person: bo, at: '2026-03-02T12:10:00.000Z' });

  const asked = after.tickets.get(ticketId)?.tags?.map((tag) => [tag.asked, tag.askedAt]);
  expect(asked).toEqual([
    [['fin'], noon],
    [['sam'], noon],
  ]);
  expect(carryOut(taggedBoard(), removeEva).tickets.get(ticketId)?.tags).toEqual([]);
});

test('a tag that is not there cannot be ended', () => {
  expect(refusalOf(aBoardWith(1), removeEva)?.code).toBe('notTagged');
  expect(refusalOf(taggedBoard(), { ...removeEva, ticketId: 'acme-2' })?.code).toBe('notTagged');
});
