import { flushSync } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { partsOf, writeText } from '../../shared/document/investigation.ts';
import { documentCloses } from '../../shared/protocol/document.ts';
import { ada } from '../../test/support/builders.ts';
import type { OpenedDocument } from '../connection/document.ts';
import { TicketRoom } from './ticketRoom.svelte.ts';

afterEach(() => vi.unstubAllGlobals());

type Changing = Partial<Pick<OpenedDocument, 'status' | 'synced' | 'loaded' | 'unsaved' | 'keptOnDevice' | 'stopped'>>;

/** A document whose connection does what a test says. */
function aRoom(person = ada) {
  const doc = new Y.Doc();
  const listeners = new Set<() => void>();
  const epochListeners = new Set<() => void>();
  const state = {
    doc,
    awareness: new Awareness(doc),
    status: 'connecting',
    synced: false,
    loaded: false,
    unsaved: 0,
    keptOnDevice: true,
    stopped: null,
    closedWith: null,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onEpochChanged: (listener: () => void) => {
      epochListeners.add(listener);
      return () => epochListeners.delete(listener);
    },
    whenSaved: () => Promise.resolve(),
    retry: () => undefined,
    close: () => doc.destroy(),
  } as const satisfies OpenedDocument;
  const room = new TicketRoom({ ticketId: 'acme-1', epoch: 'e1', me: person, mayEdit: true, open: () => state });
  const becomes = (changes: Changing) => {
    Object.assign(state, changes);
    for (const listener of listeners) listener();
  };
  const newEpoch = () => {
    for (const listener of epochListeners) listener();
  };
  return { room, becomes, newEpoch };
}

test('only what the server has said is durable is called saved', () => {
  const { room, becomes } = aRoom();
  expect(room.saving).toEqual({ kind: 'opening' });

  becomes({ status: 'connected', synced: true, unsaved: 2 });
  expect(room.saving).toEqual({ kind: 'saving' });

  becomes({ unsaved: 0 });
  expect(room.saving).toEqual({ kind: 'saved' });
});

test('offline it tells how many changes wait, and whether they outlive the window', () => {
  const { room, becomes } = aRoom();
  becomes({ status: 'offline', unsaved: 3 });
  expect(room.saving).toEqual({ kind: 'offline', changes: 3, kept: true, reason: null });

  becomes({ keptOnDevice: false });

  expect(room.saving).toEqual({ kind: 'offline', changes: 3, kept: false, reason: null });
});

test('a server that turns the document away is quoted', () => {
  const { room, becomes } = aRoom();

  becomes({ status: 'offline', stopped: documentCloses.notAllowed.code, unsaved: 1 });

  expect(room.saving).toMatchObject({ kind: 'stopped', remedy: 'startOver', changes: 1 });
  expect(room.isReady).toBe(false);
});

test('once there is something to work on it stays, whatever becomes of the connection', () => {
  const { room, becomes } = aRoom();
  expect(room.isReady).toBe(false);
  becomes({ status: 'connected', synced: true });
  expect(room.isReady).toBe(true);

  becomes({ status: 'offline', synced: false, stopped: documentCloses.tooLarge.code });

  expect(room.isReady).toBe(true);
  expect(room.isPartial).toBe(false);
});

test('offline without a copy one can write, and is told that what was there before is not shown', () => {
  const { room, becomes } = aRoom();

  becomes({ status: 'offline' });

  expect([room.isReady, room.isPartial]).toEqual([true, true]);
  becomes({ status: 'connected', synced: true });
  expect(room.isPartial).toBe(false);
});

test('a document that was made anew on the server says so, and gives out what was written here', () => {
  const { room, newEpoch } = aRoom();
  writeText(room.investigation.notes, 'Seen twice\nsince Monday');
  room.investigation.addHypothesis('queue is full');
  room.investigation.addEvidence({ kind: 'log', text: '429s', source: 'nginx' });
  expect(room.replaced).toBe(false);

  newEpoch();

  expect(room.replaced).toBe(true);
  expect(room.words).toBe(
    'Notes\nSeen twice\nsince Monday\n\nHypotheses\n- queue is full (open)\n\nEvidence\n- 429s (nginx)',
  );
});

test('what was written and not saved is known, and outlives the page while the connection is away', () => {
  const device = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => device.get(key) ?? null,
    setItem: (key: string, text: string) => device.set(key, text),
    removeItem: (key: string) => device.delete(key),
  });
  const { room, becomes } = aRoom();
  const write = (text: string) => writeText(partsOf(room.investigation.doc).notes, text);
  becomes({ status: 'connected', synced: true });
  write('saved in time');
  becomes({ unsaved: 0 });

  write('not saved');
  becomes({ status: 'offline', unsaved: 1 });
  const next = aRoom();

  expect(room.unsavedWords).toBe('not saved');
  expect(next.room.unsavedWords).toBe('not saved');
});

test('once everything is saved nothing is left to offer', () => {
  const { room, becomes } = aRoom();
  writeText(partsOf(room.investigation.doc).notes, 'written offline');
  becomes({ status: 'offline', synced: false, unsaved: 1 });

  becomes({ status: 'connected', synced: true, unsaved: 0 });

  expect(room.unsavedWords).toBe('');
  expect(aRoom().room.unsavedWords).toBe('');
});

test('a screen follows the state of saving', () => {
  const { room, becomes } = aRoom();
  const seen: string[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(room.saving.kind);
    });
  });
  flushSync();

  becomes({ status: 'connected', synced: true });
  flushSync();

  expect(seen).toEqual(['opening', 'saved']);
  stop();
});
