import { expect, test } from 'vitest';
import { Limits, limits, retryAfterOf } from './limits.ts';

const few = { seconds: 60, byPerson: 2, byAddress: 3 };
const rules = { requests: few, messages: few, subscriptions: few, upgrades: few, tests: few };

test('who asks more often than allowed is told when to come again', async () => {
  const doors = new Limits(rules);
  for (let count = 0; count < 2; count += 1) await doors.take('requests', { person: 'ada' });

  const third = await doors.take('requests', { person: 'ada' }).catch((reason: unknown) => reason);

  expect(third).toMatchObject({ code: 'tooManyRequests', details: { retryAfterSeconds: 60 } });
  expect(retryAfterOf(third as never)).toBe('60');
});

test('one person’s haste is nobody else’s, and other doors count for themselves', async () => {
  const doors = new Limits(rules);
  for (let count = 0; count < 2; count += 1) await doors.take('requests', { person: 'ada', address: '10.0.0.1' });

  await doors.take('requests', { person: 'bo', address: '10.0.0.1' });
  await doors.take('messages', { person: 'ada', address: '10.0.0.1' });
});

test('many people at one address share what is allowed from there', async () => {
  const doors = new Limits(rules);
  for (const person of ['ada', 'bo', 'cy']) await doors.take('requests', { person, address: '10.0.0.1' });

  await expect(doors.take('requests', { person: 'di', address: '10.0.0.1' })).rejects.toMatchObject({
    code: 'tooManyRequests',
  });
});

test('people at work never meet a limit: a burst of some hundreds, then twenty commands a second', async () => {
  const { messages } = limits;

  expect(messages.byPerson).toBeGreaterThanOrEqual(500 + 20 * messages.seconds);
  expect(messages.byAddress).toBeGreaterThanOrEqual(200 * messages.seconds);
  await new Limits().take('messages', { person: 'ada', address: '127.0.0.1' });
});
