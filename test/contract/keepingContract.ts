import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Bench, aBoardId, anEntry, aTicket, entries, noon, readAll } from './bench.ts';

export function keepingContract(bench: Bench): void {
  test('a session is found by its hash until it is removed', async () => {
    const { sessions } = bench.store;
    const session = { idHash: aBoardId(), person: 'ada', createdAt: noon, expiresAt: '2036-03-02T12:00:00.000Z' };

    await sessions.save(session);
    await sessions.save({ ...session, person: 'bo' });
    expect(await sessions.find(session.idHash)).toEqual({ ...session, person: 'bo' });

    await sessions.remove(session.idHash);
    expect(await sessions.find(session.idHash)).toBeUndefined();
    await sessions.remove(session.idHash);
  });

  test('sessions that ran out are taken away when a new one is made', async () => {
    const { sessions } = bench.store;
    const [old, lasting, fresh] = [aBoardId(), aBoardId(), aBoardId()];
    await sessions.save({ idHash: old, person: 'ada', createdAt: '2026-01-01', expiresAt: '2026-01-02' });
    await sessions.save({ idHash: lasting, person: 'ada', createdAt: '2026-01-01', expiresAt: '2036-01-01' });

    await sessions.save({ idHash: fresh, person: 'ada', createdAt: '2026-01-03', expiresAt: '2036-01-01' });

    expect(await sessions.find(old)).toBeUndefined();
    expect(await sessions.find(lasting)).toBeDefined();
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

  test.for(['unknown', '../swarmboard.db', '', '\u0000'])('there is no file %j', async (id) => {
    expect(await bench.store.blobs.get(id)).toBeUndefined();
  });

  test('what one has written, another that opens the store later sees', async () => {
    const writer = await bench.open();
    const board = aBoardId();
    const session = { idHash: aBoardId(), person: 'ada', createdAt: noon, expiresAt: '2036-03-02T12:00:00.000Z' };
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
