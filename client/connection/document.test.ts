import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../../shared/domain/refusals.ts';
import { createRooms } from '../../server/rooms/rooms.ts';
import { ada, bo } from '../../test/support/builders.ts';
import { DocumentLink } from '../../test/support/documentLink.ts';
import { settle } from '../../test/support/documentRoom.ts';
import { MemoryCopies } from '../../test/support/memoryCopies.ts';
import { HeldDocuments, MemoryDocuments } from '../../test/support/memoryDocuments.ts';
import { textOfStored } from '../../test/support/updates.ts';
import { type OpenedDocument, openDocument } from './document.ts';

const opened: OpenedDocument[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  for (const document of opened.splice(0)) document.close();
  vi.useRealTimers();
});

/** A server on a store that waits, and browsers that reach it over cables. */
async function aWorld() {
  const store = new MemoryDocuments();
  const documents = new HeldDocuments(store);
  await store.create('acme-1', 'epoch1', Uint8Array.of(0, 0));
  const rooms = createRooms({
    documents,
    newId: () => 'epoch1',
    seedFor: () => Promise.resolve(Uint8Array.of(0, 0)),
    report: (reason) => {
      throw reason;
    },
  });
  const links: DocumentLink[] = [];
  const deliver = async () => {
    for (let round = 0; round < 6; round += 1) {
      for (const link of links) link.deliverAll();
      await settle();
    }
  };
  const save = async () => {
    do await deliver();
    while (await documents.carryOut());
    await deliver();
  };
  const open = (person = ada, { copies = new MemoryCopies(), epoch = 'epoch1' } = {}) => {
    const link = new DocumentLink(person, () => rooms);
    links.push(link);
    const document = openDocument({
      ...{ ticketId: 'acme-1', epoch, person },
      ...{ url: 'ws://test/documents', WebSocket: link.WebSocket, keepCopy: copies.keep, acrossTabs: false },
    });
    opened.push(document);
    return { document, link };
  };
  return { store, documents, deliver, save, open };
}

function type(document: OpenedDocument, text: string): void {
  document.doc.getText('t').insert(document.doc.getText('t').length, text);
}

function textOf(document: OpenedDocument): string {
  return document.doc.getText('t').toJSON();
}

test('[D21] an edit counts as saved when the store has it', async () => {
  const world = await aWorld();
  const { document } = world.open();
  await world.save();
  expect([document.status, document.synced, document.unsaved]).toEqual(['connected', true, 0]);

  type(document, 'hello');
  await world.deliver();
  expect(world.documents.waiting).toEqual(['append']);
  expect(document.unsaved).toBe(1);
  await world.save();

  expect(document.unsaved).toBe(0);
  expect(await textOfStored(world.store)).toBe('hello');
});

test('[D21] what is typed offline is unsaved, and goes out when the connection is back', async () => {
  const world = await aWorld();
  const { document, link } = world.open();
  await world.save();

  link.cut();
  type(document, 'a');
  type(document, 'b');
  expect([document.status, document.unsaved]).toEqual(['offline', 2]);
  link.restore();
  await vi.advanceTimersByTimeAsync(5_000);
  await world.deliver();
  expect([document.status, document.unsaved]).toEqual(['connected', 2]);
  await world.save();

  expect([document.status, document.unsaved]).toEqual(['connected', 0]);
  expect(await textOfStored(world.store)).toBe('ab');
});

test('[D21] after a reload offline, what was not saved before still counts as unsaved', async () => {
  const world = await aWorld();
  const copies = new MemoryCopies();
  const before = world.open(ada, { copies });
  await world.save();
  before.link.cut();
  type(before.document, 'typed on a train');
  before.document.close();

  const after = world.open(ada, { copies });
  after.link.cut();
  await world.deliver();
  expect([after.document.loaded, after.document.unsaved > 0]).toEqual([true, true]);
  expect(textOf(after.document)).toBe('typed on a train');
  after.link.restore();
  await vi.advanceTimersByTimeAsync(5_000);
  await world.save();

  expect(after.document.unsaved).toBe(0);
  expect(await textOfStored(world.store)).toBe('typed on a train');
});

