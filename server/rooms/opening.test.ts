import { describe, expect, test } from 'vitest';
import { FrameClient, settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { textOfStored } from '../../test/support/updates.ts';

describe('opening', () => {
  test('[D2] nothing is answered before the document is loaded', async () => {
    const server = aServer();
    const client = new FrameClient(server.rooms);
    client.sync();

    await settle();
    expect(client.heard).toEqual([]);
    await server.run();

    expect(client.heard).toContain('step2');
    expect(client.text).toBe('seed ');
  });

  test('[D2] a document that cannot be loaded is not shown as an empty one', async () => {
    const server = aServer();
    const client = new FrameClient(server.rooms);
    client.sync();

    server.documents.fail(new Error('unreadable'));
    await settle();

    expect(client.heard).toEqual([]);
    expect(client.closed?.code).toBe(4503);
    expect((await aClientOf(server)).text).toBe('seed ');
  });

  test('a ticket that does not exist has no document', async () => {
    const server = aServer();

    const client = await aClientOf(server, { ticketId: 'acme-404' });

    expect(client.closed?.code).toBe(4404);
    const read = expect(server.rooms.read('acme-404')).rejects.toMatchObject({ code: 'ticketNotFound' });
    await server.run();
    await read;
  });

  test('[D3] two servers that open a new document at once end up with one seed', async () => {
    const store = new MemoryDocuments();
    const [one, two] = [aServer(store), aServer(store)];
    const clients = [new FrameClient(one.rooms), new FrameClient(two.rooms)];
    for (const client of clients) client.sync();
    // Both have looked and found nothing.
    for (const { documents } of [one, two]) await documents.carryOut();
    await settle();

    await Promise.all([one.run(), two.run()]);

    expect(clients.map(({ text }) => text)).toEqual(['seed ', 'seed ']);
    expect(await textOfStored(store)).toBe('seed ');
  });

  test('what a client sends too much of before the document is there is refused', async () => {
    const server = aServer(new MemoryDocuments(), { inboxBytes: 100 });
    const client = new FrameClient(server.rooms);

    for (let frame = 0; frame < 10; frame += 1) client.type('twenty characters   ');

    expect(client.closed?.code).toBe(4429);
    await server.run();
    expect(await textOfStored(server.store)).toBe('seed ');
  });
});
