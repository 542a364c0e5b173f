import * as Y from 'yjs';
import type { PersonId } from '../domain/person.ts';
import { type Act, partsOf, textOf, writeText } from './investigation.ts';

export const hypothesisStatuses = ['open', 'testing', 'supported', 'refuted', 'inconclusive'] as const;
export type HypothesisStatus = (typeof hypothesisStatuses)[number];

export type Stance = 'for' | 'against';

/** A suspected cause. Refuted ones stay: knowing what it is not is half the answer. */
export interface Hypothesis {
  readonly id: string;
  /** Co-edited text of the suspected cause. */
  readonly statement: Y.XmlFragment;
  readonly text: string;
  /** Co-edited text of what to try next. */
  readonly nextTest: Y.XmlFragment;
  readonly nextTestText: string;
  readonly status: HypothesisStatus;
  readonly evidence: readonly Citation[];
  readonly author: PersonId;
  readonly createdAt: string;
  /** Every change of status, oldest first. */
  readonly history: readonly StatusChange[];
}

export interface Citation {
  readonly evidenceId: string;
  readonly stance: Stance;
}

export interface StatusChange extends Act {
  readonly status: HypothesisStatus;
}

export interface NewHypothesis {
  readonly id: string;
  readonly text?: string;
  readonly nextTest?: string;
}

export function addHypothesis(doc: Y.Doc, hypothesis: NewHypothesis, { by, at }: Act): void {
  doc.transact(() => {
    const statement = new Y.XmlFragment();
    const nextTest = new Y.XmlFragment();
    const history = Y.Array.from<StatusChange>([{ status: 'open', by, at }]);
    const evidence = new Y.Map<Stance>();
    const fields: Record<string, unknown> = { statement, nextTest, history, evidence, author: by };
    const entries = Object.entries({ ...fields, createdAt: at });
    partsOf(doc).hypotheses.set(hypothesis.id, new Y.Map(entries));
    writeText(statement, hypothesis.text ?? '');
    writeText(nextTest, hypothesis.nextTest ?? '');
  });
}

/** The status is the last word of the history: two people at once both stay in it, and all replicas agree which is last. */
export function setStatus(doc: Y.Doc, id: string, change: StatusChange): void {
  const { status, by, at } = change;
  historyOf(partsOf(doc).hypotheses.get(id))?.push([{ status, by, at }]);
}

/** Cites evidence for or against a hypothesis; null takes the citation back. */
export function cite(
  doc: Y.Doc,
  id: string,
  { evidenceId, stance }: { evidenceId: string; stance: Stance | null },
): void {
  const citations = fieldOf(partsOf(doc).hypotheses.get(id), 'evidence');
  if (!(citations instanceof Y.Map)) return;
  if (stance === null) citations.delete(evidenceId);
  else citations.set(evidenceId, stance);
}

export function removeHypothesis(doc: Y.Doc, id: string): void {
  partsOf(doc).hypotheses.delete(id);
}

/** Oldest first. */
export function readHypotheses(doc: Y.Doc): Hypothesis[] {
  const all = [...partsOf(doc).hypotheses.entries()].flatMap(([id, map]) => read(id, map) ?? []);
  return all.sort((a, b) => (a.createdAt + a.id < b.createdAt + b.id ? -1 : 1));
}

/** Anyone with the document open can write anything into it: what does not have the right form is not shown. */
function read(id: string, fields: unknown): Hypothesis | undefined {
  if (!(fields instanceof Y.Map)) return undefined;
  const statement: unknown = fields.get('statement');
  const nextTest: unknown = fields.get('nextTest');
  if (!(statement instanceof Y.XmlFragment && nextTest instanceof Y.XmlFragment)) return undefined;
  const history = (historyOf(fields)?.toArray() ?? []).filter(isStatusChange);
  const author: unknown = fields.get('author');
  const createdAt: unknown = fields.get('createdAt');
  return {
    id,
    statement,
    text: textOf(statement),
    nextTest,
    nextTestText: textOf(nextTest),
    status: history.at(-1)?.status ?? 'open',
    evidence: citationsOf(fields.get('evidence')),
    author: typeof author === 'string' ? author : '',
    createdAt: typeof createdAt === 'string' ? createdAt : '',
    history,
  };
}

function historyOf(fields: unknown): Y.Array<unknown> | undefined {
  const history = fieldOf(fields, 'history');
  return history instanceof Y.Array ? history : undefined;
}

function fieldOf(fields: unknown, key: string): unknown {
  return fields instanceof Y.Map ? (fields as Y.Map<unknown>).get(key) : undefined;
}

function isStatusChange(value: unknown): value is StatusChange {
  const { status, by, at } = (value ?? {}) as Partial<Record<keyof StatusChange, unknown>>;
  return hypothesisStatuses.some((known) => known === status) && typeof by === 'string' && typeof at === 'string';
}

function citationsOf(citations: unknown): Citation[] {
  if (!(citations instanceof Y.Map)) return [];
  const entries = [...(citations as Y.Map<unknown>).entries()];
  return entries.flatMap(([evidenceId, stance]) =>
    stance === 'for' || stance === 'against' ? [{ evidenceId, stance }] : [],
  );
}
