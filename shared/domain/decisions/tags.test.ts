import { expect, test } from 'vitest';
import { aBoardWith, bo, carryOut, noon } from '../../../test/support/builders.ts';
import {
  accept,
  answer,
  boardAskingBoth,
  eva,
  eventsOf,
  fin,
  join,
  note,
  raise,
  refusalOf,
  returnTag,
  taggedBoard,
  tagId,
  tagOn,
  ticketId,
  toEva,
  toL3,
  typesOf,
  withSettled,
} from '../../../test/support/taggedBoards.ts';
import type { BriefContent } from '../brief.ts';
import type { Command } from '../commands.ts';
import type { Settled } from './context.ts';
import type { Person } from '../person.ts';
import { standardCharter } from '../standardCharter.ts';

const brief: BriefContent = {
  problem: 'Webhooks fail',
  impact: 'All orders',
  steps: ['Sent one by hand'],
  evidence: [],
  hypotheses: [],
};

test('a tag says who is asked, by whom, since when and what', () => {
  const tagged = taggedBoard();

  expect(tagOn(tagged)).toEqual({
    ...{ id: tagId, target: toEva, by: 'ada', at: noon, ask: 'Is this the proxy?', state: 'raised' },
    ...{ asked: ['eva'], askedAt: noon, declined: [], charter: 0, missing: [] },
  });
  expect(tagged.tickets.get(ticketId)).toMatchObject({ version: tagged.seq, owner: null, swarm: [] });
});

test('the very same target is not asked twice before it has answered, whatever is asked', () => {
  const both = carryOut(taggedBoard(), raise(toL3));

  expect(eventsOf(both, { type: 'raiseTag', ticketId, target: toEva, ask: 'Something else?' })).toEqual([]);
  expect(typesOf(both, raise({ kind: 'domain', domain: 'L3' }))).toEqual(['tagRaised']);
  const answered = [accept, answer].reduce((board, step) => carryOut(board, step, { person: eva }), both);
  expect(typesOf(answered, raise())).toEqual(['tagRaised']);
});

test('without the evidence that the charter asks for a tag is refused, and told what is missing', () => {
  const settled: Settled = { charter: standardCharter, brief, required: ['problem', 'error', 'hypothesis'] };

  const refusal = refusalOf(aBoardWith(1), raise(toL3), { settled });

  expect(refusal).toMatchObject({
    code: 'evidenceMissing',
    details: { missing: ['error', 'hypothesis'], required: ['problem', 'error', 'hypothesis'], mayWaive: true },
  });
});

test('a customer who is blocked does not wait for evidence; it is counted', () => {
  const settled: Settled = { charter: { ...standardCharter, version: 3 }, brief, required: ['error'], asked: ['eva'] };

  const board = withSettled(aBoardWith(2), { ...raise(toL3), blocked: true }, { settled });

  expect(tagOn(board)).toMatchObject({ missing: ['error'], waived: 'customerBlocked', charter: 3, asked: ['eva'] });
});

test('where the charter lets nobody jump, “customer blocked” is refused with its rule', () => {
  const charter = { ...standardCharter, jump: { allowed: false, rule: 'Call the manager.' } };

  const refusal = refusalOf(
    aBoardWith(1),
    { ...raise(toL3), blocked: true },
    {
      settled: { charter, brief },
    },
  );

  expect(refusal).toMatchObject({
    code: 'evidenceMissing',
    details: { reason: 'jumpNotAllowed', rule: 'Call the manager.', missing: [], required: [], mayWaive: false },
  });
});

test('the brief is frozen with the tag, what is asked included', () => {
  const [raised] = eventsOf(aBoardWith(1), raise(), { settled: { brief } });

  expect(raised).toMatchObject({ brief: { ...brief, ask: 'Is this the proxy?' } });
});

test('whoever accepts is the only one asked from then on', () => {
  const board = carryOut(boardAskingBoth(), accept, { person: eva, at: '2026-03-02T12:05:00.000Z' });

  expect(tagOn(board)).toMatchObject({ state: 'accepted', asked: ['eva'], acceptedAt: '2026-03-02T12:05:00.000Z' });
  expect(eventsOf(board, accept, { person: eva })).toEqual([]);
  expect(refusalOf(board, accept, { person: fin })?.code).toBe('ticketNotFound');
});

test('every step keeps its time, and the owner is the owner throughout', () => {
  const steps: [Command, Person][] = [
    [accept, eva],
    [join, eva],
    [answer, eva],
    [answer, eva],
  ];
  const owned = carryOut(taggedBoard(), { type: 'assignOwner', ticketId, owner: 'bo' });

  const board = steps.reduce(
    (so, [command, person], index) => carryOut(so, command, { person, at: `2026-03-02T13:0${String(index)}:00.000Z` }),
    owned,
  );

  expect(tagOn(board)).toMatchObject({
    state: 'answered',
    acceptedAt: '2026-03-02T13:00:00.000Z',
    joinedAt: '2026-03-02T13:01:00.000Z',
    answeredAt: '2026-03-02T13:02:00.000Z',
  });
  expect(carryOut(board, returnTag, { person: eva }).tickets.get(ticketId)?.owner).toBe('bo');
});

test('joining the swarm accepts the tag and says that one has come', () => {
  expect(typesOf(taggedBoard(), join, { person: eva })).toEqual(['swarmJoined', 'tagAccepted', 'tagJoined']);
  expect(typesOf(carryOut(taggedBoard(), accept, { person: eva }), join, { person: eva })).toEqual([
    'swarmJoined',
    'tagJoined',
  ]);
});

test('so does the first thing that somebody does who has accepted, once', () => {
  const accepted = carryOut(taggedBoard(), accept, { person: eva });

  expect(typesOf(taggedBoard(), note, { person: eva })).toEqual(['messagePosted']);
  expect(typesOf(accepted, note, { person: eva })).toEqual(['tagJoined', 'messagePosted']);
  expect(typesOf(accepted, answer, { person: eva })).toEqual(['tagJoined', 'tagAnswered']);
  expect(typesOf(carryOut(accepted, note, { person: eva }), note, { person: eva })).toEqual(['messagePosted']);
});

test('whoever takes a suspected bug tags themselves; a tag that asks them already is accepted instead', () => {
  const take: Command = { type: 'takeBug', ticketId };
  const suspect: Command = { type: 'suspectBug', ticketId, why: 'The retry loses the header' };
  const suspected = carryOut(aBoardWith(1), suspect);

  const taken = withSettled(suspected, take, { person: eva, settled: { brief, required: ['error'] } });

  expect(tagOn(taken)).toMatchObject({
    ...{ target: toL3, by: 'eva', asked: ['eva'], state: 'accepted', waived: 'shadowQueue', missing: ['error'] },
    ask: 'The retry loses the header',
  });
  expect(eventsOf(taken, take, { person: eva })).toEqual([]);
  expect(typesOf(carryOut(taggedBoard(), suspect), take, { person: eva })).toEqual(['tagAccepted']);
  expect(refusalOf(carryOut(taggedBoard(), suspect), take, { person: bo })?.code).toBe('notAllowed');
});
