import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { can } from '../../shared/domain/permissions.ts';
import { documentCloses, documentMessages, mayRetry, readSavedCount } from '../../shared/protocol/document.ts';
import { countSends } from './countSends.ts';
import { type DocumentCopy, copyName, keepInBrowser } from './documentCopy.ts';
import type { OpeningDocument } from './openingDocument.ts';
import { SavedLedger } from './savedLedger.ts';

export type DocumentStatus = 'connecting' | 'connected' | 'offline';

/** A ticket's document, kept in step with the server and on this device. */
export interface OpenedDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** `connecting` is only the first attempt; whoever was connected or has failed is offline until connected. */
  readonly status: DocumentStatus;
  /** Whether the server's copy has arrived on this connection. */
  readonly synced: boolean;
  /** Whether this device had a copy and it is in `doc` now. */
  readonly loaded: boolean;
  /** Edits made here that the server has not said are durable; 0 is what may be called saved. */
  readonly unsaved: number;
  /** Whether edits made offline outlive this page. */
  readonly keptOnDevice: boolean;
  /** Why the server does not want this client back, as a close code; null while the client keeps trying. */
  readonly stopped: number | null;
  /** The code of the last close, while the client tries to come back; null when there was none. */
  readonly closedWith: number | null;
  /** Calls back when any of the above has changed; returns how to stop. */
  subscribe(listener: () => void): () => void;
  /** Calls back when the server has another incarnation: this one is to be closed and the document opened anew. */
  onEpochChanged(listener: () => void): () => void;
  /** Resolves when `unsaved` is 0. */
  whenSaved(): Promise<void>;
  /** Tries again after `stopped`, for instance when the person has signed in. */
  retry(): void;
  close(): void;
}

/** How long the slowest retry waits. Not the same for all, so that a restart does not bring everybody at once. */
const longestBackoffMs = { least: 2_500, most: 5_000 };

/** Opens a ticket's document: first what this device has of it, then what the server has. */
export function openDocument(opening: OpeningDocument): OpenedDocument {
  return new ConnectedDocument(opening);
}

class ConnectedDocument implements OpenedDocument {
  readonly doc: Y.Doc;
  readonly #provider: WebsocketProvider;
  readonly #copy: DocumentCopy | undefined;
  readonly #ledger = new SavedLedger();
  readonly #mayWrite: boolean;
  readonly #listeners = new Set<() => void>();
  readonly #epochListeners = new Set<() => void>();
  #status: DocumentStatus = 'connecting';
  #loaded = false;
  #keptOnDevice: boolean;
  #stopped: number | null = null;
  #closedWith: number | null = null;
  #isClosed = false;
  /** What the copy on this device was last told. */
  #notedUnsaved = false;

