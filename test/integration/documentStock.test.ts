import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { type OpenDoor, openDoor } from '../support/documentDoor.ts';
import { storedDoc, textOfStored } from '../support/updates.ts';

const providers: WebsocketProvider[] = [];
const doors: OpenDoor[] = [];

afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  for (const door of doors.splice(0)) await door.close();
});

async function aDoor(...options: Parameters<typeof openDoor>): Promise<OpenDoor> {
  const door = await openDoor(...options);
  doors.push(door);
  return door;
}

/** y-websocket as it comes from npm, told nothing but where to go. */
function stockClient({ url }: OpenDoor, params: Record<string, string> = {}): WebsocketProvider {
  const provider = new WebsocketProvider(url, 'acme-1', new Y.Doc(), {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token: 'ada', ...params },
    disableBc: true,
  });
  providers.push(provider);
  return provider;
}

function textOf({ doc }: WebsocketProvider): string {
  return doc.getText('t').toJSON();
}

function synced(provider: WebsocketProvider): Promise<void> {
  return vi.waitFor(() => {
    expect(provider.synced).toBe(true);
  });
}

test('[D1] stock clients see the document and each other, and nothing unknown is sent to them', async () => {
  const door = await aDoor();
  const complaints = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [one, two] = [stockClient(door), stockClient(door)];
  await Promise.all([synced(one), synced(two)]);

  one.doc.getText('t').insert(5, 'hello');
  two.awareness.setLocalStateField('user', { name: 'two' });

  await vi.waitFor(() => {
    expect(textOf(two)).toBe('seed hello');
    expect([...one.awareness.getStates().values()]).toContainEqual({ user: { id: 'ada', name: 'Ada', hue: 0 } });
  });
  await vi.waitFor(async () => {
    expect(await textOfStored(door.store)).toBe('seed hello');
  });
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
});

test('[D1] a stock client comes back by itself after a restart, with what it wrote meanwhile', async () => {
  const door = await aDoor();
  const client = stockClient(door);
  await synced(client);

  await doors.shift()?.close();
  await vi.waitFor(() => {
    expect(client.wsconnected).toBe(false);
  });
  client.doc.getText('t').insert(5, 'typed without a server');
  const again = await aDoor({ store: door.store, port: door.port });

  await vi.waitFor(
    async () => {
      expect(await textOfStored(again.store)).toBe('seed typed without a server');
    },
    { timeout: 10_000 },
  );
});

test('[D16] whoever disconnects is no longer seen', async () => {
  const door = await aDoor();
  const [one, two] = [stockClient(door), stockClient(door)];
  two.awareness.setLocalState({ name: 'two' });
  await vi.waitFor(() => {
    expect([...one.awareness.getStates().values()]).toContainEqual(expect.objectContaining({ name: 'two' }));
  });

  (two.ws as unknown as WebSocket).terminate();
  two.disconnect();

  await vi.waitFor(() => {
    expect(one.awareness.getStates().size).toBe(1);
  });
});

test('[D12] a stock client that names another epoch is sent away for good, and its text stays out', async () => {
  const door = await aDoor();
  const epoch = await door.rooms.epochOf('acme-1');
  const [stale, current] = [stockClient(door, { epoch: 'another' }), stockClient(door, { epoch })];
  stale.doc.getText('t').insert(0, 'of another incarnation');
  const closed = new Promise((resolve) => {
    stale.on('closed', resolve);
  });

  await synced(current);

  expect(await closed).toMatchObject({ code: 4409 });
  expect(stale.shouldConnect).toBe(false);
  expect(textOf(current)).toBe('seed ');
});

test('[D24] four stock clients that type at once end with the same text, and the store has it', async () => {
  const door = await aDoor();
  const clients = [1, 2, 3, 4].map(() => stockClient(door));
  await Promise.all(clients.map(synced));

  for (let round = 0; round < 50; round += 1) {
    for (const [index, { doc }] of clients.entries()) doc.getText('t').insert(round % 7, String(index));
    if (round % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  await vi.waitFor(async () => {
    const texts = new Set([...clients.map(textOf), (await storedDoc(door.store)).getText('t').toJSON()]);
    expect([...texts].map(({ length }) => length)).toEqual(['seed '.length + 200]);
  });
});
