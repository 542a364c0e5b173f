import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Refusal } from '../../shared/domain/refusals.ts';
import { FrameClient, settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { buildUpdate, textOfStored } from '../../test/support/updates.ts';

describe('relaying and saving', () => {
  test('[D5] an update is passed on once it is durable, and not to whoever sent it', async () => {
    const server = aServer();
    const [ada, other] = [await aClientOf(server), await aClientOf(server)];
    const heard = ada.heard.length;

    ada.type('hello');
    server.schedule.turn();
    await settle();
    const late = new FrameClient(server.rooms);
    late.sync();
    expect([other.text, late.text]).toEqual(['seed ', 'seed ']);
    await server.run();

    expect([other.text, late.text]).toEqual(['seed hello', 'seed hello']);
    expect(ada.heard.slice(heard)).toEqual(['saved']);
  });

  test('[D6] a sender is told "saved" after the store has it, and not before', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    const before = client.saved;

    client.type('hello');
    server.schedule.turn();
    await settle();
    expect(server.documents.waiting).toEqual(['append']);
    expect(client.saved).toBe(before);
    await server.run();

    expect(client.saved).toBe(before + 1);
    expect(await textOfStored(server.store)).toBe('seed hello');
  });

  test('[D6] whoever did not ask for it is not told', async () => {
    const server = aServer();
    const client = await aClientOf(server, { wantsSaved: false });

    client.type('hello');
    await server.run();

    expect(client.heard).not.toContain('saved');
  });

  test('[D9] deletions that a client repeats are confirmed without being written again', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.doc.getText('t').delete(0, 2);
    await server.run();
    const stored = await server.store.load('acme-1');

    const back = new FrameClient(server.rooms);
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(client.doc), back);
    back.update(Y.encodeStateAsUpdate(client.doc, Y.encodeStateVector(client.doc)));
    await server.run();

    expect(back.saved).toBeGreaterThan(0);
    expect((await server.store.load('acme-1'))?.updates).toHaveLength(stored?.updates.length ?? 0);
  });

  test('[D8] when the store fails nobody is told "saved", everybody is sent away, and what they held comes back', async () => {
    const server = aServer();
    const [ada, other] = [await aClientOf(server), await aClientOf(server)];
    const before = ada.saved;
    ada.type('hello');
    server.schedule.turn();

    server.documents.fail(new Refusal('storeUnavailable'));
    await settle();
    expect([ada, other].map(({ closed }) => closed?.code)).toEqual([4503, 4503]);
    expect(ada.saved).toBe(before);

    const back = new FrameClient(server.rooms);
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(ada.doc), back);
    back.sync();
    await server.run();
    expect(await textOfStored(server.store)).toBe('seed hello');
  });

  test('[D8] what waits for a store that does not answer is bounded', async () => {
    const server = aServer(new MemoryDocuments(), { unsavedBytes: 1000 });
    const client = await aClientOf(server);

    for (let edit = 0; edit < 3; edit += 1) client.type('x'.repeat(400));

    expect(client.closed?.code).toBe(4503);
  });

  test('[D10] an update whose predecessor is missing is kept and shows up once that arrives', async () => {
    const server = aServer();
    const [ada, other] = [await aClientOf(server), await aClientOf(server)];
    const updates: Uint8Array[] = [];
    const offline = new Y.Doc();
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(ada.doc));
    offline.on('update', (update: Uint8Array) => updates.push(update));
    for (const letter of 'abc') offline.getText('t').insert(offline.getText('t').length, letter);

    for (const index of [2, 1]) ada.update(updates[index]!);
    await server.run();
    const late = await aClientOf(server);
    expect([other.text, late.text]).toEqual(['seed ', 'seed ']);
    ada.update(updates[0]!);
    await server.run();

    expect([other.text, late.text, (await aClientOf(server)).text]).toEqual(['seed abc', 'seed abc', 'seed abc']);
    expect(await textOfStored(server.store)).toBe('seed abc');
  });

  test('[D11] whoever has a part of the document gets the rest and no more', async () => {
    const server = aServer();
    const ada = await aClientOf(server);
    ada.type('x'.repeat(5000));
    const back = new FrameClient(server.rooms);
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(ada.doc), back);
    ada.type('news');
    await server.run();
    let received = 0;
    back.doc.on('update', (update: Uint8Array) => (received += update.length));

    back.sync();

    expect(back.text).toBe(ada.text);
    expect(received).toBeLessThan(100);
  });

  test('[D11] the server asks a newcomer only for what it lacks', async () => {
    const server = aServer();
    const ada = await aClientOf(server);
    ada.type('x'.repeat(5000));
    const back = new FrameClient(server.rooms);
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(ada.doc), back);
    const { updates } = (await server.store.load('acme-1'))!;
    await server.run();

    const stored = (await server.store.load('acme-1'))!.updates.slice(updates.length);
    expect(stored.map(({ length }) => length > 5000)).toEqual([true]);
    expect(back.closed).toBeUndefined();
  });

  test('[D15] what another process wrote is read as soon as that shows, and passed on', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    const { epoch } = (await server.store.load('acme-1'))!;
    await server.store.append('acme-1', epoch, [buildUpdate((doc) => doc.getMap('m').set('from', 'elsewhere'))]);

    client.type('hello');
    await server.run();

    expect(client.doc.getMap('m').get('from')).toBe('elsewhere');
    expect((await server.rooms.read('acme-1')).getMap('m').get('from')).toBe('elsewhere');
  });

  test('[D25] whoever reads a document gets a copy with what was accepted once that is durable, and cannot change the document', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('not saved yet');

    const reading = server.rooms.read('acme-1');
    await server.run();
    const copy = await reading;
    copy.getText('t').delete(0, 5);
    await server.run();

    expect(copy.getText('t').toJSON()).toBe('not saved yet');
    expect(client.text).toBe('seed not saved yet');
    expect(await textOfStored(server.store)).toBe('seed not saved yet');
  });
});
