import * as Y from 'yjs';
import type { PersonId } from '../domain/person.ts';
import { type Act, partsOf, textOf, writeText } from './investigation.ts';

export const evidenceKinds = ['observation', 'endpoint', 'error', 'workspace', 'log', 'screenshot'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** A fact with a source and the time it was seen. */
export interface Evidence {
  readonly id: string;
  readonly kind: EvidenceKind;
  /** Co-edited text of the fact. */
  readonly fact: Y.XmlFragment;
  readonly text: string;
  readonly source: string;
  readonly observedAt: string;
  readonly file: string | null;
  readonly author: PersonId;
  readonly addedAt: string;
}

export interface NewEvidence {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly text?: string;
  readonly source?: string;
  readonly observedAt?: string;
  readonly file?: string;
}

export function addEvidence(doc: Y.Doc, evidence: NewEvidence, { by, at }: Act): void {
  const { id, kind, text = '', source = '', observedAt = at, file = null } = evidence;
  doc.transact(() => {
    const fact = new Y.XmlFragment();
    const fields: Record<string, unknown> = { kind, fact, source, observedAt, file, author: by };
    partsOf(doc).evidence.set(id, new Y.Map(Object.entries({ ...fields, addedAt: at })));
    writeText(fact, text);
  });
}

export function changeEvidence(
  doc: Y.Doc,
  id: string,
  changes: Partial<Pick<Evidence, 'kind' | 'source' | 'observedAt'>>,
): void {
  const evidence: unknown = partsOf(doc).evidence.get(id);
  if (!(evidence instanceof Y.Map)) return;
  doc.transact(() => {
    for (const [field, value] of Object.entries(changes)) evidence.set(field, value);
  });
}

/** Takes a fact out; hypotheses that cite it keep the citation, which then reads as withdrawn. */
export function removeEvidence(doc: Y.Doc, id: string): void {
  partsOf(doc).evidence.delete(id);
}

/** Oldest first. */
export function readEvidence(doc: Y.Doc): Evidence[] {
  const all = [...partsOf(doc).evidence.entries()].flatMap(([id, fields]) => read(id, fields) ?? []);
  return all.sort((a, b) => (a.addedAt + a.id < b.addedAt + b.id ? -1 : 1));
}

/** Anyone with the document open can write anything into it: what does not have the right form is not shown. */
function read(id: string, fields: unknown): Evidence | undefined {
  if (!(fields instanceof Y.Map)) return undefined;
  const fact: unknown = fields.get('fact');
  if (!(fact instanceof Y.XmlFragment)) return undefined;
  const string = (key: string) => {
    const value: unknown = fields.get(key);
    return typeof value === 'string' ? value : '';
  };
  return {
    id,
    kind: evidenceKinds.find((kind) => kind === fields.get('kind')) ?? 'observation',
    fact,
    text: textOf(fact),
    source: string('source'),
    observedAt: string('observedAt'),
    file: string('file') || null,
    author: string('author'),
    addedAt: string('addedAt'),
  };
}
