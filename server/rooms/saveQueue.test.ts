import { expect, test } from 'vitest';
import { HandSchedule, settle } from '../../test/support/documentRoom.ts';
import { type Accepted, SaveQueue, type Sender } from './saveQueue.ts';

/** A queue whose writes the test lets succeed or fail. */
function aQueue() {
  const schedule = new HandSchedule();
  const writes: { bytes: number[]; resolve: () => void; reject: (reason: unknown) => void }[] = [];
  const broken: unknown[] = [];
  const queue = new SaveQueue({
    schedule,
    write: (batch) =>
      new Promise((resolve, reject) => {
        writes.push({ bytes: batch.flatMap(({ update }) => [...update]), resolve, reject });
      }),
    onBroken: (reason) => broken.push(reason),
  });
  return { queue, schedule, writes, broken };
}

function aSender() {
  const confirmed: number[] = [];
  return { confirmed, confirm: (count: number) => confirmed.push(count), refuse: () => undefined };
}

function from(sender: Sender, update: Uint8Array): Accepted {
  return { update, frame: update, claims: [], brings: [], sender, person: 'ada' };
}

test('[D7] what arrives in one turn is one write', () => {
  const { queue, schedule, writes } = aQueue();

  queue.add(from(aSender(), Uint8Array.of(1)));
  queue.add(from(aSender(), Uint8Array.of(2)));
  expect(writes).toEqual([]);
  schedule.turn();

  expect(writes.map(({ bytes }) => bytes)).toEqual([[1, 2]]);
});

test('[D7] what arrives during a write waits for it and is the next one', async () => {
  const { queue, schedule, writes } = aQueue();
  queue.add(from(aSender(), Uint8Array.of(1)));
  schedule.turn();

  queue.add(from(aSender(), Uint8Array.of(2)));
  queue.add(from(aSender(), Uint8Array.of(3)));
  schedule.turn();
  expect(writes).toHaveLength(1);
  writes[0]?.resolve();
  await settle();
  schedule.turn();

  expect(writes.map(({ bytes }) => bytes)).toEqual([[1], [2, 3]]);
});

test('[D6] a sender is told how many are durable, once for each write and not before it', async () => {
  const { queue, schedule, writes } = aQueue();
  const [ada, bo] = [aSender(), aSender()];

  queue.add(from(ada, Uint8Array.of(1)));
  queue.add(from(bo, Uint8Array.of(2)));
  queue.add(from(ada, Uint8Array.of(3)));
  schedule.turn();
  await settle();
  expect([ada.confirmed, bo.confirmed]).toEqual([[], []]);
  writes[0]?.resolve();
  await settle();

  expect([ada.confirmed, bo.confirmed]).toEqual([[2], [1]]);
});

test('[D9] what brings nothing new is not written, and confirmed after all that came before it', async () => {
  const { queue, schedule, writes } = aQueue();
  const [ada, bo] = [aSender(), aSender()];
  queue.add(from(ada, Uint8Array.of(1)));
  schedule.turn();

  queue.confirmLater(bo);
  schedule.turn();
  await settle();
  expect(bo.confirmed).toEqual([]);
  writes[0]?.resolve();
  await settle();
  schedule.turn();
  await settle();

  expect(bo.confirmed).toEqual([1]);
  expect(writes).toHaveLength(1);
});

test('[D8] after a failed write nothing more is written or confirmed', async () => {
  const { queue, schedule, writes, broken } = aQueue();
  const ada = aSender();
  queue.add(from(ada, Uint8Array.of(1)));
  schedule.turn();
  queue.add(from(ada, Uint8Array.of(2)));

  writes[0]?.reject('the disk is gone');
  await settle();
  queue.add(from(ada, Uint8Array.of(3)));
  schedule.turn();
  await settle();

  expect(broken).toEqual(['the disk is gone']);
  expect(writes).toHaveLength(1);
  expect(ada.confirmed).toEqual([]);
});

test('it is settled when everything is durable, and when nothing ever will be', async () => {
  const { queue, schedule, writes } = aQueue();
  queue.add(from(aSender(), Uint8Array.of(1)));
  let settled = 0;

  void queue.settled().then(() => (settled += 1));
  schedule.turn();
  await settle();
  expect([settled, queue.unsavedBytes]).toEqual([0, 1]);
  writes[0]?.resolve();
  await settle();
  expect([settled, queue.unsavedBytes]).toEqual([1, 0]);

  queue.add(from(aSender(), Uint8Array.of(2)));
  schedule.turn();
  void queue.settled().then(() => (settled += 1));
  writes[1]?.reject('gone');
  await settle();
  expect(settled).toBe(2);
});

test('[D25] whoever waits for what was added so far hears when that is durable, and when it never will be', async () => {
  const { queue, schedule, writes } = aQueue();
  const heard: string[] = [];
  const listen = (name: string) => {
    queue.written().then(
      () => heard.push(name),
      (reason: unknown) => heard.push(`${name}: ${String(reason)}`),
    );
  };
  listen('nothing to wait for');
  queue.add(from(aSender(), Uint8Array.of(1)));
  listen('first');
  schedule.turn();
  queue.add(from(aSender(), Uint8Array.of(2)));
  listen('second');
  await settle();
  expect(heard).toEqual(['nothing to wait for']);

  writes[0]?.resolve();
  await settle();
  schedule.turn();
  await settle();
  expect(heard).toEqual(['nothing to wait for', 'first']);
  writes[1]?.reject('gone');
  await settle();
  listen('later');
  await settle();

  expect(heard.slice(2)).toEqual(['second: gone', 'later: gone']);
});
