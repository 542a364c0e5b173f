import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { addHypothesis } from '../../shared/document/hypothesis.ts';
import { textOf, writeText } from '../../shared/document/investigation.ts';
import { Investigation } from './investigation.svelte.ts';

let ids = 0;
const sources = {
  newId: () => `id${String((ids += 1))}`,
  now: () => '2026-11-03T10:00:00.000Z',
};

function open(me = 'ada') {
  const doc = new Y.Doc();
  return new Investigation({ doc, awareness: new Awareness(doc) }, me, sources);
}

function exchange(one: Investigation, other: Investigation) {
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc));
  Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(other.doc));
}

function seenBy<T>(read: () => T): { readonly last: T; stop: () => void } {
  const seen: T[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(read());
    });
  });
  flushSync();
  return {
    get last() {
      flushSync();
      return seen.at(-1) as T;
    },
    stop,
  };
}

test('what a colleague writes into a hypothesis shows without asking', () => {
  const [ada, bob] = [open('ada'), open('bob')];
  const id = ada.addHypothesis('queue is full');
  const list = seenBy(() => ada.hypotheses.map(({ text, status }) => `${status}: ${text}`));
  exchange(ada, bob);

  bob.setStatus(id, 'refuted');
  const statement = bob.hypotheses[0]?.statement.get(0) as Y.XmlElement;
  (statement.get(0) as Y.XmlText).insert(0, 'maybe ');
  exchange(ada, bob);

  expect(list.last).toEqual(['refuted: maybe queue is full']);
  list.stop();
});

test('choosing the status it already has leaves no trace in the history', () => {
  const ada = open();
  const id = ada.addHypothesis('x');

  ada.setStatus(id, 'open');
  ada.setStatus(id, 'testing');
  ada.setStatus(id, 'testing');

  expect(ada.hypotheses[0]?.history.map(({ status, by }) => `${status} ${by}`)).toEqual(['open ada', 'testing ada']);
});

test('a removed hypothesis comes back with its words, its history and its citations', () => {
  const ada = open();
  const id = ada.addHypothesis('queue is full');
  const fact = ada.addEvidence({ kind: 'log', text: '429s' });
  ada.cite(id, fact, 'for');
  ada.setStatus(id, 'testing');
  const before = JSON.stringify(ada.hypotheses);

  const removal = ada.removeHypothesis(id);
  expect(ada.hypotheses).toEqual([]);
  removal.undo();

  expect(JSON.stringify(ada.hypotheses)).toBe(before);
});

test('removals are undone one by one, in any order, and never touch what others did', () => {
  const [ada, bob] = [open('ada'), open('bob')];
  const [one, two] = [ada.addHypothesis('one'), ada.addHypothesis('two')];
  exchange(ada, bob);
  const first = ada.removeHypothesis(one);
  ada.removeHypothesis(two);
  const bobs = bob.addHypothesis('bob’s');
  exchange(ada, bob);

  first.undo();
  exchange(ada, bob);

  expect(ada.hypotheses.map(({ id }) => id)).toEqual([one, bobs]);
  expect(bob.hypotheses.map(({ text }) => text)).toEqual(['one', 'bob’s']);
});

test('removed evidence leaves its citation, and putting it back heals it', () => {
  const ada = open();
  const id = ada.addHypothesis('x');
  const fact = ada.addEvidence({ kind: 'error', text: '502', source: 'nginx' });
  ada.cite(id, fact, 'against');

  const removal = ada.removeEvidence(fact);

  expect(ada.evidence).toEqual([]);
  expect(ada.hypotheses[0]?.evidence).toEqual([{ evidenceId: fact, stance: 'against' }]);
  removal.undo();
  expect(ada.evidence.map(({ text, source }) => `${text} ${source}`)).toEqual(['502 nginx']);
});

test('an undo after it was forgotten does nothing', () => {
  const ada = open();
  const removal = ada.removeHypothesis(ada.addHypothesis('x'));

  removal.forget();
  removal.undo();

  expect(ada.hypotheses).toEqual([]);
});

test('a sent draft is emptied', () => {
  const ada = open();
  writeText(ada.draft, 'Hello\nwe found it');
  const text = seenBy(() => ada.draftText);

  const cleared = ada.clearDraft('Hello\nwe found it');

  expect(cleared).toBe(true);
  expect(text.last).toBe('');
  text.stop();
});

test('a draft that somebody went on writing while it was sent is kept', () => {
  const ada = open();
  writeText(ada.draft, 'Hello\nand one more thing');

  expect(ada.clearDraft('Hello')).toBe(false);

  expect(textOf(ada.draft)).toBe('Hello\nand one more thing');
});

test('opening an investigation writes nothing into it', () => {
  const ada = open();
  const list = seenBy(() => [ada.hypotheses, ada.evidence, ada.draftText]);

  expect(Y.encodeStateAsUpdate(ada.doc)).toEqual(Y.encodeStateAsUpdate(new Y.Doc()));
  list.stop();
});

test('a hypothesis that is not one does not hide the others', () => {
  const ada = open();
  ada.doc.getMap('hypotheses').set('bad', 'text' as never);
  addHypothesis(ada.doc, { id: 'good', text: 'good' }, { by: 'bob', at: '2026-11-03T09:00:00.000Z' });

  expect(ada.hypotheses.map(({ id }) => id)).toEqual(['good']);
});