test('[D21] after a reload, what was saved before is not called unsaved', async () => {
  const world = await aWorld();
  const copies = new MemoryCopies();
  const before = world.open(ada, { copies });
  await world.save();
  type(before.document, 'hello');
  await world.save();
  before.document.close();

  const after = world.open(ada, { copies });
  after.link.cut();
  await settle();

  expect([textOf(after.document), after.document.unsaved]).toEqual(['hello', 0]);
});

test('[D23] a store that fails leaves the edit unsaved, and the client brings it again', async () => {
  const world = await aWorld();
  const { document } = world.open();
  await world.save();
  type(document, 'hello');
  await world.deliver();

  world.documents.fail(new Refusal('storeUnavailable'));
  await world.deliver();
  expect(document.unsaved).toBe(1);
  await vi.advanceTimersByTimeAsync(5_000);
  await world.save();

  expect([document.stopped, document.unsaved]).toEqual([null, 0]);
  expect(await textOfStored(world.store)).toBe('hello');
});

test('[D22] a copy of another incarnation stays away from the server, and whoever has it open is told', async () => {
  const world = await aWorld();
  const copies = new MemoryCopies();
  const stale = world.open(ada, { copies, epoch: 'epoch0' });
  type(stale.document, 'old text');
  const told = vi.fn();
  stale.document.onEpochChanged(told);

  await world.save();
  await vi.advanceTimersByTimeAsync(20_000);
  await world.save();

  expect(told).toHaveBeenCalledOnce();
  expect([stale.document.stopped, stale.document.status]).toEqual([4409, 'offline']);
  expect(await textOfStored(world.store)).toBe('');
  const current = world.open(ada, { copies });
  await world.save();
  expect(textOf(current.document)).toBe('');
});

test('[D16] two people see each other, also after one was cut off', async () => {
  const world = await aWorld();
  const [one, two] = [world.open(ada), world.open(bo)];
  await world.save();
  const names = () =>
    [...one.document.awareness.getStates().values()].map(({ user }) => (user as { name: string }).name);
  expect(names()).toEqual(['Ada', 'Bo']);

  two.link.cut();
  two.link.letServerNotice();
  await world.deliver();
  expect(names()).toEqual(['Ada']);
  two.link.restore();
  await vi.advanceTimersByTimeAsync(5_000);
  await world.save();

  expect(names()).toEqual(['Ada', 'Bo']);
});

test('whoever waits for everything to be saved is told when it is', async () => {
  const world = await aWorld();
  const { document } = world.open();
  await world.save();
  let isSaved = false;
  type(document, 'the brief');

  void document.whenSaved().then(() => (isSaved = true));
  await world.deliver();
  expect(isSaved).toBe(false);
  await world.save();

  expect(isSaved).toBe(true);
  await document.whenSaved();
});

test('without a place to keep it, the document works and says so', async () => {
  const world = await aWorld();
  const link = new DocumentLink(ada, () => {
    throw new Error('nobody connects');
  });

  const document = openDocument({
    ...{ ticketId: 'acme-1', epoch: 'epoch1', person: ada, url: 'ws://test/documents' },
    ...{ WebSocket: link.WebSocket, keepCopy: () => undefined, acrossTabs: false },
  });
  opened.push(document);

  expect([document.keptOnDevice, document.loaded, document.status]).toEqual([false, false, 'connecting']);
  await world.save();
});

test('[D19] whoever may only read sees everything, sends nothing and has nothing unsaved', async () => {
  const world = await aWorld();
  const [writer, reader] = [world.open(ada), world.open({ ...bo, preset: 'observer' })];
  await world.save();

  type(writer.document, 'hello');
  await world.save();
  type(reader.document, ' graffiti');
  await world.save();

  expect([textOf(reader.document), reader.document.unsaved]).toEqual(['hello graffiti', 0]);
  expect([reader.document.status, reader.document.stopped]).toEqual(['connected', null]);
  expect(await textOfStored(world.store)).toBe('hello');
});
