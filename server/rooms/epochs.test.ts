import { describe, expect, test } from 'vitest';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { textOfStored } from '../../test/support/updates.ts';

describe('epochs', () => {
  test('[D12] a client that holds a copy of another incarnation is sent away before it is told anything', async () => {
    const server = aServer();
    const epoch = server.rooms.epochOf('acme-1');
    await server.run();

    const [stale, current] = [
      await aClientOf(server, { epoch: 'another' }),
      await aClientOf(server, { epoch: await epoch }),
    ];

    expect([stale.closed?.code, stale.heard]).toEqual([4409, []]);
    expect([current.closed, current.text]).toEqual([undefined, 'seed ']);
  });

  test('[D12] when a document is made anew under live clients, they are sent away and no text is doubled', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    await server.store.remove('acme-1');
    const other = aServer(server.store);
    await aClientOf(other);

    client.type('hello');
    await server.run();

    expect(client.closed?.code).toBe(4409);
    expect(await textOfStored(server.store)).toBe('seed ');
  });
});
