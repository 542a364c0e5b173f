import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addEvidence, changeEvidence, readEvidence, removeEvidence } from './evidence.ts';
import { type Act, partsOf } from './investigation.ts';

const nine: Act = { by: 'ada', at: '2026-03-02T09:00:00.000Z' };
const ten: Act = { by: 'bo', at: '2026-03-02T10:00:00.000Z' };

describe('evidence', () => {
  test('a fact has a source, an author and the time it was seen', () => {
    const doc = new Y.Doc();
    const observedAt = '2026-03-01T23:00:00.000Z';

    addEvidence(
      doc,
      { id: 'e1', kind: 'error', text: '502 from /v1/charges', source: 'gateway log', observedAt },
      nine,
    );

    expect(readEvidence(doc)).toMatchObject([
      {
        id: 'e1',
        kind: 'error',
        text: '502 from /v1/charges',
        source: 'gateway log',
        observedAt,
        file: null,
        author: 'ada',
        addedAt: nine.at,
      },
    ]);
  });

  test('a fact without a time was seen when it was added', () => {
    const doc = new Y.Doc();

    addEvidence(doc, { id: 'e1', kind: 'log' }, nine);

    expect(readEvidence(doc)[0]?.observedAt).toBe(nine.at);
  });

  test('facts are read oldest first', () => {
    const doc = new Y.Doc();

    addEvidence(doc, { id: 'late', kind: 'log' }, ten);
    addEvidence(doc, { id: 'early', kind: 'log' }, nine);

    expect(readEvidence(doc).map(({ id }) => id)).toEqual(['early', 'late']);
  });

  test('fields change one by one, so that two people can change two of them at once', () => {
    const doc = new Y.Doc();
    addEvidence(doc, { id: 'e1', kind: 'log', source: 'old' }, nine);
    const theirs = new Y.Doc();
    Y.applyUpdate(theirs, Y.encodeStateAsUpdate(doc));

    changeEvidence(doc, 'e1', { kind: 'endpoint' });
    changeEvidence(theirs, 'e1', { source: 'new' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));

    expect(readEvidence(doc)[0]).toMatchObject({ kind: 'endpoint', source: 'new' });
  });

  test('a removed fact is gone', () => {
    const doc = new Y.Doc();
    addEvidence(doc, { id: 'e1', kind: 'log' }, nine);

    removeEvidence(doc, 'e1');

    expect(readEvidence(doc)).toEqual([]);
  });

  test('what has not the form of evidence is neither shown nor stumbled over', () => {
    const doc = new Y.Doc();
    const { evidence } = partsOf(doc);
    evidence.set('text', 'nonsense' as unknown as Y.Map<unknown>);
    evidence.set('factless', new Y.Map([['fact', 'text']]));

    changeEvidence(doc, 'text', { source: 'x' });
    changeEvidence(doc, 'absent', { source: 'x' });

    expect(readEvidence(doc)).toEqual([]);
  });

  test('an unknown kind reads as an observation', () => {
    const doc = new Y.Doc();
    addEvidence(doc, { id: 'e1', kind: 'log' }, nine);

    partsOf(doc).evidence.get('e1')?.set('kind', 'rumour');

    expect(readEvidence(doc)[0]?.kind).toBe('observation');
  });
});
