import { connect } from 'node:net';
import { Server as SocketServer } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { updateFrame } from '../../server/rooms/frames.ts';
import { closeOf, dial, dialed, hangUp } from '../support/documentDial.ts';
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

/** What a request for a WebSocket is answered with when there is none. */
function answerTo(socket: WebSocket): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      reject(new Error('it was let in'));
    });
    socket.once('unexpected-response', (_request, response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown });
      });
    });
  });
}

describe('who is let in', () => {
  const refusals = [
    { who: 'from another site', origin: 'https://evil.example', status: 403, code: 'originNotAllowed' },
    { who: 'from a page without an origin', origin: 'null', status: 403, code: 'originNotAllowed' },
    { who: 'without a session', path: 'acme-1', status: 401, code: 'signInNeeded' },
    { who: 'for a ticket that does not exist', path: 'acme-404?token=ada', status: 404, code: 'ticketNotFound' },
    { who: 'for what cannot be a ticket', path: 'acme-1%2f..%2fx?token=ada', status: 404, code: 'ticketNotFound' },
    { who: 'for no ticket at all', path: '?token=ada', status: 404, code: 'ticketNotFound' },
  ];

  test.each(refusals)('[D19] a request $who is refused before the upgrade', async ({ path, origin, status, code }) => {
    const door = await aDoor();

    const answer = await answerTo(dial(door, path, origin === undefined ? {} : { origin }));

    expect(answer).toMatchObject({ status, body: { error: { code, retryable: false } } });
    expect(door.rooms.size).toBe(0);
  });

  test('[D19] to somebody who may not even read it, a document is as if it were not there', async () => {
    const door = await aDoor({ access: 'none' });

    expect(await answerTo(dial(door))).toMatchObject({ status: 404, body: { error: { code: 'ticketNotFound' } } });
  });

  test('[D19] somebody who may only read is sent away when they write', async () => {
    const door = await aDoor({ access: 'read' });
    const reader = await dialed(door);

    reader.send(updateFrame(buildUpdate((doc) => doc.getText('t').insert(0, 'graffiti'))));

    expect(await closeOf(reader)).toBe(4403);
    expect(await textOfStored(door.store)).toBe('seed ');
  });

  test('[D19] a session that cannot be looked up is a fault of the server, which stays up', async () => {
    let isBroken = true;
    const door = await aDoor({
      whileAuthenticating: () => (isBroken ? Promise.reject(new Error('no database')) : Promise.resolve()),
    });

    expect(await answerTo(dial(door))).toMatchObject({ status: 500, body: { error: { code: 'internal' } } });
    isBroken = false;

    await dialed(door);
    expect(door.reported).toHaveLength(1);
  });

  test('[D19] somebody who hangs up while being looked up leaves nothing behind', async () => {
    let letGo: () => void = () => undefined;
    const looking = vi.fn(() => new Promise<void>((resolve) => (letGo = resolve)));
    const door = await aDoor({ whileAuthenticating: looking });
    const raw = connect(door.port, '127.0.0.1');
    raw.write(
      'GET /documents/acme-1?token=ada HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    await vi.waitFor(() => {
      expect(looking).toHaveBeenCalled();
    });

    raw.resetAndDestroy();
    await new Promise((resolve) => raw.once('close', resolve));
    letGo();

    looking.mockImplementation(() => Promise.resolve());
    await dialed(door);
    expect(door.reported).toEqual([]);
  });

  test('[D19] the upgrades of others are left to them', async () => {
    const door = await aDoor();
    const others = new SocketServer(door.http);
    const client = io(`http://127.0.0.1:${String(door.port)}`, { transports: ['websocket'] });
    await new Promise<void>((resolve, reject) => {
      client.once('connect', resolve);
      client.once('connect_error', reject);
    });

    await dialed(door);
    hangUp();
    client.close();
    await others.close();
  });
});
