import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { textOfStored } from '../../test/support/updates.ts';

describe('compaction', () => {
  test('[D13] a long log becomes one update, and what arrives meanwhile stays behind it', async () => {
    const server = aServer(new MemoryDocuments(), { compactAfterUpdates: 10 });
    const client = await aClientOf(server);
    for (let edit = 0; edit < 10; edit += 1) {
      client.type(String(edit));
      server.schedule.turn();
      await server.documents.carryOut();
      await settle();
    }
    expect(server.documents.waiting).toEqual(['load']);
    await server.documents.carryOut();
    await settle();
    client.type(' and more');
    server.schedule.turn();
    expect(server.documents.waiting).toEqual(['compact', 'append']);

    await server.run();

    const stored = await server.store.load('acme-1');
    expect(stored).toMatchObject({ compacted: 11, through: 12 });
    expect(stored?.updates).toHaveLength(2);
    expect(await textOfStored(server.store)).toBe('seed 0123456789 and more');
  });

  test('[D13] of two servers that compact at once one does, and what came in between stays', async () => {
    const store = new MemoryDocuments();
    const changed = { compactAfterUpdates: 3 };
    const [one, two] = [aServer(store, changed), aServer(store, changed)];
    const [ada, other] = [await aClientOf(one), await aClientOf(two)];
    for (const server of [one, two]) {
      const client = server === one ? ada : other;
      for (const letter of 'abc') client.type(letter);
      server.schedule.turn();
      while (!server.documents.waiting.includes('compact')) {
        await server.documents.carryOut();
        await settle();
      }
    }

    await one.run();
    const compacted = (await store.load('acme-1'))?.updates;
    await two.run();

    expect(compacted).toHaveLength(4);
    expect((await store.load('acme-1'))?.updates).toEqual(compacted);
    const text = await textOfStored(store);
    expect(Array.from(text).sort()).toEqual(Array.from('seed abcabc').sort());
  });

  test('[D13] parts whose predecessors are missing survive it', async () => {
    const server = aServer(new MemoryDocuments(), { compactOnLeavingAfterUpdates: 1 });
    const client = await aClientOf(server);
    const updates: Uint8Array[] = [];
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(client.doc));
    offline.on('update', (update: Uint8Array) => updates.push(update));
    offline.getText('t').insert(5, 'a');
    offline.getText('t').insert(6, 'b');
    offline.getText('t').delete(0, 1);
    client.update(updates[1]!);
    client.update(updates[2]!);
    await server.run();

    client.leave();
    server.schedule.pass(1000);
    await server.run();
    expect((await server.store.load('acme-1'))?.updates).toHaveLength(1);
    const back = await aClientOf(server);
    back.update(updates[0]!);
    await server.run();

    expect(await textOfStored(server.store)).toBe('eed ab');
    expect((await aClientOf(server)).text).toBe('eed ab');
  });

  test('[D13] a log with an update that nobody can read stays as it is', async () => {
    const server = aServer(new MemoryDocuments(), { compactOnLeavingAfterUpdates: 1 });
    const client = await aClientOf(server);
    const { epoch } = (await server.store.load('acme-1'))!;
    await server.store.append('acme-1', epoch, [Uint8Array.of(1, 1, 200)]);
    client.type('hello');
    await server.run();

    client.leave();
    server.schedule.pass(1000);
    await server.run();

    expect((await server.store.load('acme-1'))?.updates).toHaveLength(3);
    expect(server.reported).toHaveLength(1);
    expect((await aClientOf(server)).text).toBe('seed hello');
  });
});
