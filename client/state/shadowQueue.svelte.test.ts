import { expect, test } from 'vitest';
import { aBoardWith } from '../../test/support/builders.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { SuspectedBugSummary } from '../../shared/protocol/radar.ts';
import { filteredBugs, readShadowFilters, writeShadowFilters } from './shadowFilters.ts';
import { ShadowQueue } from './shadowQueue.svelte.ts';
import { changedQuery } from './query.ts';

const board = { id: 'acme', title: 'Acme' };
const bugs: SuspectedBugSummary[] = [...aBoardWith(3).tickets.values()].map((ticket, index) => ({
  ticket: {
    ...ticket,
    product: index === 0 ? 'Voice' : 'SMS',
    bug: { by: 'ada', at: '2026-11-03', why: `Crash ${['first', 'second', 'third'][index] ?? ''}` },
  },
  ...{ board, problem: '', evidence: 0, hypotheses: 0 },
}));
const all = readShadowFilters(new URLSearchParams());

test('one that cannot be taken does not keep the others from being taken, and says why', async () => {
  const asked: string[] = [];
  const queue = new ShadowQueue({
    fetchQueue: () => Promise.resolve({ bugs: [] }),
    send: ({ command }) => {
      const ticketId = 'ticketId' in command ? command.ticketId : '';
      asked.push(`${ticketId} ${String(queue.progress?.done)} of ${String(queue.progress?.asked)}`);
      return ticketId === 'acme-2' ? Promise.reject(new Refusal('notSuspectedBug')) : Promise.resolve({ seq: 1 });
    },
  });

  const { taken, failed } = await queue.take(bugs);

  expect(asked).toEqual(['acme-1 0 of 3', 'acme-2 1 of 3', 'acme-3 2 of 3']);
  expect(taken).toEqual(['acme-1', 'acme-3']);
  expect(failed).toEqual([{ ticketId: 'acme-2', why: 'This ticket is not in the shadow queue any more.' }]);
  expect(queue.progress).toBeUndefined();
});

test('a filter is what its address says, and what somebody has taken is left out unless asked for', () => {
  const tag = { id: 't', target: { kind: 'line', line: 'L3' }, state: 'accepted', asked: ['eve'] } as never;
  const [first, ...rest] = bugs;
  if (!first) throw new Error('there are three');
  const some = [{ ...first, ticket: { ...first.ticket, tags: [tag] } }, ...rest];
  const ids = (filters: Partial<typeof all>) =>
    filteredBugs(some, { ...all, ...filters }).map(({ ticket }) => ticket.id);
  const chosen = { ...all, product: 'SMS', text: 'crash third', taken: true };

  expect(ids({})).toEqual(['acme-2', 'acme-3']);
  expect(ids({ taken: true, product: 'Voice' })).toEqual(['acme-1']);
  expect(ids(chosen)).toEqual(['acme-3']);
  expect(
    readShadowFilters(new URLSearchParams(changedQuery(new URLSearchParams(), writeShadowFilters(chosen)))),
  ).toEqual(chosen);
});
