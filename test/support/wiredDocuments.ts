import { type OpenedDocument, openDocument } from '../../client/connection/document.ts';
import { createRooms } from '../../server/rooms/rooms.ts';
import { ada } from './builders.ts';
import { DocumentLink } from './documentLink.ts';
import { settle } from './documentRoom.ts';
import { MemoryCopies } from './memoryCopies.ts';
import { HeldDocuments, MemoryDocuments } from './memoryDocuments.ts';
import { MemoryVersions } from './memoryVersions.ts';

const opened: OpenedDocument[] = [];

export function closeAll(): void {
  for (const document of opened.splice(0)) document.close();
}

/** A server on a store that waits, and browsers that reach it over cables. */
export async function wireUp() {
  const store = new MemoryDocuments();
  const documents = new HeldDocuments(store);
  await store.create('acme-1', 'epoch1', Uint8Array.of(0, 0));
  const rooms = createRooms({
    documents,
    versions: new MemoryVersions(),
    // Tests deliver by hand, and wait for nothing.
    limits: { awarenessEveryMs: 0 },
    newId: () => 'epoch1',
    seedFor: () => Promise.resolve(Uint8Array.of(0, 0)),
    report: (reason) => {
      throw reason;
    },
  });
  const links: DocumentLink[] = [];
  const deliver = async () => {
    for (let round = 0; round < 6; round += 1) {
      for (const link of links) link.deliverAll();
      await settle();
    }
  };
  const save = async () => {
    do await deliver();
    while (await documents.carryOut());
    await deliver();
  };
  const open = (person = ada, { copies = new MemoryCopies(), epoch = 'epoch1', acrossTabs = false } = {}) => {
    const link = new DocumentLink(person, () => rooms);
    links.push(link);
    const document = openDocument({
      ...{ ticketId: 'acme-1', epoch, person },
      ...{ url: 'ws://test/documents', WebSocket: link.WebSocket, keepCopy: copies.keep, acrossTabs },
    });
    opened.push(document);
    return { document, link };
  };
  return { store, documents, deliver, save, open };
}

export function type(document: OpenedDocument, text: string): void {
  document.doc.getText('t').insert(document.doc.getText('t').length, text);
}

export function textOf(document: OpenedDocument): string {
  return document.doc.getText('t').toJSON();
}
