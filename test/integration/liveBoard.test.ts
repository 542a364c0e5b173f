import { afterEach, beforeEach, expect, test } from 'vitest';
import { ada, bo, noon } from '../support/builders.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { toSnapshot } from '../../shared/domain/board.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { createBoard } from '../../server/commands/createBoard.ts';
import type { Log } from '../../server/ports/log.ts';
import type { Store } from '../../server/ports/store.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { LiveBoard } from '../../server/boards/liveBoard.ts';

const clock = { now: () => new Date(noon) };
const open: Command = { type: 'openTicket', title: 'Webhooks stopped', customer: 'Acme' };
let store: Store;
let ids = 0;

beforeEach(async () => {
  store = await openEmbeddedStore({ dataDir: temporaryFolder('data') });
  await createBoard({ log: store.log, clock, newId }, { ...ada, preset: 'admin' }, { id: 'acme', title: 'Acme' });
});

afterEach(() => store.close());

function newId(): string {
  ids += 1;
  return `command-${String(ids)}`;
}

function load(log: Log = store.log): Promise<LiveBoard> {
  const onError = (reason: unknown) => {
    throw reason;
  };
  return LiveBoard.load('acme', { log, projections: store.projections, clock, onError });
}

/** The store's log, with another way to append. */
function appending(append: Log['append']): Log {
  const { log } = store;
  return new Proxy(log, {
    get: (target, name: keyof Log) => (name === 'append' ? append : target[name].bind(target)),
  });
}

function order(command: Command, { id = newId(), person = ada } = {}) {
  return { id, person, command };
}

test('[B3] two nodes that decide at once both succeed, one after the other', async () => {
  const [left, right] = await Promise.all([load(), load()]);

  const orders = Array.from({ length: 40 }, (_, index) => (index % 2 ? left : right).carryOut(order(open)));
  const seqs = await Promise.all(orders);

  await Promise.all([left.catchUp(), right.catchUp()]);
  expect([...seqs].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 2));
  expect(toSnapshot(left.state)).toEqual(toSnapshot(right.state));
  expect(left.state.tickets.size).toBe(40);
});

test('[B2] a command that the other node carried out before is answered with its first seq', async () => {
  const [left, right] = await Promise.all([load(), load()]);
  const repeated = order(open);
  const first = await left.carryOut(repeated);

  const second = await right.carryOut(repeated);

  expect(second).toBe(first);
  expect(right.state.tickets.size).toBe(1);
});

test('[B2] an entry that was written although the store said no is found when the command is repeated', async () => {
  let failing = true;
  const unsure = appending(async (entries) => {
    const result = await store.log.append(entries);
    if (!failing) return result;
    failing = false;
    throw new Refusal('storeUnavailable');
  });
  const board = await load(unsure);
  const repeated = order(open);

  await expect(board.carryOut(repeated)).rejects.toMatchObject({ code: 'storeUnavailable' });
  const seq = await board.carryOut(repeated);

  expect(seq).toBe(2);
  expect(board.state.tickets.size).toBe(1);
});

test('[B2] a repeated command that has nothing left to do gets its first answer', async () => {
  const board = await load();
  await board.carryOut(order(open));
  const join = order({ type: 'joinSwarm', ticketId: 'acme-1' });
  const first = await board.carryOut(join);
  await board.carryOut(order(open));

  expect(await board.carryOut(join)).toBe(first);
});

test('[B1] nobody hears of a change that was not written', async () => {
  const broken = appending(() => Promise.reject(new Refusal('storeFull')));
  const board = await load(broken);
  const heard: unknown[] = [];
  board.listen((entries) => heard.push(...entries));

  await expect(board.carryOut(order(open))).rejects.toMatchObject({ code: 'storeFull' });

  expect(heard).toEqual([]);
  expect(board.state.tickets.size).toBe(0);
});

test('one refused command does not undo the ones around it', async () => {
  const board = await load();
  const nowhere: Command = { type: 'joinSwarm', ticketId: 'acme-99' };

  const outcomes = await Promise.allSettled([open, nowhere, open].map((command) => board.carryOut(order(command))));

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(board.state.tickets.size).toBe(2);
});

test('[B5] after a stop the board starts from its snapshot, after a crash from the log, and is the same', async () => {
  const board = await load();
  await board.carryOut(order(open));
  await board.carryOut(order({ type: 'joinSwarm', ticketId: 'acme-1' }, { person: bo }));
  const crashed = await load();
  await board.close();
  const stopped = await load();

  expect(toSnapshot(crashed.state)).toEqual(toSnapshot(board.state));
  expect(toSnapshot(stopped.state)).toEqual(toSnapshot(board.state));
});

test('[B5] projections that are lost are derived again from the log', async () => {
  const board = await load();
  await board.carryOut(order(open));
  await board.close();
  await store.projections.clear('acme');

  const rebuilt = await load();
  await rebuilt.projected();

  expect(await store.projections.ticket('acme', 'acme-1')).toMatchObject({ title: 'Webhooks stopped' });
});
