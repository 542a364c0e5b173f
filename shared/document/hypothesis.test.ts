import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addHypothesis, cite, readHypotheses, removeHypothesis, setStatus } from './hypothesis.ts';
import { type Act, partsOf } from './investigation.ts';

const nine: Act = { by: 'ada', at: '2026-03-02T09:00:00.000Z' };
const ten: Act = { by: 'bo', at: '2026-03-02T10:00:00.000Z' };

function aDocWith(id: string, text = 'DNS'): Y.Doc {
  const doc = new Y.Doc();
  addHypothesis(doc, { id, text, nextTest: 'dig' }, nine);
  return doc;
}

/** Two people with the same document who do not hear of each other until `merge`. */
function twoCopies(doc: Y.Doc): { ours: Y.Doc; theirs: Y.Doc; merge: () => void } {
  const [ours, theirs] = [new Y.Doc(), new Y.Doc()];
  const exchange = (from: Y.Doc, to: Y.Doc) => {
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from));
  };
  exchange(doc, ours);
  exchange(doc, theirs);
  return {
    ours,
    theirs,
    merge: () => {
      exchange(ours, theirs);
      exchange(theirs, ours);
    },
  };
}

describe('hypotheses', () => {
  test('a new one is open, with its author and the start of its history', () => {
    const doc = aDocWith('h1');

    const [hypothesis] = readHypotheses(doc);

    expect(hypothesis).toMatchObject({
      id: 'h1',
      text: 'DNS',
      nextTestText: 'dig',
      status: 'open',
      evidence: [],
      author: 'ada',
      createdAt: nine.at,
      history: [{ status: 'open', ...nine }],
    });
  });

  test('they are read oldest first', () => {
    const doc = new Y.Doc();
    addHypothesis(doc, { id: 'late' }, ten);
    addHypothesis(doc, { id: 'early' }, nine);

    expect(readHypotheses(doc).map(({ id }) => id)).toEqual(['early', 'late']);
  });

  test('two statuses at once both stay in the history, and everybody sees the same one as last', () => {
    const { ours, theirs, merge } = twoCopies(aDocWith('h1'));

    setStatus(ours, 'h1', { status: 'supported', ...nine });
    setStatus(theirs, 'h1', { status: 'refuted', ...ten });
    merge();

    const [mine, other] = [readHypotheses(ours)[0], readHypotheses(theirs)[0]];
    expect(mine?.history.map(({ status }) => status)).toEqual(expect.arrayContaining(['open', 'supported', 'refuted']));
    expect(other?.history).toEqual(mine?.history);
    expect(mine?.status).toBe(mine?.history.at(-1)?.status);
  });

  test('two people who write into one statement both keep their words', () => {
    const { ours, theirs, merge } = twoCopies(aDocWith('h1', ''));
    const write = (doc: Y.Doc, text: string) => {
      (readHypotheses(doc)[0]?.statement.get(0) as Y.XmlElement).insert(0, [new Y.XmlText(text)]);
    };

    write(ours, 'cache');
    write(theirs, 'queue');
    merge();

    expect(readHypotheses(ours)[0]?.text).toContain('cache');
    expect(readHypotheses(ours)[0]?.text).toContain('queue');
    expect(readHypotheses(theirs)[0]?.text).toBe(readHypotheses(ours)[0]?.text);
  });

  test('evidence is cited for or against, and a citation can be taken back', () => {
    const doc = aDocWith('h1');

    cite(doc, 'h1', { evidenceId: 'e1', stance: 'for' });
    cite(doc, 'h1', { evidenceId: 'e2', stance: 'against' });
    cite(doc, 'h1', { evidenceId: 'e1', stance: null });

    expect(readHypotheses(doc)[0]?.evidence).toEqual([{ evidenceId: 'e2', stance: 'against' }]);
  });

  test('a removed one is gone', () => {
    const doc = aDocWith('h1');

    removeHypothesis(doc, 'h1');

    expect(readHypotheses(doc)).toEqual([]);
  });

  test('what has not the form of a hypothesis is neither shown nor stumbled over', () => {
    const doc = aDocWith('h1');
    const { hypotheses } = partsOf(doc);
    hypotheses.set('text', 'nonsense' as unknown as Y.Map<unknown>);
    hypotheses.set('empty', new Y.Map());

    setStatus(doc, 'text', { status: 'refuted', ...ten });
    cite(doc, 'text', { evidenceId: 'e1', stance: 'for' });
    setStatus(doc, 'absent', { status: 'refuted', ...ten });

    expect(readHypotheses(doc).map(({ id }) => id)).toEqual(['h1']);
  });

  test('a change of status that names nobody does not count', () => {
    const doc = aDocWith('h1');
    const history = partsOf(doc).hypotheses.get('h1')?.get('history') as Y.Array<unknown>;

    history.push([{ status: 'refuted', by: { name: 'x' }, at: 5 }, null, 7]);

    expect(readHypotheses(doc)[0]).toMatchObject({ status: 'open', history: [{ status: 'open', ...nine }] });
  });
});
