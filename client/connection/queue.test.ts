import { expect, test, vi } from 'vitest';
import type { Command } from '../../shared/domain/commands.ts';
import { Refusal, type RefusalCode } from '../../shared/domain/refusals.ts';
import type { CommandMessage } from '../../shared/protocol/commands.ts';
import type { CommandReply } from '../../shared/protocol/socket.ts';
import { createMemoryStore } from './deviceStore.ts';
import { type Answer, CommandQueue, type QueuedCommand, queuePrefix } from './queue.ts';

const join: Command = { type: 'joinSwarm', ticketId: 'acme-1' };

function aCommand(id: string, more: Partial<QueuedCommand> = {}): QueuedCommand {
  return {
    id,
    board: 'acme',
    person: 'ada',
    command: join,
    askedAt: `2026-03-02T12:00:0${id}Z`,
    page: 'here',
    ...more,
  };
}

const refused = (code: RefusalCode): CommandReply => ({ error: new Refusal(code).toBody() });

function aQueue(answer: (message: CommandMessage) => CommandReply | undefined) {
  const store = createMemoryStore();
  const sent: CommandMessage[] = [];
  const answers: Answer[] = [];
  const line = { isConnected: true };
  const queue = new CommandQueue({
    board: 'acme',
    store,
    send(message) {
      sent.push(message);
      const reply = answer(message);
      return reply ? Promise.resolve(reply) : Promise.reject(new Error('no answer'));
    },
    isConnected: () => line.isConnected,
    onChange: () => undefined,
    onAnswer: (_queued, given) => answers.push(given),
  });
  return { queue, store, sent, answers, line };
}

test('commands go out one after the other, in the order they were asked', async () => {
  let seq = 0;
  const { queue, sent } = aQueue(() => ({ seq: (seq += 1) }));

  const answers = await Promise.all([queue.add(aCommand('1')), queue.add(aCommand('2')), queue.add(aCommand('3'))]);

  expect(sent.map(({ id }) => id)).toEqual(['1', '2', '3']);
  expect(answers).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }]);
  expect(queue.waiting).toEqual([]);
});

test('a command without an answer is sent again with the same id until it is answered', async () => {
  vi.useFakeTimers();
  let attempts = 0;
  const { queue, sent } = aQueue(() => ((attempts += 1) < 3 ? undefined : { seq: 7 }));

  const answer = queue.add(aCommand('1'));
  await vi.advanceTimersByTimeAsync(5_000);

  expect(await answer).toEqual({ seq: 7 });
  expect(sent.map(({ id }) => id)).toEqual(['1', '1', '1']);
  vi.useRealTimers();
});

test('what may pass is tried again, and nothing overtakes it', async () => {
  vi.useFakeTimers();
  let isFull = true;
  const { queue, sent } = aQueue(() => (isFull ? refused('storeFull') : { seq: 1 }));

  const first = queue.add(aCommand('1'));
  void queue.add(aCommand('2'));
  await vi.advanceTimersByTimeAsync(500);
  isFull = false;
  await vi.advanceTimersByTimeAsync(2_000);

  expect(await first).toEqual({ seq: 1 });
  expect(sent.map(({ id }) => id)).toEqual(['1', '1', '2']);
  vi.useRealTimers();
});

test('a refusal answers the command and lets the next one go', async () => {
  const { queue, answers } = aQueue(({ id }) => (id === '1' ? refused('columnNotFound') : { seq: 4 }));

  const first = queue.add(aCommand('1'));
  await queue.add(aCommand('2'));

  expect(await first).toMatchObject({ refusal: { code: 'columnNotFound' } });
  expect(answers).toHaveLength(2);
});

test('without a connection commands wait, and they are on the device meanwhile', async () => {
  const { queue, store, sent, line } = aQueue(() => ({ seq: 1 }));
  line.isConnected = false;

  const answer = queue.add(aCommand('1'));
  const kept = await store.withPrefix<QueuedCommand>(queuePrefix('acme'));
  line.isConnected = true;
  queue.wake();
  await answer;

  expect(kept.map(({ id }) => id)).toEqual(['1']);
  expect(sent).toHaveLength(1);
  expect(await store.withPrefix(queuePrefix('acme'))).toEqual([]);
});

test('what an earlier visit left goes first, in the order it was asked', async () => {
  const { queue, sent, line } = aQueue(() => ({ seq: 1 }));
  line.isConnected = false;
  const answer = queue.add(aCommand('3'));

  queue.adopt([aCommand('2'), aCommand('1')]);
  line.isConnected = true;
  queue.wake();
  await answer;

  expect(sent.map(({ id }) => id)).toEqual(['1', '2', '3']);
});

test('a signed-out person’s commands wait rather than fail', async () => {
  const { queue, answers } = aQueue(() => refused('signInNeeded'));

  void queue.add(aCommand('1'));
  await Promise.resolve();
  await Promise.resolve();

  expect(answers).toEqual([]);
  expect(queue.waiting).toHaveLength(1);
});

test('only a command that was never sent can be taken back', async () => {
  const { queue, line } = aQueue(() => undefined);
  line.isConnected = false;
  const waiting = queue.add(aCommand('1'));
  const second = queue.cancel('1');
  line.isConnected = true;
  void queue.add(aCommand('2'));

  const takenBack = queue.cancel('2');

  expect(second).toBe(true);
  expect(await waiting).toEqual({ dropped: true });
  expect(takenBack).toBe(false);
  queue.close();
});

test('a command that builds on another expects the ticket as that one left it', async () => {
  let seq = 40;
  const { queue, sent } = aQueue(() => ({ seq: (seq += 1) }));

  void queue.add(aCommand('1'));
  await queue.add(aCommand('2', { expects: { after: '1' } }));

  expect(sent[1]).toMatchObject({ id: '2', expectedVersion: 41 });
});

test('a command that builds on a refused one is not asked at all', async () => {
  const { queue, sent } = aQueue(() => refused('columnNotFound'));

  void queue.add(aCommand('1'));
  const answer = await queue.add(aCommand('2', { expects: { after: '1' } }));

  expect(answer).toEqual({ dropped: true });
  expect(sent.map(({ id }) => id)).toEqual(['1']);
});
