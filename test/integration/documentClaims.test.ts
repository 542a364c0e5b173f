import { randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { createRooms } from '../../server/rooms/rooms.ts';
import type { Store } from '../../server/ports/store.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { openMongoStore } from '../../server/storage/mongo/mongoStore.ts';
import { bo } from '../support/builders.ts';
import { FrameClient } from '../support/documentRoom.ts';
import { describeWithMongo, freshDatabase, sharedMongo } from '../support/mongo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { buildUpdate, storedDoc } from '../support/updates.ts';

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** The rooms of one more server process on the same store. */
async function aServer(open: () => Promise<Store>) {
  const store = await open();
  const reported: unknown[] = [];
  const rooms = createRooms({
    documents: store.documents,
    versions: store.versions,
    newId: randomUUID,
    seedFor: () => Promise.resolve(buildUpdate((doc) => doc.getText('t').insert(0, 'seed '))),
    report: (reason) => reported.push(reason),
  });
  endings.push(async () => {
    await rooms.drain();
    await store.close();
    expect(reported).toEqual([]);
  });
  const enter = async (joining: ConstructorParameters<typeof FrameClient>[1] = {}) => {
    // Of a room that is open already it is not asked for anything, so that only what it types is counted.
    await rooms.epochOf('acme-1');
    const client = new FrameClient(rooms, joining);
    client.sync();
    await vi.waitFor(() => {
      expect(client.text).toContain('seed ');
    });
    return client;
  };
  return { store, enter };
}

async function saved(client: FrameClient, count: number): Promise<void> {
  await vi.waitFor(() => {
    expect(client.saved).toBe(count);
  });
}

/** What somebody else would write under this Yjs client from the clock it began at. */
function forgedAs(client: number, doc: Y.Doc, text: string): Uint8Array {
  const forger = new Y.Doc();
  Y.applyUpdate(forger, Y.encodeStateAsUpdate(doc));
  forger.clientID = client;
  const before = Y.encodeStateVector(forger);
  forger.getText('t').insert(0, text);
  return Y.encodeStateAsUpdate(forger, before);
}

async function forgeOnTheOtherServer(open: () => Promise<Store>): Promise<void> {
  const [one, two] = [await aServer(open), await aServer(open)];
  const victim = await one.enter();
  const [attacker, innocent] = [await two.enter({ person: bo }), await two.enter()];
  victim.type('mine');
  await saved(victim, 1);

  attacker.update(forgedAs(victim.doc.clientID, attacker.doc, 'forged and longer '));
  innocent.type('beside ');
  await saved(innocent, 1);
  victim.type(' alone');
  await saved(victim, 2);
  innocent.type('!');
  await saved(innocent, 2);

  expect([attacker.closed?.code, victim.closed, innocent.closed]).toEqual([4403, undefined, undefined]);
  const stored = await storedDoc(one.store.documents);
  const everywhere = [stored, victim.doc, innocent.doc, (await one.enter()).doc, (await two.enter()).doc];
  // Nobody lacks anything but what the last word of somebody on the other server was.
  victim.type('.');
  await saved(victim, 3);
  const texts = [(await storedDoc(two.store.documents)).getText('t').toJSON(), victim.text];
  expect(new Set(texts).size).toBe(1);
  for (const text of [...texts, ...everywhere.map((doc) => doc.getText('t').toJSON())]) {
    for (const word of ['mine', ' alone', 'beside ']) expect(text).toContain(word);
    expect(text).not.toContain('forged');
  }
  const bytes = (await one.store.documents.load('acme-1'))?.updates.map((update) => Buffer.from(update)) ?? [];
  expect(Buffer.concat(bytes).toString('latin1')).not.toContain('forged');
}

/** Whoever is first has it, on both; the other is sent away and has nothing in the log. */
async function raceForOneClient(open: () => Promise<Store>): Promise<void> {
  const [one, two] = [await aServer(open), await aServer(open)];
  const [first, second] = [await one.enter(), await two.enter({ person: bo })];
  const [witness, other] = [await one.enter(), await two.enter()];

  const rivals = [
    { client: first, says: 'by-ada ' },
    { client: second, says: 'by-bob ' },
  ];

  for (const { client, says } of rivals) client.update(forgedAs(7, client.doc, says));
  await Promise.all(rivals.map(({ client }) => saved(client, 1)));
  for (const { client, says } of rivals) client.update(forgedAs(7, client.doc, `${says}goes on`));
  await vi.waitFor(() => {
    expect(rivals.filter(({ client }) => client.closed?.code === 4403)).toHaveLength(1);
    expect(rivals.filter(({ client }) => client.saved === 2)).toHaveLength(1);
  });

  const [won = '', lost = ''] = [2, 1].map((count) => rivals.find(({ client }) => client.saved === count)?.says);
  witness.type('1');
  await saved(witness, 1);
  other.type('2');
  await saved(other, 1);
  witness.type('3');
  await saved(witness, 2);
  const stored = await storedDoc(one.store.documents);
  expect(witness.text).toBe(stored.getText('t').toJSON());
  for (const text of [witness.text, other.text]) {
    expect(text).toContain(`${won}goes on`);
    expect(text).not.toContain(lost);
  }
}

const forgery = '[D26] a forger on a server that has yet to hear whose a client is leaves nothing in the log';
const race = '[D26] of two persons who use one client on two servers at once, one has it, and all copies agree';

test(`${forgery} of the embedded store`, async () => {
  const dataDir = temporaryFolder('claims');

  await forgeOnTheOtherServer(() => openEmbeddedStore({ dataDir }));
});

test(`${race} on the embedded store`, async () => {
  const dataDir = temporaryFolder('claims');

  await raceForOneClient(() => openEmbeddedStore({ dataDir }));
});

describeWithMongo(`two servers on ${sharedMongo?.name ?? 'no MongoDB server'}`, () => {
  test(forgery, async () => {
    const database = freshDatabase('claims');
    endings.push(() => database.drop());

    await forgeOnTheOtherServer(() => openMongoStore({ url: database.url }));
  });

  test(race, async () => {
    const database = freshDatabase('claims-race');
    endings.push(() => database.drop());

    await raceForOneClient(() => openMongoStore({ url: database.url }));
  });
});
