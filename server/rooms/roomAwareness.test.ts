import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Malformed } from './byteReader.ts';
import { RoomAwareness } from './roomAwareness.ts';

/** A client with a clock, as y-protocols has it. */
function aClient(clientID: number): Awareness {
  const doc = Object.assign(new Y.Doc(), { clientID });
  const awareness = new Awareness(doc);
  awareness.setLocalState({ name: `client ${String(clientID)}` });
  return awareness;
}

function wordOf(...awarenesses: readonly Awareness[]): Uint8Array {
  const [first] = awarenesses;
  if (!first) throw new Error('nobody speaks');
  for (const other of awarenesses.slice(1)) applyAwarenessUpdate(first, wordOf(other), 'test');
  return encodeAwarenessUpdate(
    first,
    awarenesses.map(({ clientID }) => clientID),
  );
}

/** What a client that has heard all this believes. */
function statesIn(...updates: readonly (Uint8Array | undefined)[]): Record<string, Record<string, unknown>> {
  const awareness = aClient(99);
  for (const update of updates) if (update) applyAwarenessUpdate(awareness, update, 'test');
  awareness.states.delete(99);
  return Object.fromEntries(awareness.states);
}

/** … apart from who it is. */
function seenBy(...updates: readonly (Uint8Array | undefined)[]): Record<string, unknown> {
  const states = Object.entries(statesIn(...updates));
  return Object.fromEntries(states.map(([client, { user: _, ...shown }]) => [client, shown]));
}

function lengthOf(text: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, text.length);
  });
}

const ada = { person: { id: 'ada', name: 'Ada', hue: 1 } };
const bo = { person: { id: 'bo', name: 'Bo', hue: 2 } };

