import { describe, expect, test } from 'vitest';
import { FrameClient, settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { textOfStored } from '../../test/support/updates.ts';

describe('erasing', () => {
  test('[D30] an erased document ends for everybody, and whoever comes later gets a new one', async () => {
    const server = aServer();
    const epoch = server.rooms.epochOf('acme-1');
    const client = await aClientOf(server);
    client.type('what Acme told us');
    await server.run();

    const erasing = server.rooms.erase('acme-1');
    await server.run();
    await erasing;
    expect(client.closed?.code).toBe(4410);
    expect(await server.store.load('acme-1')).toBeUndefined();
    const [late, offline] = [await aClientOf(server), await aClientOf(server, { epoch: await epoch, wasErased: true })];

    expect(late.text).toBe('seed ');
    expect([offline.closed?.code, offline.heard]).toEqual([4410, []]);
  });

  test('[D30] a document that nobody has open is erased all the same', async () => {
    const server = aServer();
    const other = aServer(server.store);
    (await aClientOf(other)).type('what Acme told us');
    await other.run();

    const erasing = server.rooms.erase('acme-1');
    await server.run();
    await erasing;

    expect(await server.store.load('acme-1')).toBeUndefined();
    expect(server.rooms.size).toBe(0);
  });

  test('[D30] what is on its way to the store is gone with the rest, and nobody sees it in between', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('what Acme told us');
    server.schedule.turn();
    await settle();
    expect(server.documents.waiting).toEqual(['append']);

    const erasing = server.rooms.erase('acme-1');
    const hasty = new FrameClient(server.rooms);
    hasty.sync();
    const reading = server.rooms.read('acme-1');
    await server.run();
    await erasing;
    await server.run();

    expect([hasty.closed?.code, hasty.heard]).toEqual([1012, []]);
    expect((await reading).getText('t').toJSON()).toBe('seed ');
    expect(await textOfStored(server.store)).toBe('seed ');
  });

  test('[D30] when the store fails while erasing, whoever asked hears of it, and may ask again', async () => {
    const server = aServer();
    await aClientOf(server);

    const erasing = server.rooms.erase('acme-1');
    const refused = expect(erasing).rejects.toThrow('no store');
    await settle();
    server.documents.fail(new Error('no store'));
    await refused;
    const again = server.rooms.erase('acme-1');
    await server.run();

    await again;
    expect(await server.store.load('acme-1')).toBeUndefined();
  });
});
