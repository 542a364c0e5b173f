import { expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { InvestigationPresence } from './investigationPresence.svelte.ts';

function connect(user: unknown) {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalStateField('user', user);
  return awareness;
}

function tell(from: Awareness, to: Awareness) {
  applyAwarenessUpdate(to, encodeAwarenessUpdate(from, [from.clientID]), 'network');
}

const ada = { id: 'ada', name: 'Ada', hue: 1 };
const bob = { id: 'bob', name: 'Bob', hue: 2 };

test('others are seen where they are, I am not among them', () => {
  const [mine, theirs] = [connect(ada), connect(bob)];
  new InvestigationPresence(theirs).enter('hypothesis:h1');
  tell(theirs, mine);
  const presence = new InvestigationPresence(mine);

  expect(presence.others).toEqual([{ person: 'bob', name: 'Bob', hue: 2, place: 'hypothesis:h1' }]);
  expect(presence.at('hypothesis:h1').map(({ person }) => person)).toEqual(['bob']);
  expect(presence.at('notes')).toEqual([]);
});

test('somebody with two windows is one person, at the place they work in', () => {
  const [mine, first, second] = [connect(ada), connect(bob), connect(bob)];
  new InvestigationPresence(second).enter('notes');
  for (const window of [first, second]) tell(window, mine);

  expect(new InvestigationPresence(mine).others.map(({ place }) => place)).toEqual(['notes']);
});

test.each([[null], ['text'], [{ name: 'nobody' }], [{ id: 3, name: 'x' }], [{ id: 'x', name: { html: '<b>' } }]])(
  'a stranger who introduces themselves as %j is not shown',
  (user) => {
    const [mine, theirs] = [connect(ada), connect(user)];
    tell(theirs, mine);

    expect(new InvestigationPresence(mine).others).toEqual([]);
  },
);

test('a hue out of range becomes one of the eight', () => {
  const [mine, theirs] = [connect(ada), connect({ ...bob, hue: 900_001 })];
  tell(theirs, mine);

  expect(new InvestigationPresence(mine).others[0]?.hue).toBe(1);
});