describe('awareness of a room', () => {
  test('[D16] everybody is passed on once, with their latest word only', () => {
    const room = new RoomAwareness(16);
    const client = aClient(1);
    room.receive(wordOf(client), ada);
    client.setLocalState({ name: 'later' });
    room.receive(wordOf(client), ada);

    expect(seenBy(room.takeChanges())).toEqual({ 1: { name: 'later' } });
    expect(room.takeChanges()).toBeUndefined();
  });

  test('[D16] whoever comes later sees those who are there, and nobody when nobody is', () => {
    const room = new RoomAwareness(16);
    expect(room.all()).toBeUndefined();

    room.receive(wordOf(aClient(1)), ada);
    room.receive(wordOf(aClient(2)), bo);

    expect(seenBy(room.all())).toEqual({ 1: { name: 'client 1' }, 2: { name: 'client 2' } });
  });

  test('[D16] whoever leaves is gone for all, although they said nothing', () => {
    const room = new RoomAwareness(16);
    room.receive(wordOf(aClient(1)), ada);
    const before = room.takeChanges();

    room.leave(ada);

    expect(seenBy(before, room.takeChanges())).toEqual({});
    expect(room.all()).toBeUndefined();
  });

  test('[D16] nobody speaks for the client of somebody else, not even to say it is gone', () => {
    const room = new RoomAwareness(16);
    const client = aClient(1);
    room.receive(wordOf(client), ada);
    room.takeChanges();

    client.setLocalState({ name: 'not Ada' });
    room.receive(wordOf(client), bo);
    client.setLocalState(null);
    room.receive(wordOf(client), bo);

    expect(room.takeChanges()).toBeUndefined();
    expect(seenBy(room.all())).toEqual({ 1: { name: 'client 1' } });
  });

  test('[D16] the same person may go on speaking for a client on another connection', () => {
    const room = new RoomAwareness(16);
    const [first, second] = [{ ...ada }, { ...ada }];
    const client = aClient(1);
    room.receive(wordOf(client), first);

    client.setLocalState({ name: 'back again' });
    room.receive(wordOf(client), second);
    room.leave(first);

    expect(seenBy(room.all())).toEqual({ 1: { name: 'back again' } });
  });

  test('[D16] what a client repeats about others changes nothing', () => {
    const room = new RoomAwareness(16);
    const [client, other] = [aClient(1), aClient(2)];
    room.receive(wordOf(client), ada);
    room.receive(wordOf(other), bo);
    room.takeChanges();

    room.receive(wordOf(other, client), bo);

    expect(room.takeChanges()).toBeUndefined();
  });

  test('[D16] whoever has not renewed for three heartbeats is not shown to joiners', () => {
    const room = new RoomAwareness(16);
    const client = aClient(1);
    room.receive(wordOf(client), ada);
    room.receive(wordOf(aClient(2)), bo);

    for (let beat = 0; beat < 4; beat += 1) {
      client.setLocalState({ beat });
      room.receive(wordOf(client), ada);
      room.beat();
    }

    expect(seenBy(room.all())).toEqual({ 1: { beat: 3 } });
  });

  test('[D18] one connection speaks for so many clients and no more', () => {
    const room = new RoomAwareness(2);

    for (const id of [1, 2, 3]) room.receive(wordOf(aClient(id)), ada);

    expect(Object.keys(seenBy(room.all()))).toEqual(['1', '2']);
  });

  test('[D28] who somebody is, the server says, whatever their client claims', () => {
    const room = new RoomAwareness(16);
    const client = aClient(1);
    client.setLocalState({ user: { id: 'bo', name: 'Bo', hue: 7, role: 'admin' }, cursor: { at: 3 }, place: 'notes' });

    room.receive(wordOf(client), ada);

    const shown = { user: { id: 'ada', name: 'Ada', hue: 1 }, cursor: { at: 3 }, place: 'notes' };
    expect(statesIn(room.takeChanges(), room.all())).toEqual({ 1: shown });
  });

  test('[D28] somebody who has changed their name is shown by the new one', () => {
    const room = new RoomAwareness(16);
    const speaker = { person: { id: 'ada', name: 'Ada', hue: 1 } };
    room.receive(wordOf(aClient(1)), speaker);

    speaker.person = { id: 'ada', name: 'Ada L.', hue: 2 };

    expect(statesIn(room.all())).toMatchObject({ 1: { user: { name: 'Ada L.', hue: 2 } } });
  });

  test.each([
    ['a list', [1, 2]],
    ['a text', 'hello'],
    ['a number', 5],
    ['nested too deeply for a browser to compare', JSON.parse('{"a":'.repeat(40) + '1' + '}'.repeat(40)) as unknown],
  ])('[D28] a state that is %s is dropped', (_name, state) => {
    const room = new RoomAwareness(16);
    const client = aClient(1);

    client.states.set(1, state as Record<string, unknown>);
    room.receive(wordOf(client), ada);

    expect([room.all(), room.takeChanges()]).toEqual([undefined, undefined]);
  });

  test('[D28] a state nested ten thousand times hurts nobody', () => {
    const room = new RoomAwareness(16);
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    const text = `{"a":${deep}}`;

    room.receive(Buffer.concat([Uint8Array.of(1, 1, 1), lengthOf(text), Buffer.from(text)]), ada);

    expect(room.all()).toBeUndefined();
  });

  test('[D16] nobody speaks for a client under which somebody else has written', () => {
    const room = new RoomAwareness(16, (client) => (client === 1 ? 'ada' : undefined));

    room.receive(wordOf(aClient(1)), bo);
    expect(room.all()).toBeUndefined();
    room.receive(wordOf(aClient(1)), ada);

    expect(statesIn(room.all())).toMatchObject({ 1: { user: { id: 'ada' } } });
  });

  test('[D16] what others repeat of somebody who left is not taken for theirs', () => {
    const room = new RoomAwareness(16);
    const client = aClient(1);
    const word = wordOf(client);
    room.receive(word, ada);

    room.leave(ada);
    room.receive(word, bo);

    expect(room.all()).toBeUndefined();
  });

  test.each([
    ['cut short', Uint8Array.of(1, 1, 1, 9, 110)],
    ['no JSON', Uint8Array.of(1, 1, 1, 1, 110)],
    ['with more behind', Uint8Array.of(0, 0)],
  ])('[D4] entries that are %s are refused whole', (_name, bytes) => {
    const room = new RoomAwareness(16);

    expect(() => {
      room.receive(bytes, ada);
    }).toThrow(Malformed);
    expect(room.all()).toBeUndefined();
  });
});
