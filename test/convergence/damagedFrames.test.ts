import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { damaged, someUpdates } from '../support/damagedUpdates.ts';
import { FrameClient } from '../support/documentRoom.ts';
import { aClientOf, aServer } from '../support/documentServer.ts';
import { type Random, seededRandom } from '../support/seededRandom.ts';
import { storedDoc } from '../support/updates.ts';

const seeds = Array.from({ length: process.env['SOAK'] ? 500 : 5 }, (_, index) => index + 1);
const framesPerSeed = 2_000;

/** A message of the protocol, whole or with damage inside or outside of what it carries. */
function aFrame(updates: readonly Uint8Array[], random: Random): Uint8Array {
  const update = random.pick(updates);
  const whole = (payload: Uint8Array) =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, random.pick([0, 0, 0, 1]));
      if (random.below(10) > 0) encoding.writeVarUint(encoder, random.pick([0, 1, 2, 2, 2]));
      encoding.writeVarUint8Array(encoder, payload);
    });
  const change = random.below(10);
  if (change < 6) return whole(damaged(update, random));
  return change < 9 ? damaged(whole(update), random) : whole(Y.convertUpdateFormatV1ToV2(update));
}

/** All that can be read of a document that holds anything, also what was written into it by accident. */
function everythingIn(doc: Y.Doc): unknown {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return {
    text: copy.getText('t').toDelta() as unknown,
    list: copy.getArray('a').toJSON(),
    map: copy.getMap('m').toJSON(),
    notes: copy.getXmlFragment('notes').toJSON(),
    vector: [...Y.decodeStateVector(Y.encodeStateVector(copy))].sort(([a], [b]) => a - b),
  };
}

test.each(seeds)(
  '[D4] [D31] seed %i: damaged messages hurt nobody but their sender, and everybody holds the same',
  async (seed) => {
    const random = seededRandom(seed);
    const updates = someUpdates(random);
    const server = aServer();
    const [ada, other] = [await aClientOf(server), await aClientOf(server)];
    let stranger = await aClientOf(server);

    /** They hear what is new for a while before they ask for what was before. */
    const newcomers: FrameClient[] = [];
    for (let frame = 0; frame < framesPerSeed; frame += 1) {
      if (frame % 200 === 0) newcomers.push(new FrameClient(server.rooms));
      if (stranger.closed) {
        expect(stranger.closed.code).toBe(4400);
        stranger = new FrameClient(server.rooms);
      }
      stranger.bytes(aFrame(updates, random));
      if (frame % 100 === 0) await server.run();
    }
    ada.type('still here');
    for (const newcomer of newcomers) newcomer.sync();
    await server.run();

    expect(server.reported).toEqual([]);
    expect([ada.closed, other.closed]).toEqual([undefined, undefined]);
    const late = await aClientOf(server);
    const stored = await storedDoc(server.store);
    expect(other.doc.getText('t').toJSON()).toContain('still here');
    // Damage that is well formed says other things under clients and clocks that were used before: nobody may keep those.
    const held = [stored, ada.doc, ...[other, late, ...newcomers].map(({ doc }) => doc)].map(everythingIn);
    for (const content of held) expect(content).toEqual(held[0]);
  },
);
