import * as Y from 'yjs';
import { type OpenedDocument, openDocument } from '../../client/connection/document.ts';
import type { Rooms } from '../../server/rooms/rooms.ts';
import type { Person } from '../../shared/domain/person.ts';
import { DocumentLink } from './documentLink.ts';
import type { MemoryCopies } from './memoryCopies.ts';
import type { WitnessedDocuments } from './witnessedDocuments.ts';

export interface BrowserWorld {
  readonly ticketId: string;
  readonly epoch: string;
  readonly store: WitnessedDocuments;
  /** Of the server process that runs now. */
  readonly rooms: Rooms;
  /** By chance, Yjs would pick other ones every time, and no seed would give the same history twice. */
  nextClientId(): number;
}

/** A person's page with the document open, and what they were told about their edits. */
export class DocumentBrowser {
  readonly name: string;
  readonly link: DocumentLink;
  readonly #world: BrowserWorld;
  readonly #copies: MemoryCopies | undefined;
  /** Every edit made on this page, in order. */
  #edits: Uint8Array[] = [];
  #saved = 0;
  /** Edits of earlier pages that were kept on this device and not called saved. */
  #owed: Uint8Array[] = [];
  document: OpenedDocument;

  constructor(world: BrowserWorld, name: string, copies: MemoryCopies | undefined) {
    this.#world = world;
    this.name = name;
    this.#copies = copies;
    const person: Person = { id: name, name, preset: 'agent', hue: 0 };
    this.link = new DocumentLink(person, () => world.rooms);
    this.document = this.#open(person);
  }

  reload(): void {
    this.document.close();
    this.#owed = this.#copies ? [...this.#owed, ...this.#edits.slice(this.#saved)] : [];
    this.#edits = [];
    this.#saved = 0;
    this.document = this.#open({ id: this.name, name: this.name, preset: 'agent', hue: 0 });
  }

  /** Nothing is sent any more, not even what was under way. */
  crash(): void {
    this.link.cut();
    this.document.close();
  }

  get isQuiet(): boolean {
    const { status, synced, unsaved } = this.document;
    return status === 'connected' && synced && unsaved === 0 && this.link.inFlight === 0;
  }

  #open(person: Person): OpenedDocument {
    const doc = Object.assign(new Y.Doc(), { clientID: this.#world.nextClientId() });
    const document = openDocument({
      doc,
      ...{
        ticketId: this.#world.ticketId,
        epoch: this.#world.epoch,
        person,
        url: 'ws://test/documents',
        acrossTabs: false,
      },
      ...{ WebSocket: this.link.WebSocket, keepCopy: this.#copies?.keep ?? (() => undefined) },
    });
    doc.on('update', (...[update, , , { local }]: [Uint8Array, unknown, Y.Doc, Y.Transaction]) => {
      if (local) this.#edits.push(update);
    });
    document.subscribe(() => {
      if (document === this.document) this.#checkSaved(document);
    });
    return document;
  }

  /** What is called saved must be in the store at this very moment. */
  #checkSaved({ unsaved }: OpenedDocument): void {
    const saved = Math.max(this.#edits.length - unsaved, 0);
    this.#world.store.expectDurable(this.#edits.slice(this.#saved, saved), this.name);
    this.#saved = Math.max(saved, this.#saved);
    if (unsaved === 0) this.#world.store.expectDurable(this.#owed.splice(0), `${this.name}, before the reload`);
  }
}