  constructor(opening: OpeningDocument) {
    const { ticketId, epoch, person, keepCopy = keepInBrowser, doc = new Y.Doc() } = opening;
    this.doc = doc;
    this.#mayWrite = opening.mayWrite ?? can(person, 'investigate');
    // Before the provider listens: an edit has to be counted when the message that carries it is.
    this.doc.on('update', (...[, origin, , { local }]: [Uint8Array, unknown, Y.Doc, Y.Transaction]) => {
      // Without a connection it came from another tab, which may be gone before it has sent it.
      const fromAnotherTab = origin === this.#provider && !this.#provider.wsconnected;
      // Yjs tidies up formatting on its own account; from somebody who may only read the server takes not even that.
      if ((local || fromAnotherTab) && this.#mayWrite) this.#onEdit();
    });
    this.#copy = keepCopy(copyName({ person: person.id, ticketId, epoch }), this.doc);
    this.#keptOnDevice = this.#copy !== undefined;
    this.#provider = this.#createProvider(opening);
    this.awareness.setLocalStateField('user', { id: person.id, name: person.name, hue: person.hue });
    this.#copy?.onFailure(() => {
      this.#keptOnDevice = false;
      this.#changed();
    });
    void this.#start();
  }

  get awareness(): Awareness {
    return this.#provider.awareness;
  }

  get status(): DocumentStatus {
    return this.#status;
  }

  get synced(): boolean {
    return this.#provider.synced;
  }

  get loaded(): boolean {
    return this.#loaded;
  }

  get unsaved(): number {
    return this.#ledger.unsaved;
  }

  get keptOnDevice(): boolean {
    return this.#keptOnDevice;
  }

  get stopped(): number | null {
    return this.#stopped;
  }

  get closedWith(): number | null {
    return this.#closedWith;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onEpochChanged(listener: () => void): () => void {
    this.#epochListeners.add(listener);
    return () => this.#epochListeners.delete(listener);
  }

  whenSaved(): Promise<void> {
    if (this.unsaved === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (this.unsaved > 0) return;
        stop();
        resolve();
      });
    });
  }

  retry(): void {
    if (this.#isClosed) return;
    this.#stopped = null;
    this.#provider.connect();
    this.#changed();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#listeners.clear();
    this.#epochListeners.clear();
    this.#provider.destroy();
    this.#copy?.close();
    this.doc.destroy();
  }

  #createProvider(opening: OpeningDocument): WebsocketProvider {
    const { ticketId, epoch, url = documentsUrl(), acrossTabs = true } = opening;
    const { least, most } = longestBackoffMs;
    const provider = new WebsocketProvider(url, ticketId, this.doc, {
      connect: false,
      params: { ack: '1', epoch },
      disableBc: !acrossTabs,
      WebSocketPolyfill: countSends(opening.WebSocket ?? WebSocket, this.#mayWrite ? this.#ledger : undefined),
      maxBackoffTime: least + Math.random() * (most - least),
      shouldReconnect: ({ code }) => mayRetry(code),
    });
    // A tab that still has another incarnation open must not mix its text into this one.
    // … and neither must that of somebody else who is signed in beside us.
    provider.bcChannel += `#${epoch}#${opening.person.id}`;
    provider.messageHandlers[documentMessages.saved] = (_reply, decoder) => {
      this.#ledger.confirmed(readSavedCount(decoder));
      this.#changed();
    };
    provider.on('status', ({ status }) => {
      if (status === 'connected') this.#onConnected();
    });
    provider.on('sync', () => {
      this.#changed();
    });
    provider.on('connection-close', (event) => {
      this.#closedWith = event?.code ?? null;
      this.#ledger.disconnected();
      this.#status = 'offline';
      this.#changed();
    });
    provider.on('closed', ({ code }) => {
      this.#onStopped(code);
    });
    return provider;
  }

  async #start(): Promise<void> {
    // Only then is what was kept part of the answer to the server's first question, rather than sent as a fresh edit.
    const copy = await this.#copy?.loaded.catch(() => undefined);
    if (this.#isClosed) return;
    this.#loaded = copy?.found ?? false;
    this.#keptOnDevice &&= copy !== undefined;
    if (copy?.unsaved) {
      this.#notedUnsaved = true;
      this.#ledger.edited();
    }
    this.#provider.connect();
    this.#changed();
  }

  #onEdit(): void {
    this.#ledger.edited();
    this.#changed();
  }

  #onConnected(): void {
    this.#status = 'connected';
    this.#closedWith = null;
    // Others forgot us when the last connection ended, and believe only what is newer.
    this.awareness.setLocalState(this.awareness.getLocalState());
    this.#changed();
  }

  #onStopped(code: number): void {
    this.#stopped = code;
    this.#changed();
    if (code === documentCloses.epochChanged.code) for (const listener of [...this.#epochListeners]) listener();
  }

  #changed(): void {
    const isUnsaved = this.unsaved > 0;
    if (isUnsaved !== this.#notedUnsaved) this.#copy?.noteUnsaved(isUnsaved);
    this.#notedUnsaved = isUnsaved;
    for (const listener of [...this.#listeners]) listener();
  }
}

function documentsUrl(): string {
  return `${location.origin.replace(/^http/, 'ws')}/documents`;
}
