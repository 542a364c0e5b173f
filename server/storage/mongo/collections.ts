import type { Binary, Collection, Db, IndexDescription, ObjectId } from 'mongodb';
import type { RecordKind } from '../../ports/records.ts';
import type { Session } from '../../ports/sessions.ts';
import type { VersionSummary } from '../../../shared/protocol/http.ts';

/** `body` is the entry as JSON text: it comes back exactly as it went in, whatever its keys are called. */
export interface EntryRow {
  readonly board: string;
  readonly seq: number;
  readonly commandId: string;
  readonly person: string;
  readonly at: string;
  readonly tickets: readonly string[];
  readonly body: string;
}

/** `base` is what the updates are applied on: the seed at seq 1, later the newest compacted state. */
export interface DocumentRow {
  readonly _id: string;
  readonly epoch: string;
  readonly compacted: number;
  readonly base: ChunkedBytes & { readonly seq: number };
}

export interface UpdateRow {
  readonly _id: ObjectId;
  readonly document: string;
  readonly epoch: string;
  readonly seq: number;
  readonly bytes: Binary;
}

/** Who used a Yjs client id first. */
export interface ClaimRow {
  readonly document: string;
  readonly epoch: string;
  readonly client: number;
  readonly person: string;
}

/** An earlier state of a document. */
export interface VersionRow extends Omit<VersionSummary, 'id'> {
  readonly _id: string;
  readonly document: string;
  readonly epoch: string;
  readonly bytes: ChunkedBytes;
}

/** Points at bytes that may be larger than a MongoDB document can be. */
export interface ChunkedBytes {
  readonly set: ObjectId;
  readonly parts: number;
}

/** `version` orders the sets of one owner, so that those a newer one has replaced can be told. */
export interface ChunkRow {
  readonly _id: { readonly set: ObjectId; readonly part: number };
  readonly owner: string;
  readonly version: number;
  readonly bytes: Binary;
}

export interface TicketRow {
  readonly _id: string;
  readonly board: string;
  readonly version: number;
  readonly columnId: string;
  readonly at: string;
  readonly number: number;
  readonly words: string;
  readonly body: string;
}

export interface SnapshotRow {
  readonly _id: string;
  readonly seq: number;
  readonly bytes: ChunkedBytes;
}

export type SessionRow = Omit<Session, 'idHash'> & { readonly _id: string };

/** `value` is JSON text. `write` names the call that wrote it; `removal` the one that is removing it, null else. */
export interface RecordRow {
  readonly _id: string;
  readonly kind: RecordKind;
  readonly id: string;
  readonly group: string;
  readonly expiresAt: string | null;
  readonly revision: number;
  readonly value: string;
  readonly write: ObjectId;
  readonly removal: ObjectId | null;
}

export interface BlobRow {
  readonly _id: string;
  readonly ticketId: string;
  readonly type: string;
  readonly name: string;
  readonly bytes: ChunkedBytes;
}

/** Facts about the database itself. */
export interface MarkRow {
  readonly _id: 'schema' | 'barrier';
  readonly value: number;
}

export interface Collections {
  readonly entries: Collection<EntryRow>;
  readonly documents: Collection<DocumentRow>;
  readonly updates: Collection<UpdateRow>;
  readonly claims: Collection<ClaimRow>;
  readonly versions: Collection<VersionRow>;
  readonly chunks: Collection<ChunkRow>;
  readonly tickets: Collection<TicketRow>;
  readonly snapshots: Collection<SnapshotRow>;
  readonly sessions: Collection<SessionRow>;
  readonly records: Collection<RecordRow>;
  readonly blobs: Collection<BlobRow>;
  readonly marks: Collection<MarkRow>;
}

export function collectionsOf(database: Db): Collections {
  return {
    entries: database.collection('entries'),
    documents: database.collection('documents'),
    updates: database.collection('updates'),
    claims: database.collection('claims'),
    versions: database.collection('versions'),
    chunks: database.collection('chunks'),
    tickets: database.collection('tickets'),
    snapshots: database.collection('snapshots'),
    sessions: database.collection('sessions'),
    records: database.collection('records'),
    blobs: database.collection('blobs'),
    marks: database.collection('marks'),
  };
}

/** The first two are what the log's promises rest on: one entry per seq, one entry per command. */
const indexes: { readonly [Name in keyof Collections]?: readonly IndexDescription[] } = {
  entries: [
    { key: { board: 1, seq: 1 }, unique: true },
    { key: { board: 1, commandId: 1 }, unique: true },
    { key: { board: 1, tickets: 1, seq: 1 } },
    { key: { at: -1, board: -1, seq: -1 } },
    { key: { board: 1, at: -1, seq: -1 } },
    { key: { person: 1, at: -1, board: -1, seq: -1 } },
    { key: { tickets: 1, at: -1, board: -1, seq: -1 } },
  ],
  updates: [{ key: { document: 1, epoch: 1, seq: 1 }, unique: true }],
  claims: [{ key: { document: 1, epoch: 1, client: 1 }, unique: true }],
  versions: [{ key: { document: 1, epoch: 1, at: -1 } }],
  chunks: [{ key: { owner: 1, version: 1 } }],
  tickets: [{ key: { board: 1, at: -1, number: -1 } }, { key: { board: 1, columnId: 1, at: -1, number: -1 } }],
  sessions: [{ key: { expiresAt: 1 } }, { key: { person: 1, seenAt: -1 } }],
  records: [{ key: { kind: 1, group: 1, id: -1 } }, { key: { expiresAt: 1 } }],
  blobs: [{ key: { ticketId: 1 } }],
};

export async function createIndexes(collections: Collections): Promise<void> {
  for (const [name, wanted] of Object.entries(indexes)) {
    await collections[name as keyof Collections].createIndexes([...wanted]);
  }
}
