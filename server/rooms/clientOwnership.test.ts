import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ada, bo } from '../../test/support/builders.ts';
import { FrameClient, settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { textOfStored } from '../../test/support/updates.ts';
import { seeder } from './clientOwners.ts';

/** What a client writes next under the Yjs client of this document, without that document hearing of it. */
function writtenAs(doc: Y.Doc, text: string, { at = doc.getText('t').length, client = doc.clientID } = {}): Uint8Array {
  const forger = new Y.Doc();
  Y.applyUpdate(forger, Y.encodeStateAsUpdate(doc));
  forger.clientID = client;
  const before = Y.encodeStateVector(forger);
  forger.getText('t').insert(at, text);
  return Y.encodeStateAsUpdate(forger, before);
}

async function claimsIn({ store }: { store: MemoryDocuments }) {
  return (await store.load('acme-1'))?.claims ?? [];
}

describe('whose a Yjs client is', () => {
  test('[D26] whoever writes under the client of somebody else is sent away, and nothing of it stays', async () => {
    const server = aServer();
    const [victim, other] = [await aClientOf(server), await aClientOf(server)];
    const attacker = await aClientOf(server, { person: bo });
    victim.type('mine');
    await server.run();

    attacker.update(writtenAs(victim.doc, ' forged'));
    await server.run();
    victim.type(' alone');
    await server.run();

    expect(attacker.closed?.code).toBe(4403);
    expect([victim, other].map(({ text, closed }) => [text, closed])).toEqual(
      Array(2).fill(['seed mine alone', undefined]),
    );
    expect(await textOfStored(server.store)).toBe('seed mine alone');
  });

  test('[D26] a client is claimed with its first update, and the seed belongs to the server', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    const [seed] = [...client.doc.store.clients.keys()];

    client.type('mine');
    await server.run();

    expect(await claimsIn(server)).toEqual([
      { client: seed, person: seeder },
      { client: client.doc.clientID, person: 'ada' },
    ]);
    client.update(writtenAs(client.doc, 'as the seed', { client: seed! }));
    await server.run();
    expect(client.closed?.code).toBe(4403);
  });

  test('[D26] a claim outlives the server that took it', async () => {
    const server = aServer();
    const victim = await aClientOf(server);
    victim.type('mine');
    await server.run();

    const next = aServer(server.store);
    const attacker = await aClientOf(next, { person: bo });
    attacker.update(writtenAs(victim.doc, ' forged'));
    await next.run();

    expect(attacker.closed?.code).toBe(4403);
    expect(await textOfStored(server.store)).toBe('seed mine');
  });

  test('[D26] anybody may repeat what the document holds, as everybody does who comes back', async () => {
    const server = aServer();
    const [writer, other] = [await aClientOf(server), await aClientOf(server, { person: bo })];
    writer.type('mine');
    await server.run();
    const { updates } = (await server.store.load('acme-1'))!;
    const saved = other.saved;

    other.update(Y.encodeStateAsUpdate(other.doc));
    await server.run();

    expect([other.closed, other.saved]).toEqual([undefined, saved + 1]);
    expect((await server.store.load('acme-1'))?.updates).toEqual(updates);
  });

  test('[D26] all tabs, devices and connections of one person share what is theirs', async () => {
    const server = aServer();
    const [laptop, phone] = [await aClientOf(server), await aClientOf(server)];
    laptop.type('from one');
    await server.run();
    const offline = writtenAs(laptop.doc, ' and written offline');

    laptop.leave();
    phone.update(offline);
    await server.run();

    expect(phone.closed).toBeUndefined();
    expect(await textOfStored(server.store)).toBe('seed from one and written offline');
  });

  test('[D26] a document from before there were claims goes to who writes next', async () => {
    const store = new MemoryDocuments();
    const before = Object.assign(new Y.Doc(), { clientID: 5 });
    before.getText('t').insert(0, 'old');
    await store.create('acme-1', 'e1', Uint8Array.of(0, 0));
    await store.append('acme-1', 'e1', [Y.encodeStateAsUpdate(before)]);
    const server = aServer(store);
    const [first, second] = [await aClientOf(server), await aClientOf(server, { person: bo })];

    first.update(writtenAs(before, ' and new'));
    await server.run();
    second.update(writtenAs(first.doc, ' and forged', { client: 5 }));
    await server.run();

    expect([first.closed, second.closed?.code]).toEqual([undefined, 4403]);
    expect(await textOfStored(store)).toBe('old and new');
  });

  test('[D26] of two who use one client on two servers, the store says whose it is', async () => {
    const store = new MemoryDocuments();
    const [one, two] = [aServer(store), aServer(store)];
    const [first, second] = [await aClientOf(one, { person: ada }), await aClientOf(two, { person: bo })];
    const [bystander] = [await aClientOf(two, { person: ada })];
    const client = 77;

    first.update(writtenAs(first.doc, 'first', { client }));
    second.update(writtenAs(second.doc, 'another', { client }));
    await one.run();
    await two.run();
    await settle();

    expect([first.closed, second.closed?.code]).toEqual([undefined, 4403]);
    expect((await claimsIn({ store })).filter((claim) => claim.client === client)).toEqual([{ client, person: 'ada' }]);
    expect(bystander.text).toBe(await textOfStored(store));
    expect(bystander.text).toContain('first');
  });

  test('[D26] whoever comes from another server with what that has stored is not taken for a forger', async () => {
    const store = new MemoryDocuments();
    const [one, two] = [aServer(store), aServer(store)];
    const [writer, reader] = [await aClientOf(one), await aClientOf(one, { person: bo })];
    await aClientOf(two);
    writer.type('a');
    await one.run();
    const known = await aClientOf(two, { person: bo });
    writer.type('b');
    await one.run();

    known.update(Y.encodeStateAsUpdate(reader.doc));
    known.type('!');
    await two.run();

    expect(known.closed).toBeUndefined();
    expect(await textOfStored(store)).toContain('ab');
    expect((await aClientOf(two)).text).toBe(await textOfStored(store));
  });

  test('[D26] who shows themselves under a client has it, although they have not written yet', async () => {
    const server = aServer();
    const [victim, attacker] = [await aClientOf(server), await aClientOf(server, { person: bo })];
    victim.showAwareness(Uint8Array.of(1, 9, 1, 2, 123, 125));

    attacker.update(writtenAs(attacker.doc, 'forged', { client: 9 }));
    await server.run();
    victim.update(writtenAs(victim.doc, 'mine', { client: 9 }));
    await server.run();

    expect([victim.closed, attacker.closed?.code]).toEqual([undefined, 4403]);
    expect(await textOfStored(server.store)).toBe('seed mine');
  });

  test('[D26] nobody deletes what somebody else has yet to write', async () => {
    const server = aServer();
    const [victim, attacker] = [await aClientOf(server), await aClientOf(server, { person: bo })];
    victim.type('a');
    await server.run();
    const { clientID } = victim.doc;

    // Clocks 1 to 99 of the victim, of whom only clock 0 is there; and one that is, which is anybody's to delete.
    attacker.update(buildDeletion(clientID, { from: 1, length: 99 }));
    attacker.update(buildDeletion(clientID, { from: 0, length: 1 }));
    await server.run();
    victim.type('bc');
    await server.run();

    expect(attacker.closed).toBeUndefined();
    expect([victim.text, await textOfStored(server.store)]).toEqual(['seed bc', 'seed bc']);
    expect((await aClientOf(server)).text).toBe('seed bc');
  });

  test('[D31] what was said under a client and clock is never said differently', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    const other = new FrameClient(server.rooms);
    const { doc } = client;
    const different = writtenAs(doc, 'lies that go on');
    client.type('true');
    await server.run();

    client.update(different);
    await server.run();
    other.sync();
    await server.run();

    // What lies behind what was there is new, and the client's own.
    expect([other.text, (await aClientOf(server)).text]).toEqual(['seed true that go on', 'seed true that go on']);
    expect(await textOfStored(server.store)).toBe('seed true that go on');
    const { updates } = (await server.store.load('acme-1'))!;
    expect(Buffer.concat([...updates]).toString('latin1')).not.toContain('lies');
  });

  test('[D31] what is repeated together with something new is stored and passed on once', async () => {
    const server = aServer();
    const [client, other] = [await aClientOf(server), await aClientOf(server)];
    client.type('x'.repeat(5_000));
    await server.run();
    const [count, heard] = [(await server.store.load('acme-1'))!.updates.length, other.heard.length];
    const back = new FrameClient(server.rooms);
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(client.doc), back);
    const merged = writtenAs(client.doc, 'news');

    back.update(Y.mergeUpdates([Y.encodeStateAsUpdate(client.doc), merged]));
    await server.run();

    const stored = (await server.store.load('acme-1'))!.updates.slice(count);
    expect(stored.map(({ length }) => length < 100)).toEqual([true]);
    expect(other.heard.slice(heard)).toEqual(['update']);
    expect(other.text).toBe(`seed ${'x'.repeat(5_000)}news`);
  });
});

function buildDeletion(client: number, { from, length }: { from: number; length: number }): Uint8Array {
  const doc = Object.assign(new Y.Doc(), { clientID: client });
  doc.getText('t').insert(0, 'x'.repeat(from + length));
  const before = Y.encodeStateVector(doc);
  doc.getText('t').delete(from, length);
  return Y.encodeStateAsUpdate(doc, before);
}
