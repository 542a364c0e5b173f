import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bo } from '../../test/support/builders.ts';
import { settle } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { textOfStored } from '../../test/support/updates.ts';

/** What is written at the end of this document under a Yjs client that need not be its own. */
function writtenAs(doc: Y.Doc, text: string, client: number): Uint8Array {
  const forger = new Y.Doc();
  Y.applyUpdate(forger, Y.encodeStateAsUpdate(doc));
  forger.clientID = client;
  const before = Y.encodeStateVector(forger);
  forger.getText('t').insert(forger.getText('t').length, text);
  return Y.encodeStateAsUpdate(forger, before);
}

async function storedBytes(store: MemoryDocuments): Promise<string> {
  return Buffer.concat((await store.load('acme-1'))?.updates.map((bytes) => Buffer.from(bytes)) ?? []).toString(
    'latin1',
  );
}

/** The victim has written on one server; the other, where the attacker is, has yet to hear of it. */
async function aStaleServer() {
  const store = new MemoryDocuments();
  const [one, two] = [aServer(store), aServer(store)];
  const victim = await aClientOf(one);
  const [attacker, innocent] = [await aClientOf(two, { person: bo }), await aClientOf(two)];
  victim.type('mine');
  await one.run();
  return { store, one, two, victim, attacker, innocent, client: victim.doc.clientID };
}

describe('a client that another server gave to somebody else', () => {
  test('[D26] who writes under it is sent away before a byte of it is stored, and others in the same write are saved', async () => {
    const { store, two, attacker, innocent, client } = await aStaleServer();

    attacker.update(writtenAs(attacker.doc, 'forged', client));
    innocent.type('beside ');
    await two.run();

    expect([attacker.closed?.code, innocent.closed, innocent.saved]).toEqual([4403, undefined, 1]);
    expect(await storedBytes(store)).not.toContain('forged');
    expect(innocent.text).toBe(await textOfStored(store));
    expect(innocent.text).toContain('mine');
    expect(innocent.text).toContain('beside ');
    expect((await aClientOf(two)).text).toBe(innocent.text);
  });

  test('[D26] what the forger still had waiting is not written either', async () => {
    const { store, two, attacker, innocent, client } = await aStaleServer();
    const [first, second] = [
      writtenAs(attacker.doc, 'forged', client),
      writtenAs(attacker.doc, 'forged at length', client),
    ];

    attacker.update(first);
    two.schedule.turn();
    attacker.update(second);
    innocent.type('beside ');
    await two.run();

    expect([attacker.closed?.code, innocent.closed]).toEqual([4403, undefined]);
    expect(await storedBytes(store)).not.toContain('forged');
    expect(innocent.text).toBe(await textOfStored(store));
    expect(innocent.text).toContain('beside ');
  });

  test('[D26] [D21] the owner who comes here meanwhile loses nothing to it, and is told nothing is saved that is not', async () => {
    const { store, two, victim, attacker, innocent, client } = await aStaleServer();
    const back = await aClientOf(two);
    victim.leave();
    attacker.update(writtenAs(attacker.doc, 'forged at great length', client));
    two.schedule.turn();

    const before = Y.encodeStateVector(victim.doc);
    victim.doc.getText('t').insert(9, ' alone');
    back.update(Y.encodeStateAsUpdate(victim.doc, before));
    await settle();
    expect(back.saved).toBe(0);
    await two.run();

    expect([attacker.closed?.code, back.closed, back.saved]).toEqual([4403, undefined, 1]);
    expect(await textOfStored(store)).toBe('seed mine alone');
    expect([innocent.text, (await aClientOf(two)).text]).toEqual(['seed mine alone', 'seed mine alone']);
    expect(await storedBytes(store)).not.toContain('forged');
    expect(client).toBe(victim.doc.clientID);
  });
});
