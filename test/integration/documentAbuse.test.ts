import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { awarenessFrame, updateFrame } from '../../server/rooms/frames.ts';
import { openEmbeddedStore } from '../../server/storage/embedded/embeddedStore.ts';
import { bo } from '../support/builders.ts';
import { closeOf, dialed, hangUp } from '../support/documentDial.ts';
import { type OpenDoor, openDoor } from '../support/documentDoor.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { buildUpdate, textOfStored } from '../support/updates.ts';

const providers: WebsocketProvider[] = [];
const endings: (() => Promise<void>)[] = [];

afterEach(async () => {
  hangUp();
  for (const provider of providers.splice(0)) provider.destroy();
  for (const end of endings.splice(0)) await end();
});

async function aDoor(...options: Parameters<typeof openDoor>): Promise<OpenDoor> {
  const door = await openDoor(...options);
  endings.push(() => door.close());
  return door;
}

/** y-websocket as it comes from npm. */
async function stockClient({ url }: OpenDoor, token: string): Promise<WebsocketProvider> {
  const provider = new WebsocketProvider(url, 'acme-1', new Y.Doc(), {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token },
    disableBc: true,
  });
  providers.push(provider);
  await vi.waitFor(() => {
    expect(provider.synced).toBe(true);
  });
  return provider;
}

function textOf({ doc }: WebsocketProvider): string {
  return doc.getText('t').toJSON();
}

function stop(provider: WebsocketProvider): Promise<{ code: number }> {
  return new Promise((resolve) => {
    provider.on('closed', resolve);
  });
}

describe('abuse of a document', () => {
  test('[D26] a stock client that writes on under the Yjs client of somebody else is sent away for good', async () => {
    const store = await openEmbeddedStore({ dataDir: temporaryFolder('claims') });
    endings.push(() => store.close());
    const door = await aDoor({ store: store.documents });
    const [victim, attacker] = [await stockClient(door, 'ada'), await stockClient(door, 'bo')];
    victim.doc.getText('t').insert(5, 'mine');
    await vi.waitFor(() => {
      expect(textOf(attacker)).toBe('seed mine');
    });

    const stopped = stop(attacker);
    attacker.doc.clientID = victim.doc.clientID;
    attacker.doc.getText('t').insert(0, 'forged ');
    expect(await stopped).toMatchObject({ code: 4403 });
    // y-websocket says goodbye under the name it began with.
    attacker.doc.clientID = attacker.awareness.clientID;
    victim.doc.getText('t').insert(9, ' alone');

    await vi.waitFor(async () => {
      expect(await textOfStored(door.store)).toBe('seed mine alone');
    });
    const late = await stockClient(door, 'bo');
    expect([textOf(victim), textOf(late)]).toEqual(['seed mine alone', 'seed mine alone']);
    const claims = (await store.documents.load('acme-1'))?.claims ?? [];
    expect(claims).toContainEqual({ client: victim.doc.clientID, person: 'ada' });
  });

  test('[D27] a thousand awareness messages a second close that client with 4429, and nobody else notices', async () => {
    const door = await aDoor();
    const [victim, other] = [await stockClient(door, 'ada'), await stockClient(door, 'ada')];
    const attacker = await dialed(door, 'acme-1?token=bo');
    const closed = closeOf(attacker);

    for (let clock = 1; clock <= 1_000; clock += 1) {
      attacker.send(awarenessFrame(Buffer.concat([Uint8Array.of(1, 9, 100 + (clock % 27), 2), Buffer.from('{}')])));
    }

    expect(await closed).toBe(4429);
    victim.doc.getText('t').insert(5, 'hello');
    await vi.waitFor(() => {
      expect(textOf(other)).toBe('seed hello');
    });
    expect([victim.wsconnected, other.wsconnected]).toEqual([true, true]);
  });

  test('[D28] one who calls themselves by another name is shown by their own, and cannot take others away', async () => {
    const door = await aDoor();
    const [victim, attacker, other] = [
      await stockClient(door, 'ada'),
      await stockClient(door, 'bo'),
      await stockClient(door, 'ada'),
    ];
    victim.awareness.setLocalState({ user: { name: 'whoever' }, cursor: 1 });
    attacker.awareness.setLocalState({ user: { id: 'ada', name: 'Ada', hue: 0 } });
    await vi.waitFor(() => {
      const users = [...other.awareness.getStates().values()].map((state) => state['user'] as unknown);
      expect(users).toContainEqual({ id: 'ada', name: 'Ada', hue: 0 });
      expect(users).toContainEqual({ id: bo.id, name: bo.name, hue: bo.hue });
    });

    const removal = Buffer.concat([
      Uint8Array.of(1),
      varUint(victim.doc.clientID),
      Uint8Array.of(99, 4),
      Buffer.from('null'),
    ]);
    (attacker.ws as unknown as WebSocket).send(awarenessFrame(removal));
    attacker.doc.getText('t').insert(0, 'after that ');
    await vi.waitFor(() => {
      expect(textOf(other)).toContain('after that');
    });

    expect(other.awareness.getStates().get(victim.doc.clientID)).toMatchObject({ cursor: 1, user: { name: 'Ada' } });
  });

  test('[D18] awareness over 64 KiB closes with 4413', async () => {
    const door = await aDoor();
    const attacker = await dialed(door, 'acme-1?token=bo');

    attacker.send(awarenessFrame(new Uint8Array(64 * 1024 + 1)));

    expect(await closeOf(attacker)).toBe(4413);
  });
});

