import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../../shared/domain/refusals.ts';
import { ada, bo } from '../../test/support/builders.ts';
import { DocumentLink } from '../../test/support/documentLink.ts';
import { MemoryCopies } from '../../test/support/memoryCopies.ts';
import { textOfStored } from '../../test/support/updates.ts';
import { closeAll, textOf, type, wireUp } from '../../test/support/wiredDocuments.ts';
import { openDocument } from './document.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  closeAll();
  vi.useRealTimers();
});

test('[D21] an edit counts as saved when the store has it', async () => {
  const world = await wireUp();
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
  const world = await wireUp();
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
  const world = await wireUp();
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
  const world = await wireUp();
  const copies = new MemoryCopies();
  const before = world.open(ada, { copies });
  await world.save();
  type(before.document, 'hello');
  await world.save();
  before.document.close();

  const after = world.open(ada, { copies });
  after.link.cut();
  await world.deliver();

  expect([textOf(after.document), after.document.unsaved]).toEqual(['hello', 0]);
});

test('[D23] a store that fails leaves the edit unsaved, and the client brings it again', async () => {
  const world = await wireUp();
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
  const world = await wireUp();
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
  const world = await wireUp();
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
  const world = await wireUp();
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

test('without a place to keep it, the document works and says so', () => {
  const link = new DocumentLink(ada, () => {
    throw new Error('nobody connects');
  });

  const document = openDocument({
    ...{ ticketId: 'acme-1', epoch: 'epoch1', person: ada, url: 'ws://test/documents' },
    ...{ WebSocket: link.WebSocket, keepCopy: () => undefined, acrossTabs: false },
  });

  expect([document.keptOnDevice, document.loaded, document.status]).toEqual([false, false, 'connecting']);
  document.close();
});

test('[D19] whoever may only read sees everything, sends nothing and has nothing unsaved', async () => {
  const world = await wireUp();
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

test('[D21] what another tab wrote while both were offline is unsaved here too, and sent when that tab is gone', async () => {
  const world = await wireUp();
  const [one, two] = [world.open(ada, { acrossTabs: true }), world.open(ada, { acrossTabs: true })];
  await world.save();
  for (const { link } of [one, two]) link.cut();

  type(two.document, 'hello');
  two.document.close();
  expect([textOf(one.document), one.document.unsaved]).toEqual(['hello', 1]);
  one.link.restore();
  await vi.advanceTimersByTimeAsync(5_000);
  await world.save();

  expect(one.document.unsaved).toBe(0);
  expect(await textOfStored(world.store)).toBe('hello');
});

test('[D22] a tab with another incarnation does not mix its text into this one', async () => {
  const world = await wireUp();
  const stale = world.open(ada, { acrossTabs: true, epoch: 'epoch0' });
  const current = world.open(ada, { acrossTabs: true });
  await world.save();

  type(stale.document, 'old text');
  await world.save();

  expect(textOf(current.document)).toBe('');
});
