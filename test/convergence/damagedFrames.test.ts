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

test.each(seeds)('[D4] seed %i: damaged messages hurt nobody but their sender', async (seed) => {
  const random = seededRandom(seed);
  const updates = someUpdates(random);
  const server = aServer();
  const [ada, other] = [await aClientOf(server), await aClientOf(server)];
  let stranger = await aClientOf(server);

  for (let frame = 0; frame < framesPerSeed; frame += 1) {
    if (stranger.closed) {
      expect(stranger.closed.code).toBe(4400);
      stranger = new FrameClient(server.rooms);
    }
    stranger.bytes(aFrame(updates, random));
    if (frame % 100 === 0) await server.run();
  }
  ada.type('still here');
  await server.run();

  expect(server.reported).toEqual([]);
  expect([ada.closed, other.closed]).toEqual([undefined, undefined]);
  const late = await aClientOf(server);
  const stored = await storedDoc(server.store);
  // Damage that is well formed may say two things under one client and clock, of which replicas keep whichever came first.
  for (const doc of [other.doc, late.doc, stored]) expect(doc.getText('t').toJSON()).toContain('still here');
});