describe('being cut', () => {
  test.each([
    ['notAllowed', 4403],
    ['signInNeeded', 4401],
  ] as const)(
    '[D29] whoever is cut with %s is closed with %i, hears nothing more and is let go of',
    async (why, code) => {
      const door = await aDoor();
      const writer = await stockClient(door, 'ada');
      const guest = await stockClient(door, 'bo');
      const connection = door.live.find(({ principal }) => principal.person.id === 'bo');
      const stopped = stop(guest);

      connection?.cut(why);
      writer.doc.getText('t').insert(5, 'not for guests');
      await vi.waitFor(async () => {
        expect(await textOfStored(door.store)).toContain('not for guests');
      });

      expect(await stopped).toMatchObject({ code });
      expect(guest.shouldConnect).toBe(false);
      expect(textOf(guest)).toBe('seed ');
      await vi.waitFor(() => {
        expect(door.live.map(({ principal }) => principal.person.id)).toEqual(['ada']);
      });
    },
  );

  test('[D29] who may only read from now on is no longer listened to', async () => {
    const door = await aDoor();
    const [other, writer] = [await stockClient(door, 'ada'), await dialed(door, 'acme-1?token=bo')];
    writer.send(updateFrame(buildUpdate((doc) => doc.getText('t').insert(0, 'first '))));
    await vi.waitFor(() => {
      expect(textOf(other)).toContain('first ');
    });

    door.allow('read');
    const stays = door.live.map(({ mayStay }) => mayStay(bo));
    const closed = closeOf(writer);
    writer.send(updateFrame(buildUpdate((doc) => doc.getText('t').insert(0, 'second '))));

    expect(stays).toEqual([true, true]);
    expect(await closed).toBe(4403);
    expect(await textOfStored(door.store)).not.toContain('second');
  });

  test('[D29] what was revoked while somebody was let in is cut before the room says a word', async () => {
    const door = await aDoor({ revokedOnEntering: true });
    const heard: unknown[] = [];
    const guest = await dialed(door, 'acme-1?token=bo');
    guest.on('message', (data) => heard.push(data));

    expect(await closeOf(guest)).toBe(4401);
    expect([heard, door.rooms.size]).toEqual([[], 0]);
  });
});

function varUint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push(128 | (left % 128));
  return Uint8Array.of(...bytes, left);
}
