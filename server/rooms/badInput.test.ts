import { describe, expect, test } from 'vitest';
import { bo } from '../../test/support/builders.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { buildUpdate, textOfStored } from '../../test/support/updates.ts';

describe('bad input', () => {
  const malformed: [string, Uint8Array][] = [
    ['an empty frame', Uint8Array.of()],
    ['an unknown type of message', Uint8Array.of(9, 1)],
    ['an unknown type of sync message', Uint8Array.of(0, 7, 0)],
    ['a state vector that promises more than it holds', Uint8Array.of(0, 0, 2, 200, 1)],
    ['a length past the end', Uint8Array.of(0, 2, 200, 1, 0, 0)],
    ['a second message behind the first', Uint8Array.of(0, 2, 2, 0, 0, 3)],
    ['a number that never ends', new Uint8Array(40).fill(255)],
    ['awareness that is no JSON', Uint8Array.of(1, 5, 1, 1, 1, 1, 123)],
  ];

  test.each(malformed)('[D4] %s closes the connection with 4400', async (_name, bytes) => {
    const server = aServer();
    const [client, other] = [await aClientOf(server), await aClientOf(server)];

    client.bytes(bytes);

    expect(client.closed?.code).toBe(4400);
    other.type('still here');
    await server.run();
    expect(await textOfStored(server.store)).toBe('seed still here');
  });

  test('[D4] an update that Yjs cannot read is neither stored, passed on nor confirmed', async () => {
    const server = aServer();
    const [client, other] = [await aClientOf(server), await aClientOf(server)];
    const [saved, heard] = [client.saved, other.heard.length];
    const update = buildUpdate((doc) => doc.getText('t').insert(0, 'bad'));
    const { updates } = (await server.store.load('acme-1'))!;

    client.update(update.subarray(0, update.length - 2));
    await server.run();

    expect(client.closed?.code).toBe(4400);
    expect(client.saved).toBe(saved);
    expect(other.heard.slice(heard)).toEqual([]);
    expect((await server.store.load('acme-1'))?.updates).toEqual(updates);
  });

  test('[D18] a frame that is too large closes with 4413', async () => {
    const server = aServer(new MemoryDocuments(), { frameBytes: 1000 });
    const client = await aClientOf(server);

    client.type('x'.repeat(1001));

    expect(client.closed?.code).toBe(4413);
  });

  test('[D18] a reader that does not read is cut off, and the others do not notice', async () => {
    const server = aServer(new MemoryDocuments(), { outboxBytes: 1000 });
    const [slow, writer, other] = [await aClientOf(server), await aClientOf(server), await aClientOf(server)];
    slow.bufferedAmount = 5000;

    writer.type('hello');
    await server.run();

    expect(slow.closed?.code).toBe(4408);
    expect(other.text).toBe('seed hello');
    expect([writer.closed, other.closed]).toEqual([undefined, undefined]);
  });

  test('[D19] whoever may only read is sent away when they write, and otherwise served', async () => {
    const server = aServer();
    const ada = await aClientOf(server);
    const reader = await aClientOf(server, { person: bo, mayWrite: false });
    ada.type('hello');
    await server.run();
    expect([reader.text, reader.closed]).toEqual(['seed hello', undefined]);

    reader.type('graffiti');
    await server.run();

    expect(reader.closed?.code).toBe(4403);
    expect(ada.text).toBe('seed hello');
    expect(await textOfStored(server.store)).toBe('seed hello');
  });

  test('[D19] what a reader deletes is deleted for nobody else, and not called saved', async () => {
    const server = aServer();
    const ada = await aClientOf(server);
    const reader = await aClientOf(server, { person: bo, mayWrite: false });
    const saved = reader.saved;

    reader.doc.getText('t').delete(0, 2);
    await server.run();

    expect([reader.closed, reader.saved]).toEqual([undefined, saved]);
    expect(ada.text).toBe('seed ');
    expect(await textOfStored(server.store)).toBe('seed ');
  });
});
