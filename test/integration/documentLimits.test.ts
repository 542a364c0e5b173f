import { afterEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { updateFrame } from '../../server/rooms/frames.ts';
import { defaultLimits } from '../../server/rooms/limits.ts';
import { closeOf, dialed, hangUp } from '../support/documentDial.ts';
import { type OpenDoor, openDoor } from '../support/documentDoor.ts';
import { buildUpdate, textOfStored } from '../support/updates.ts';

const doors: OpenDoor[] = [];

afterEach(async () => {
  hangUp();
  for (const door of doors.splice(0)) await door.close();
});

async function aDoor(...options: Parameters<typeof openDoor>): Promise<OpenDoor> {
  const door = await openDoor(...options);
  doors.push(door);
  return door;
}

function hello(text = 'hello'): Uint8Array {
  return updateFrame(buildUpdate((doc) => doc.getText('t').insert(0, text)));
}

describe('limits', () => {
  test('[D18] a frame over 1 MB closes with 4413', async () => {
    const socket = await dialed(await aDoor());

    socket.send(new Uint8Array(1024 * 1024 + 1));

    expect(await closeOf(socket)).toBe(4413);
  });

  test('[D18] a message in a thousand pieces is not put together', async () => {
    const door = await aDoor();
    const socket = await dialed(door);

    for (let piece = 0; piece < 1000; piece += 1) socket.send(Uint8Array.of(0), { fin: false });

    expect(await closeOf(socket)).toBe(1008);
    await dialed(door);
  });

  test('[D4] text is not taken for a message', async () => {
    const socket = await dialed(await aDoor());

    socket.send('hello');

    expect(await closeOf(socket)).toBe(4400);
  });

  test('[D18] a reader that never reads is cut off; the writer and other readers go on', async () => {
    const rates = { ...defaultLimits.rates, bytes: { burst: 1e9, perSecond: 1e9 } };
    const door = await aDoor({ limits: { rates, compactAfterBytes: 1e9 } });
    const [slow, writer, reader] = [await dialed(door), await dialed(door), await dialed(door)];
    let received = 0;
    reader.on('message', (data: Buffer) => (received += data.length));
    slow.pause();
    let sent = 0;
    for (let round = 0; round < 40; round += 1) {
      const frame = hello('x'.repeat(500_000));
      writer.send(frame);
      sent += frame.length;
      await vi.waitFor(() => {
        expect(received).toBeGreaterThanOrEqual(sent);
      });
    }

    const closed = closeOf(slow);
    slow.resume();
    // It is told why, unless it took so long to listen that the line was cut.
    expect([4408, 1006]).toContain(await closed);
    expect([writer.readyState, reader.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  });

  test('[D17] a client that answers no ping is cut off, and one that does stays', async () => {
    const door = await aDoor({ pingEveryMs: 50 });
    const [dead, alive] = [await dialed(door, undefined, { autoPong: false }), await dialed(door)];
    let pings = 0;
    alive.on('ping', () => (pings += 1));

    expect(await closeOf(dead)).toBe(1006);
    const seen = pings;
    await vi.waitFor(() => {
      expect(pings).toBeGreaterThan(seen + 1);
    });

    expect(alive.readyState).toBe(WebSocket.OPEN);
  });
});

test('[D20] a stop tells everybody to come back later, after what they sent is stored', async () => {
  const door = await aDoor();
  const socket = await dialed(door);
  const closed = closeOf(socket);
  socket.send(hello());
  await vi.waitFor(async () => {
    expect((await door.rooms.read('acme-1')).getText('t').toJSON()).toContain('hello');
  });

  await doors.shift()?.close();

  expect(await closed).toBe(1012);
  expect(await textOfStored(door.store)).toContain('hello');
});

test('[D4] frames of other kinds of servers and plain noise never end the process', async () => {
  const door = await aDoor();
  const frames = Array.from({ length: 60 }, (_, index) =>
    Uint8Array.from({ length: 1 + (index % 40) }, (_byte, at) => (index * 7919 + at * 104_729) & 255),
  );

  const codes = await Promise.all(
    frames.map(async (frame) => {
      const socket = await dialed(door);
      const closed = closeOf(socket);
      socket.send(frame);
      socket.send(Uint8Array.of(255));
      return closed;
    }),
  );

  expect(new Set(codes)).toEqual(new Set([4400]));
  expect(await textOfStored(door.store)).toBe('seed ');
});
