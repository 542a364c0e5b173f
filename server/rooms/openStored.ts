import type { Documents, StoredDocument } from '../ports/documents.ts';
import type { NewId } from '../ports/ids.ts';

export interface Seeding {
  readonly documents: Documents;
  readonly newId: NewId;
  /** The first content of a ticket's document, as a V1 update. Throws Refusal `ticketNotFound`. */
  readonly seedFor: (ticketId: string) => Promise<Uint8Array>;
}

/**
 * The stored document of a ticket, made now when there is none. Only here do documents begin: two places that seed one
 * at once would double its text, so the second takes what the first has made.
 */
export async function openStored({ documents, newId, seedFor }: Seeding, ticketId: string): Promise<StoredDocument> {
  const stored = await documents.load(ticketId);
  if (stored) return stored;
  await documents.create(ticketId, newId(), await seedFor(ticketId));
  const created = await documents.load(ticketId);
  if (!created) throw new Error(`The document of ${ticketId} is gone right after it was made.`);
  return created;
}
