import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { TestPerson, type TestSocket } from '../support/person.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** The live board over the real doors; runs once on each store. */
export function boardSuite(settings: () => Record<string, string>): void {
  let running: Running;
  let ada: TestPerson;
  let bo: TestPerson;
  let adasSocket: TestSocket;
  let bosSocket: TestSocket;

  beforeAll(async () => {
    running = await start(
      readConfig({ PORT: '0', SWARMBOARD_DEV: '1', DATA_DIR: temporaryFolder('data'), ...settings() }),
    );
    ada = await TestPerson.signIn(running.url, 'Ada');
    bo = await TestPerson.signIn(running.url, 'Bo');
    adasSocket = await ada.connect();
    bosSocket = await bo.connect();
  });

  afterAll(async () => {
    adasSocket.close();
    bosSocket.close();
    await running.stop();
  });

  const open: Command = { type: 'openTicket', title: 'Webhooks stopped', customer: 'Acme' };

  async function aBoard(): Promise<string> {
    return ada.createBoard(`Board ${randomUUID().slice(0, 8)}`);
  }

  test('the first person is an admin, the next one an agent, and a known name is the same person', async () => {
    const again = await TestPerson.signIn(running.url, ' ada ');

    expect([ada.person.preset, bo.person.preset]).toEqual(['admin', 'agent']);
    expect(again.person.id).toBe(ada.person.id);
  });

  test('[B1] a command is acknowledged with its seq and reaches everybody on the board', async () => {
    const board = await aBoard();
    await bosSocket.subscribe(board);

    const reply = await adasSocket.run(board, open);

    await bosSocket.until(() => bosSocket.entries.some((entry) => entry.board === board));
    expect(reply).toEqual({ seq: 2 });
    expect(bosSocket.entries.find((entry) => entry.board === board)).toMatchObject({ seq: 2, person: ada.person.id });
  });

  test('[B2] a command that is sent again takes effect once and gets its first answer', async () => {
    const board = await aBoard();
    const id = randomUUID();

    const replies = await Promise.all([1, 2, 3].map(() => adasSocket.run(board, open, { id })));

    expect(replies).toEqual([{ seq: 2 }, { seq: 2 }, { seq: 2 }]);
    expect((await ada.snapshot(board)).tickets).toHaveLength(1);
  });

  test('[B2] a command that would be refused the second time gets its first answer all the same', async () => {
    const board = await aBoard();
    const ticketId = `${board}-1`;
    await adasSocket.run(board, open);
    await adasSocket.run(board, { type: 'joinSwarm', ticketId });
    const id = randomUUID();
    const first = await adasSocket.run(board, { type: 'leaveSwarm', ticketId }, { id });

    const second = await adasSocket.run(board, { type: 'leaveSwarm', ticketId }, { id });

    expect(second).toEqual(first);
  });

  test('[B3] many people at once get gapless seqs and the same board', async () => {
    const board = await aBoard();

    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? adasSocket : bosSocket).run(board, open)),
    );

    const seqs = replies.map((reply) => ('seq' in reply ? reply.seq : -1)).sort((a, b) => a - b);
    const snapshot = await bo.snapshot(board);
    expect(seqs).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
    expect(new Set(snapshot.tickets.map(({ id }) => id)).size).toBe(100);
  });

  test('[B4] a subscriber gets exactly what it missed', async () => {
    const board = await aBoard();
    for (let count = 0; count < 5; count += 1) await adasSocket.run(board, open);

    const reply = await bosSocket.subscribe(board, 3);

    expect(reply).toMatchObject({ seq: 6, entries: [{ seq: 4 }, { seq: 5 }, { seq: 6 }] });
  });

  test('[B4] a subscriber that claims to know more than there is starts over', async () => {
    const board = await aBoard();

    expect(await bosSocket.subscribe(board, 99)).toMatchObject({ reset: true });
  });

  test('presence names who is where and forgets who has left', async () => {
    const board = await aBoard();
    await adasSocket.run(board, open);
    await bosSocket.subscribe(board);
    const guest = await ada.connect();
    await guest.subscribe(board);
    const here = { person: ada.person.id, ticketId: `${board}-1`, attention: 'editing' as const };

    guest.socket.emit('presence', { board, ticketId: here.ticketId, attention: here.attention });
    await bosSocket.until(() => bosSocket.presence.some(({ ticketId }) => ticketId === here.ticketId));

    expect(bosSocket.presence).toEqual([here]);
    guest.close();
    await bosSocket.until(() => bosSocket.presence.length === 0);
  });

  test.each<[string, unknown, string]>([
    ['an unknown command', { type: 'explode' }, 'invalidInput'],
    ['a missing field', { type: 'openTicket', title: 'x' }, 'invalidInput'],
    ['a wrong type', { type: 'openTicket', title: 1, customer: 'Acme' }, 'invalidInput'],
    ['a field too many', { ...open, owner: 'me' }, 'invalidInput'],
    ['an operator where a string belongs', { ...open, title: { $gt: '' } }, 'invalidInput'],
    ['a ticket that is not there', { type: 'joinSwarm', ticketId: 'nowhere-1' }, 'ticketNotFound'],
    ['an owner nobody knows', { type: 'assignOwner', ticketId: 'x-1', owner: 'nobody' }, 'personNotFound'],
  ])('%s is refused by its code and nothing happens', async (_what, command, code) => {
    const board = await aBoard();

    const reply = await adasSocket.send({ board, id: randomUUID(), command });

    expect(reply).toMatchObject({ error: { code, retryable: false } });
    expect((await ada.snapshot(board)).seq).toBe(1);
  });

  test.each([[undefined], [null], ['text'], [[]], [{ board: 'Not A Board', id: 'x' }]])(
    'the malformed message %j is refused and the connection stays',
    async (message) => {
      expect(await adasSocket.send(message)).toMatchObject({ error: { code: 'invalidInput' } });
      expect(adasSocket.socket.connected).toBe(true);
    },
  );

  test('a board that is not there is refused', async () => {
    expect(await adasSocket.run('nowhere', open)).toMatchObject({ error: { code: 'boardNotFound' } });
    expect(await adasSocket.subscribe('nowhere')).toMatchObject({ error: { code: 'boardNotFound' } });
  });

  test('moving by an outdated view is refused and says the version', async () => {
    const board = await aBoard();
    const ticketId = `${board}-1`;
    await adasSocket.run(board, open);
    await bosSocket.run(board, { type: 'joinSwarm', ticketId });
    const move: Command = { type: 'moveTicket', ticketId, columnId: 'triage' };

    const reply = await adasSocket.run(board, move, { expectedVersion: 2 });

    expect(reply).toMatchObject({ error: { code: 'staleVersion', details: { version: 3 } } });
  });

  test('moving into a column that was removed meanwhile is refused', async () => {
    const board = await aBoard();
    await adasSocket.run(board, open);
    await bosSocket.run(board, { type: 'removeColumn', columnId: 'triage' });

    const reply = await adasSocket.run(board, { type: 'moveTicket', ticketId: `${board}-1`, columnId: 'triage' });

    expect(reply).toMatchObject({ error: { code: 'columnNotFound' } });
  });

  test('an oversized message closes that connection and nothing else', async () => {
    const guest = await ada.connect();
    const closed = new Promise((resolve) => guest.socket.once('disconnect', resolve));

    guest.socket.emit('presence', 'x'.repeat(2 * 1024 * 1024));

    await closed;
    guest.close();
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  test('a page of another protocol version is told to reload', async () => {
    const socket = io(running.url, { transports: ['websocket'], forceNew: true, auth: { protocol: 999 } });

    const reason = await new Promise<Error & { data?: unknown }>((resolve) => socket.once('connect_error', resolve));

    socket.close();
    expect(reason.data).toMatchObject({ code: 'protocolMismatch' });
  });

  test('a ticket that has left the board is found, and comes back when somebody works on it', async () => {
    const board = await aBoard();
    const numbers = Array.from({ length: 255 }, (_, index) => index + 1);
    await Promise.all(numbers.map(() => adasSocket.run(board, open)));
    const resolve = (number: number): Command => {
      return { type: 'moveTicket', ticketId: `${board}-${String(number)}`, columnId: 'resolved' };
    };
    await Promise.all(numbers.map((number) => adasSocket.run(board, resolve(number))));
    const ticketId = `${board}-1`;
    expect((await ada.snapshot(board)).tickets.map(({ id }) => id)).not.toContain(ticketId);

    const found = await ada.ask('GET', `/boards/${board}/tickets?q=webhooks&limit=200`);
    const reopened = await adasSocket.run(board, { type: 'moveTicket', ticketId, columnId: 'triage' });

    expect((found.body as { tickets: unknown[] }).tickets).toHaveLength(200);
    expect(reopened).toHaveProperty('seq');
    const snapshot = await ada.snapshot(board);
    expect(snapshot.tickets.find(({ id }) => id === ticketId)).toMatchObject({ columnId: 'triage', state: 'queued' });
  });
}
