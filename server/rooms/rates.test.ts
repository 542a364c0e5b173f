import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bo } from '../../test/support/builders.ts';
import type { FrameClient } from '../../test/support/documentRoom.ts';
import { aClientOf, aServer } from '../../test/support/documentServer.ts';
import { MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { storedDoc, textOfStored } from '../../test/support/updates.ts';

function awareness(client: number, clock: number, state: unknown): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  });
}

/** Does something so often in each second, for as long as the server bears it; returns how many seconds that was. */
function everySecond(
  { schedule }: ReturnType<typeof aServer>,
  client: FrameClient,
  { times, seconds, act }: { times: number; seconds: number; act: (count: number) => void },
): number {
  for (let count = 0; count < times * seconds; count += 1) {
    if (client.closed) return count / times;
    act(count);
    schedule.pass(1000 / times);
  }
  return seconds;
}

describe('how much one client may say', () => {
  test('[D27] a thousand awareness messages a second end that connection, and nobody else notices', async () => {
    const server = aServer();
    const [attacker, other] = [await aClientOf(server, { person: bo }), await aClientOf(server)];

    const held = everySecond(server, attacker, {
      ...{ times: 1000, seconds: 10 },
      act: (count) => {
        attacker.showAwareness(awareness(5, count + 1, { at: count }));
      },
    });
    other.type('still here');
    await server.run();

    expect(attacker.closed?.code).toBe(4429);
    expect(held).toBeLessThan(1);
    expect(other.closed).toBeUndefined();
    // What was said in between was told together.
    expect(other.awareness.length).toBeLessThan(30);
    expect(await textOfStored(server.store)).toBe('seed still here');
  });

  test('[D27] messages that say nothing new, or speak for others, count as well', async () => {
    const server = aServer();
    const [attacker, victim] = [await aClientOf(server, { person: bo }), await aClientOf(server)];
    victim.showAwareness(awareness(5, 9, {}));

    everySecond(server, attacker, {
      ...{ times: 1000, seconds: 2 },
      act: () => {
        attacker.showAwareness(awareness(5, 10, { forged: true }));
      },
    });

    expect([attacker.closed?.code, victim.closed]).toEqual([4429, undefined]);
  });

  test('[D27] somebody who selects text with the mouse for a minute is within what is allowed', async () => {
    const server = aServer();
    const client = await aClientOf(server);

    everySecond(server, client, {
      ...{ times: 100, seconds: 60 },
      act: (count) => {
        client.showAwareness(awareness(5, count + 1, { at: count }));
      },
    });

    expect(client.closed).toBeUndefined();
  });

  test('[D27] whoever asks for the whole document over and over is sent away', async () => {
    const server = aServer();
    const client = await aClientOf(server);
    client.type('x'.repeat(100_000));
    await server.run();

    everySecond(server, client, {
      ...{ times: 100, seconds: 10 },
      act: () => {
        client.sync(Uint8Array.of(0));
      },
    });

    expect(client.closed?.code).toBe(4429);
    expect(client.heard.filter((kind) => kind === 'step2').length).toBeLessThan(25);
  });

  test('[D27] the fastest typist is within what is allowed, a flood of updates is not', async () => {
    const server = aServer();
    const [typist, flood] = [await aClientOf(server), await aClientOf(server)];

    everySecond(server, typist, {
      ...{ times: 30, seconds: 120 },
      act: () => {
        typist.type('x');
      },
    });
    everySecond(server, flood, {
      ...{ times: 2000, seconds: 3 },
      act: () => {
        flood.type('y');
      },
    });
    await server.run();

    expect([typist.closed, flood.closed?.code]).toEqual([undefined, 4429]);
  });

  test('[D27] so many bytes at once and no more, although each message is small enough', async () => {
    const rates = { awareness: rate(1e6), updates: rate(1e6), questions: rate(1e6), bytes: rate(10_000) };
    const server = aServer(new MemoryDocuments(), { rates });
    const client = await aClientOf(server);

    for (let frame = 0; frame < 11; frame += 1) client.type('x'.repeat(1_000));

    expect(client.closed?.code).toBe(4429);
  });

  test('[D27] what waits for what comes before it is bounded, and what can be read is unharmed', async () => {
    const server = aServer(new MemoryDocuments(), { orphanBytes: 20_000 });
    const [attacker, other] = [await aClientOf(server, { person: bo }), await aClientOf(server)];
    const orphans = orphanUpdates(100, 1_000);

    for (const orphan of orphans) {
      attacker.update(orphan);
      await server.run();
    }
    other.type('hello');
    await server.run();

    expect([attacker.closed?.code, other.closed]).toEqual([4429, undefined]);
    expect(await textOfStored(server.store)).toBe('seed hello');
    expect((await storedDoc(server.store)).store.pendingStructs?.update.length).toBeLessThan(25_000);
  });

  test('[D27] what waited and has been joined up no longer counts', async () => {
    const server = aServer(new MemoryDocuments(), { orphanBytes: 20_000 });
    const client = await aClientOf(server);
    const updates: Uint8Array[] = [];
    const offline = new Y.Doc();
    offline.on('update', (update: Uint8Array) => updates.push(update));
    for (let round = 0; round < 60; round += 1) offline.getText('t').insert(0, 'x'.repeat(1_000));

    for (let at = 0; at < updates.length; at += 2) {
      client.update(updates[at + 1]!);
      client.update(updates[at]!);
      await server.run();
    }

    expect(client.closed).toBeUndefined();
    expect(await textOfStored(server.store)).toHaveLength('seed '.length + 60_000);
  });
});

function rate(burst: number) {
  return { burst, perSecond: 1 };
}

/** Each by a client of its own, all behind something that nobody has. */
function orphanUpdates(count: number, bytes: number): Uint8Array[] {
  return Array.from({ length: count }, () => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, 'never sent');
    const before = Y.encodeStateVector(doc);
    doc.getText('t').insert(5, 'x'.repeat(bytes));
    return Y.encodeStateAsUpdate(doc, before);
  });
}
