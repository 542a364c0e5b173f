import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Session } from '../../server/ports/sessions.ts';
import { type Bench, aBoardId, anEntry, aSession, aTicket, entries, readAll } from './bench.ts';

export function keepingContract(bench: Bench): void {
  test('a session is found by its hash until it is removed', async () => {
    const { sessions } = bench.store;
    const session = aSession();

    await sessions.save(session);
    await sessions.save({ ...session, person: 'bo' });
    expect(await sessions.find(session.idHash)).toEqual({ ...session, person: 'bo' });

    await sessions.remove(session.idHash);
    expect(await sessions.find(session.idHash)).toBeUndefined();
    await sessions.remove(session.idHash);
  });

  test('sessions that ran out are taken away when a new one is made', async () => {
    const { sessions } = bench.store;
    const old = aSession({ createdAt: '2026-01-01', expiresAt: '2026-01-02' });
    const lasting = aSession({ createdAt: '2026-01-01', expiresAt: '2036-01-01' });
    await sessions.save(old);
    await sessions.save(lasting);

    await sessions.save(aSession({ createdAt: '2026-01-03', expiresAt: '2036-01-01' }));

    expect(await sessions.find(old.idHash)).toBeUndefined();
    expect(await sessions.find(lasting.idHash)).toBeDefined();
  });

  test('the sessions of a person are listed, latest seen first', async () => {
    const { sessions } = bench.store;
    const person = aBoardId();
    const [old, newest, middle] = ['09', '11', '10'].map((hour) =>
      aSession({ person, seenAt: `2026-03-02T${hour}:00:00.000Z` }),
    ) as [Session, Session, Session];
    for (const session of [old, newest, middle, aSession()]) await sessions.save(session);

    expect(await sessions.ofPerson(person)).toEqual([newest, middle, old]);
    expect(await sessions.ofPerson(aBoardId())).toEqual([]);
  });

  test('using a session is noted, unless it is gone', async () => {
    const { sessions } = bench.store;
    const [session, gone] = [aSession(), aSession()];
    await sessions.save(session);

    for (const { idHash } of [session, gone]) {
      await sessions.touch(idHash, { at: '2026-03-03T08:00:00.000Z', address: '2001:db8::7' });
    }

    const expected = { ...session, seenAt: '2026-03-03T08:00:00.000Z', address: '2001:db8::7' };
    expect(await sessions.find(session.idHash)).toEqual(expected);
    expect(await sessions.find(gone.idHash)).toBeUndefined();
  });

  test('several sessions are removed at once', async () => {
    const { sessions } = bench.store;
    const person = aBoardId();
    const [one, two, stays] = [aSession({ person }), aSession({ person }), aSession({ person })];
    for (const session of [one, two, stays]) await sessions.save(session);

    await sessions.removeAll([one.idHash, two.idHash, 'unknown']);
    await sessions.removeAll([]);

    expect(await sessions.ofPerson(person)).toEqual([stays]);
  });

  test.for([0, 1, 1_048_576, 10_000_001])('a file of %d bytes is kept as it is', async (size) => {
    const bytes = new Uint8Array(size).map((_, index) => (index * 7) % 253);
    const blob = { id: aBoardId(), ticketId: 'acme-1', type: 'image/png', name: 'Bild „1“ /../x.png', bytes };

    await bench.store.blobs.put(blob);

    const { bytes: kept, ...rest } = (await bench.store.blobs.get(blob.id))!;
    expect(rest).toEqual({ id: blob.id, ticketId: blob.ticketId, type: blob.type, name: blob.name });
    expect(kept.length).toBe(size);
    expect(hashOf(kept)).toBe(hashOf(bytes));
  });

  test('two files with the same content are two files', async () => {
    const bytes = Uint8Array.from([1, 2, 3]);
    const [one, other] = [aBoardId(), aBoardId()];

    await bench.store.blobs.put({ id: one, ticketId: 'acme-1', type: 'text/plain', name: 'one', bytes });
    await bench.store.blobs.put({ id: other, ticketId: 'acme-2', type: 'text/plain', name: 'other', bytes });

    expect(await bench.store.blobs.get(one)).toMatchObject({ ticketId: 'acme-1', name: 'one', bytes });
    expect(await bench.store.blobs.get(other)).toMatchObject({ ticketId: 'acme-2', name: 'other', bytes });
  });

  test('the files of a ticket are listed, and a removed one is gone while its twin stays', async () => {
    const { blobs } = bench.store;
    const [ticket, other] = [aBoardId(), aBoardId()];
    const file = (ticketId: string, name: string, bytes: Uint8Array) => ({
      ...{ id: aBoardId(), ticketId, type: 'text/plain', name, bytes },
    });
    const content = Buffer.from(`same in both, and of ${ticket} only`);
    const [one, twin] = [file(ticket, 'one', new Uint8Array(content)), file(other, 'twin', new Uint8Array(content))];
    const second = file(ticket, 'second', Uint8Array.of(1));
    for (const blob of [one, twin, second]) await blobs.put(blob);

    expect((await blobs.ofTicket(ticket)).map(({ name }) => name).sort()).toEqual(['one', 'second']);
    expect((await blobs.ofTicket(ticket)).find(({ id }) => id === one.id)).toEqual(one);
    expect(await Promise.all([blobs.remove(one.id), blobs.remove('unknown')])).toEqual([true, false]);

    expect(await blobs.get(one.id)).toBeUndefined();
    expect(await blobs.remove(one.id)).toBe(false);
    expect(await blobs.ofTicket(ticket)).toEqual([second]);
    expect(await blobs.get(twin.id)).toEqual(twin);
    expect(await blobs.remove(twin.id)).toBe(true);
    expect(await blobs.ofTicket(other)).toEqual([]);
  });

  test('a file is there whatever happens to others with the same content meanwhile', async () => {
    const stores = [bench.store, await bench.open()];
    const bytes = new Uint8Array(Buffer.from(aBoardId()));
    const put = async (n: number) => {
      const id = aBoardId();
      await stores[n % 2]!.blobs.put({ id, ticketId: 'acme-1', type: 'text/plain', name: id, bytes });
      return id;
    };
    let doomed = await Promise.all([1, 2, 3].map(put));

    for (let round = 0; round < 5; round += 1) {
      const putting = Promise.all([1, 2, 3].map(put));
      await Promise.all(doomed.map((id, n) => stores[n % 2]!.blobs.remove(id)));
      doomed = await putting;
      for (const id of doomed) expect((await bench.store.blobs.get(id))?.bytes).toEqual(bytes);
    }
  });

  test.for(['unknown', '../swarmboard.db', '', '\u0000'])('there is no file %j', async (id) => {
    expect(await bench.store.blobs.get(id)).toBeUndefined();
  });

  test('what one has written, another that opens the store later sees', async () => {
    const writer = await bench.open();
    const board = aBoardId();
    const session = aSession();
    const bytes = Uint8Array.from([1, 2, 3]);
    await writer.log.append(entries(board, 1, 3));
    await writer.documents.create(board, 'first', bytes);
    await writer.documents.append(board, 'first', [bytes]);
    await writer.projections.saveTickets(board, [aTicket(board, 1)]);
    await writer.sessions.save(session);
    await writer.blobs.put({ id: board, ticketId: 'acme-1', type: 'text/plain', name: 'one', bytes });
    await writer.close();

    const reader = await bench.open();

    expect(await readAll(reader, board)).toEqual(entries(board, 1, 3));
    expect(await reader.documents.load(board)).toMatchObject({ epoch: 'first', updates: [bytes, bytes], through: 2 });
    expect(await reader.projections.ticket(board, `${board}-1`)).toEqual(aTicket(board, 1));
    expect(await reader.sessions.find(session.idHash)).toEqual(session);
    expect(await reader.blobs.get(board)).toMatchObject({ bytes });
    expect(await reader.log.append([anEntry(board, 4)])).toEqual({ appended: 1, conflict: null });
  });

  test('closing waits for what was asked before and refuses what is asked after', async () => {
    const closing = await bench.open();
    const board = aBoardId();

    const asked = closing.log.append(entries(board, 1, 5));
    const closed = closing.close();

    await expect(asked).resolves.toEqual({ appended: 5, conflict: null });
    await closed;
    expect(await bench.store.log.head(board)).toBe(5);
    await expect(closing.log.append([anEntry(board, 6)])).rejects.toMatchObject({ code: 'storeUnavailable' });
    await expect(closing.ping()).rejects.toMatchObject({ code: 'storeUnavailable' });
    await expect(closing.close()).resolves.toBeUndefined();
  });

  test('the store answers', async () => {
    await expect(bench.store.ping()).resolves.toBeUndefined();
  });
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
