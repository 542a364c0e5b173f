import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { type BriefContent, briefClipped, missingFrom } from '../domain/brief.ts';
import { briefOf } from './brief.ts';
import { addEvidence } from './evidence.ts';
import { addHypothesis, cite } from './hypothesis.ts';
import { partsOf } from './investigation.ts';
import { newInvestigation } from './newInvestigation.ts';

const act = { by: 'ada', at: '2026-03-02T12:00:00.000Z' };

/** An element of the notes with text or further elements in it. */
type Node = readonly [name: string, inside: string | readonly Node[], attributes?: Readonly<Record<string, unknown>>];

const heading = (text: string, level = 2): Node => ['heading', text, { level }];
const line = (text: string): Node => ['paragraph', text];
const list = (...items: Node[][]): Node => ['bulletList', items.map((item) => ['listItem', item] as const)];
const cell = (text: string): Node => ['tableCell', [line(text)]];

function element([name, inside, attributes = {}]: Node): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, typeof inside === 'string' ? [new Y.XmlText(inside)] : inside.map(element));
  return made;
}

function notesOf(...nodes: Node[]): Y.Doc {
  const doc = new Y.Doc();
  partsOf(doc).notes.insert(0, nodes.map(element));
  return doc;
}

function sectionsIn(...nodes: Node[]): Pick<BriefContent, 'problem' | 'impact' | 'steps'> {
  const { problem, impact, steps } = briefOf(notesOf(...nodes));
  return { problem, impact, steps };
}

test('an investigation that nobody has written in has an empty brief, and so has an empty document', () => {
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, newInvestigation());
  const empty = { problem: '', impact: '', steps: [], evidence: [], hypotheses: [] };

  expect([briefOf(fresh), briefOf(new Y.Doc())]).toEqual([empty, empty]);
});

test('a brief has what stands under the headings, with lists, tables and code', () => {
  const told = sectionsIn(
    heading('What happens'),
    line('Webhooks fail with 502.'),
    ['codeBlock', 'HTTP/1.1 502\nvia: proxy'],
    heading('Impact'),
    [
      'table',
      [
        ['tableRow', [cell('Workspace'), cell('Orders')]],
        ['tableRow', [cell('acme'), cell('40')]],
      ],
    ],
    heading('Tried so far'),
    list([line('Sent one by hand'), list([line('with curl')])], [line('Asked for a trace')]),
    line('Read the status page'),
  );

  expect(told).toEqual({
    problem: 'Webhooks fail with 502.\nHTTP/1.1 502\nvia: proxy',
    impact: 'Workspace | Orders\nacme | 40',
    steps: ['Sent one by hand', 'with curl', 'Asked for a trace', 'Read the status page'],
  });
});

test.each([
  ['What happened', 'problem'],
  ['PROBLEM', 'problem'],
  ['1. The issue:', 'problem'],
  ["What's wrong?", 'problem'],
  ['🔥 Symptoms', 'problem'],
  ['Customer impact', 'impact'],
  ['Who is affected?', 'impact'],
  ['Tried', 'steps'],
  ['Steps  tried –', 'steps'],
  ['## What we tried', 'steps'],
] as const)('the heading “%s” means the %s', (title, meaning) => {
  const told = sectionsIn(heading(title, 4), line('Written here'));

  expect(told).toEqual({
    problem: '',
    impact: '',
    steps: [],
    [meaning]: meaning === 'steps' ? ['Written here'] : 'Written here',
  });
});

test('a sub-heading belongs to its section, another heading ends it, and of two that mean the same both count', () => {
  const told = sectionsIn(
    line('Before everything'),
    heading('What happens', 2),
    line('It fails.'),
    heading('Since when', 3),
    line('Since Monday.'),
    heading('Logs', 2),
    line('Not the problem itself'),
    heading('Problem', 1),
    line('For everybody.'),
  );

  expect(told.problem).toBe('It fails.\nSince when\nSince Monday.\nFor everybody.');
});

test('headings of pasted text are found, and its bullets are no part of a step', () => {
  const told = sectionsIn(
    line('**What happens**'),
    line('It fails.'),
    line('Impact: all orders'),
    line('## Tried so far\n- Sent one by hand\n2) Asked for a trace\n[x] Read the logs\n---'),
  );

  expect(told).toEqual({
    problem: 'It fails.',
    impact: 'all orders',
    steps: ['Sent one by hand', 'Asked for a trace', 'Read the logs'],
  });
});

test('a line that says nothing is nothing written', () => {
  const brief = briefOf(notesOf(heading('What happens'), line('…'), heading('Impact'), line(' - ')));

  expect(missingFrom(brief, ['problem', 'impact'])).toEqual(['problem', 'impact']);
});

test('facts and suspicions come with what speaks for and against them', () => {
  const doc = new Y.Doc();
  addEvidence(doc, { id: 'e1', kind: 'error', text: '502', source: 'log' }, act);
  addEvidence(doc, { id: 'e2', kind: 'endpoint' }, act);
  addHypothesis(doc, { id: 'h1', text: 'The proxy', nextTest: 'Go around it' }, act);
  cite(doc, 'h1', { evidenceId: 'e1', stance: 'for' });
  const brief = briefOf(doc);

  expect(brief.evidence[0]).toEqual({
    ...{ id: 'e1', kind: 'error', text: '502', source: 'log', observedAt: act.at, file: null },
  });
  expect(brief.hypotheses).toEqual([
    { id: 'h1', text: 'The proxy', status: 'open', nextTest: 'Go around it', for: ['e1'], against: [] },
  ]);
  expect(missingFrom(brief, ['endpoint', 'error', 'hypothesis'])).toEqual(['endpoint']);
});

const fact = (id: number, text: string) => {
  return { id: `e${String(id)}`, kind: 'log', text, source: 'the log', observedAt: act.at, file: null };
};
const suspicion = (id: number, text: string) => {
  return { id: `h${String(id)}`, text, status: 'open', nextTest: text, for: ['e0', 'e1'], against: [] };
};

test('a short brief is kept as it is', () => {
  const brief = {
    problem: 'P',
    impact: 'I',
    steps: ['S'],
    evidence: [fact(0, 'F'), fact(1, 'G')],
    hypotheses: [suspicion(0, 'H')],
  };

  expect(briefClipped(brief)).toEqual(brief);
});

test('a long brief is cut to what an event can carry, and says where', () => {
  const long = 'ä😀'.repeat(20_000);
  const many = Array.from({ length: 200 }, (_, index) => index);
  const brief: BriefContent = {
    problem: long,
    impact: long,
    steps: many.map(() => long),
    evidence: many.map((id) => fact(id, long)),
    hypotheses: many.map((id) => suspicion(id, long)),
  };

  const clipped = briefClipped(brief);

  expect(JSON.stringify(clipped).length).toBeLessThanOrEqual(20_000);
  expect(clipped.problem).toMatch(/^(ä😀)+ä?…$/u);
  expect(clipped.evidence.slice(0, 2).map(({ id }) => id)).toEqual(['e0', 'e1']);
  expect(clipped.evidence.at(-1)?.id).toBe('e199');
  expect(clipped.hypotheses.at(-1)?.id).toBe('h199');
});
