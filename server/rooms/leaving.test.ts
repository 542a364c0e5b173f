import { describe, expect, test } from 'vitest';
import { FrameClient, settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { textOfStored } from '../../test/support/updates.ts';

describe('leaving', () => {
  test('[D14] an empty room is forgotten after a while', async () => {
    const server = aServer();
    const client = await aClientOf(server);

    client.leave();
    server.schedule.pass(999);
    await server.run();
    expect(server.rooms.size).toBe(1);
    server.schedule.pass(1);
    await server.run();

    expect(server.rooms.size).toBe(0);
  });

  test('[D14] it is not forgotten while something waits for the store, and whoever comes back meanwhile sees that', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('last words');
    server.schedule.turn();
    client.leave();
    server.schedule.pass(1000);
    await settle();

    const back = new FrameClient(server.rooms);
    back.sync();
    expect(back.text).toBe('seed ');
    await server.run();

    expect(back.text).toBe('seed last words');
    expect(server.rooms.size).toBe(1);
    back.type('!');
    await server.run();
    expect(await textOfStored(server.store)).toBe('seed last words!');
  });

  test('[D14] whoever comes while it is compacted for leaving keeps it open', async () => {
    const server = aServer(new MemoryDocuments(), { compactOnLeavingAfterUpdates: 1 });
    const client = await aClientOf(server);
    client.type('a');
    await server.run();
    client.leave();
    server.schedule.pass(1000);
    await settle();
    expect(server.documents.waiting).toEqual(['load']);

    const back = await aClientOf(server);
    back.type('b');
    await server.run();

    expect(server.rooms.size).toBe(1);
    expect(await textOfStored(server.store)).toBe('seed ab');
  });

  test('[D14] a document that nobody has used for a while is kept as bytes, and nothing is missing when it is used again', async () => {
    const server = aServer(new MemoryDocuments(), { liveDocs: 1 });
    const client = await aClientOf(server);
    client.type('hello');
    // The one who comes back has most of it: the document is brought up to date, but not encoded as a whole.
    client.sync();

    await aClientOf(server, { ticketId: 'acme-2' });
    client.type(' again');

    expect((await aClientOf(server)).text).toBe('seed hello again');
    expect((await server.rooms.read('acme-1')).getText('t').toJSON()).toBe('seed hello again');
  });

  test('[D14] a document that was only read is forgotten too', async () => {
    const server = aServer();
    const reading = server.rooms.read('acme-1');
    await server.run();
    await reading;

    server.schedule.pass(1000);
    await server.run();

    expect(server.rooms.size).toBe(0);
  });

  test('[D20] a stop waits until what was accepted is durable and told, and takes nothing more', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('in time');
    const before = client.saved;

    const drained = server.rooms.drain();
    client.type(' too late');
    server.schedule.turn();
    await settle();
    expect([client.closed, client.saved]).toEqual([undefined, before]);
    await server.run();
    await drained;

    expect([client.closed?.code, client.saved]).toEqual([1012, before + 1]);
    expect(await textOfStored(server.store)).toBe('seed in time');
    expect(new FrameClient(server.rooms).closed?.code).toBe(1012);
    expect(server.rooms.size).toBe(0);
  });

  test('[D17] whoever hears nothing for a while is sent something', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    const heard = client.heard.length;

    server.schedule.pass(30_000);
    server.schedule.pass(15_000);

    expect(client.heard.slice(heard)).toEqual(['awareness', 'awareness']);
  });
});
