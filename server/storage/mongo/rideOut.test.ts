import { MongoNetworkError, MongoServerError } from 'mongodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Unsettled } from './failures.ts';
import { RideOut, largePatience } from './rideOut.ts';

const unavailable = { code: 'storeUnavailable' };
const closed = new MongoNetworkError('connection closed');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Lets the time pass that an answer takes, and tells how long that was. */
async function settle<T>(answer: Promise<T>): Promise<{ result: PromiseSettledResult<T>; ms: number }> {
  const askedAt = performance.now();
  const settled: PromiseSettledResult<T>[] = [];
  void Promise.allSettled([answer]).then((results) => settled.push(...results));
  while (settled.length === 0) await vi.advanceTimersByTimeAsync(10);
  return { result: settled[0]!, ms: performance.now() - askedAt };
}

function failing(error: Error, times = Infinity) {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(error) : Promise.resolve('done'));
}

test.for([
  closed,
  new MongoServerError({ code: 10107, message: 'not primary' }),
  new MongoServerError({ code: 64, message: 'waiting for replication timed out' }),
  new Unsettled('seen, not confirmed'),
])('what failed for a reason that passes is tried again: %s', async (error) => {
  const { result } = await settle(new RideOut().run(failing(error, 5)));

  expect(result).toEqual({ status: 'fulfilled', value: 'done' });
});

test('an outage is waited for some fifteen seconds', async () => {
  const { result, ms } = await settle(new RideOut().run(failing(closed)));

  expect(result).toMatchObject({ reason: unavailable });
  expect(ms).toBeGreaterThan(13_000);
  expect(ms).toBeLessThan(15_500);
});

test('whoever asks late in an outage waits for its rest, five seconds at least, and not for another fifteen', async () => {
  const rideOut = new RideOut();
  await settle(rideOut.run(failing(closed)));

  const { result, ms } = await settle(rideOut.run(failing(closed)));

  expect(result).toMatchObject({ reason: unavailable });
  expect(ms).toBeLessThan(5_000);
});

test('an outage is over with the first answer', async () => {
  const rideOut = new RideOut();
  await settle(rideOut.run(failing(closed)));
  await settle(rideOut.run(failing(closed, 0)));

  const { ms } = await settle(rideOut.run(failing(closed)));

  expect(ms).toBeGreaterThan(13_000);
});

test('silence is not waited out: it is refused within five seconds, or thirty for what is large', async () => {
  const silence = () => new Promise<never>(() => undefined);

  const few = await settle(new RideOut().run(silence));
  const large = await settle(new RideOut().run(silence, largePatience));

  expect(few.result).toMatchObject({ reason: unavailable });
  expect(few.ms).toBeLessThan(5_000);
  expect(large.result).toMatchObject({ reason: unavailable });
  expect(large.ms).toBeGreaterThan(29_000);
});

test('a full disk is told at once, and so is what is no failure of the server', async () => {
  const full = await settle(new RideOut().run(failing(new MongoServerError({ code: 14031, message: 'no space' }))));
  const bug = await settle(new RideOut().run(failing(new TypeError('bug'))));

  expect(full.result).toMatchObject({ reason: { code: 'storeFull' } });
  expect(bug.result).toMatchObject({ reason: { message: 'bug' } });
  expect(full.ms + bug.ms).toBeLessThan(50);
});
