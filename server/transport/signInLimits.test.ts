import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../../shared/domain/refusals.ts';
import { SignInLimits, networkOf } from './signInLimits.ts';

const account = 'ada@analytical.example';
const wrong = () => Promise.resolve(undefined);
const right = () => Promise.resolve('ada');

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function watched(): { limits: SignInLimits; blocked: string[] } {
  const blocked: string[] = [];
  return { blocked, limits: new SignInLimits((account) => blocked.push(account)) };
}

async function outcome(attempt: Promise<string | undefined>): Promise<string> {
  try {
    return (await attempt) ?? 'wrong';
  } catch (reason) {
    if (reason instanceof Refusal) return reason.code;
    throw reason;
  }
}

/** How many of so many guesses were looked at, and not just sent away. */
async function looked(guess: (turn: number) => Promise<string | undefined>, times: number): Promise<number> {
  let count = 0;
  for (let turn = 0; turn < times; turn += 1) if ((await outcome(guess(turn))) === 'wrong') count += 1;
  return count;
}

test('[A16] ten thousand guesses from as many addresses: at most a hundred an hour are looked at', async () => {
  const { limits, blocked } = watched();
  const guess = (turn: number) =>
    limits.signIn({ account, address: `10.1.${String(turn >> 8)}.${String(turn & 255)}` }, wrong);

  const first = await looked(guess, 5_000);
  vi.advanceTimersByTime(30 * 60_000);
  const second = await looked((turn) => guess(5_000 + turn), 5_000);

  expect(first + second).toBeLessThanOrEqual(100);
  expect(blocked).toEqual([account]);
});

test('[A16] over any hour, also where one count ends and the next begins', async () => {
  const { limits } = watched();
  const at: number[] = [];
  for (let minute = 0; minute < 240; minute += 1) {
    const guess = (turn: number) =>
      limits.signIn({ account, address: `10.${String(minute)}.1.${String(turn)}` }, wrong);
    at.push(...Array.from({ length: await looked(guess, 40) }, () => minute));
    vi.advanceTimersByTime(60_000);
  }

  const busiest = Math.max(...at.map((start) => at.filter((one) => one >= start && one < start + 60).length));

  expect(at.length).toBeGreaterThan(0);
  expect(busiest).toBeLessThanOrEqual(100);
});

test('[A16] guesses at the same moment count as well', async () => {
  const { limits } = watched();

  const all = await Promise.all(
    Array.from({ length: 10_000 }, (_none, turn) =>
      outcome(limits.signIn({ account, address: `10.1.${String(turn >> 8)}.${String(turn & 255)}` }, wrong)),
    ),
  );

  expect(all.filter((one) => one === 'wrong').length).toBeLessThanOrEqual(100);
});

test('[A16] the owner comes in all the while, from a device that has been here before', async () => {
  const { limits } = watched();
  await looked((turn) => limits.signIn({ account, address: `10.1.1.${String(turn)}` }, wrong), 200);

  const stranger = await outcome(limits.signIn({ account, address: '10.9.9.9' }, right));
  const owner = await outcome(limits.signIn({ account, address: '10.1.1.1', device: 'laptop' }, right));

  expect([stranger, owner]).toEqual(['tooManyRequests', 'ada']);
});

test('[A16] a stolen device has an end too', async () => {
  const { limits, blocked } = watched();

  const guesses = await looked(() => limits.signIn({ account, address: '10.1.1.1', device: 'stolen' }, wrong), 100);

  expect(guesses).toBe(10);
  expect(blocked).toEqual([account]);
  expect(await outcome(limits.signIn({ account, address: '10.1.1.1', device: 'laptop' }, right))).toBe('ada');
});

test('[A16] from one address the wait grows with every wrong one, and many accounts do not help', async () => {
  const { limits, blocked } = watched();

  const oneAccount = await looked(() => limits.signIn({ account, address: '10.1.1.1' }, wrong), 100);
  const others = await looked(
    (turn) => limits.signIn({ account: `${String(turn)}@b.example`, address: '10.1.1.1' }, wrong),
    1_000,
  );
  vi.advanceTimersByTime(2_000);
  const afterwards = await looked(
    (turn) => limits.signIn({ account: `${String(turn)}@c.example`, address: '10.1.1.1' }, wrong),
    10,
  );

  expect([oneAccount, oneAccount + others, afterwards]).toEqual([6, 31, 1]);
  expect(blocked).toHaveLength(2);
});

test('all the addresses of one IPv6 network are one', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::2'));
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'));
  expect(networkOf('::ffff:10.1.1.1')).toBe('10.1.1.1');
});

test('who signs in has nothing counted against them', async () => {
  const { limits } = watched();

  for (let turn = 0; turn < 200; turn += 1) {
    expect(await outcome(limits.signIn({ account, address: '10.1.1.1' }, right))).toBe('ada');
  }
});

test('what could not be found out counts for nothing', async () => {
  const { limits } = watched();
  const broken = () => Promise.reject(new Refusal('storeUnavailable'));

  for (let turn = 0; turn < 200; turn += 1) await outcome(limits.signIn({ account, address: '10.1.1.1' }, broken));

  expect(await outcome(limits.signIn({ account, address: '10.1.1.1' }, right))).toBe('ada');
});

test('links cannot be guessed at leisure, and one that is good goes on working', async () => {
  const { limits } = watched();
  const guess = () => limits.withLink('10.1.1.1', () => Promise.reject(new Refusal('linkNotGood')));

  const outcomes = [];
  for (let turn = 0; turn < 100; turn += 1) outcomes.push(await outcome(guess()));

  expect(outcomes.filter((one) => one === 'linkNotGood')).toHaveLength(21);
  expect(await outcome(limits.withLink('10.2.2.2', right))).toBe('ada');
});

test('nobody sets out for the provider without end', async () => {
  const { limits } = watched();

  const outcomes = [];
  for (let turn = 0; turn < 100; turn += 1) {
    outcomes.push(await outcome(limits.visit('10.1.1.1').then(() => 'gone')));
  }

  expect(outcomes.filter((one) => one === 'gone')).toHaveLength(60);
});

test('somebody signed in who does not know the password cannot try for long', async () => {
  const { limits } = watched();

  const guesses = await looked(() => limits.confirm('ada', wrong), 100);

  expect(guesses).toBe(10);
});
