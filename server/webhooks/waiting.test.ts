import { expect, test } from 'vitest';
import type { KeptDelivery } from '../commands/webhookDeliveries.ts';
import { Waiting } from './waiting.ts';

const now = '2026-03-01T12:00:00.000Z';
const later = '2026-03-01T13:00:00.000Z';

function aDelivery(ticketId: string, place: number, nextTryAt = now): KeptDelivery {
  const id = `${ticketId}/${place}`;
  const rest = { topic: 'ticket.edited', state: 'waiting', at: now, tries: [], body: '{}', messageId: id } as const;
  return { id, ticketId, place, nextTryAt, ...rest };
}

const ids = (deliveries: readonly KeptDelivery[]) => deliveries.map(({ id }) => id);

test('of each ticket only the first goes, whatever order they were found in', () => {
  const waiting = new Waiting([aDelivery('a', 2), aDelivery('b', 3), aDelivery('a', 1)]);

  expect(ids(waiting.due(now))).toEqual(['a/1', 'b/3']);
});

test('one that failed holds back what follows on its ticket, and nothing else', () => {
  const waiting = new Waiting([aDelivery('a', 1), aDelivery('a', 2), aDelivery('b', 3)]);

  waiting.settle(aDelivery('a', 1), aDelivery('a', 1, later));

  expect(ids(waiting.due(now))).toEqual(['b/3']);
  expect(ids(waiting.due(later))).toEqual(['a/1', 'b/3']);
});

test('the next one goes when the first no longer waits', () => {
  const waiting = new Waiting([aDelivery('a', 1), aDelivery('a', 2, later)]);

  waiting.settle(aDelivery('a', 1), undefined);

  expect(waiting.size).toBe(1);
  expect(waiting.nextDueAt()).toBe(later);
  waiting.settle(aDelivery('a', 2), undefined);
  expect(waiting.nextDueAt()).toBeNull();
});
