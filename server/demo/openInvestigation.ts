import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';

/** A way in through the doors that people use. */
export interface Connection {
  /** Where the board is, such as `http://localhost:3000`. */
  readonly url: string;
  /** The session as a browser sends it: `name=value`. */
  readonly cookie: string;
}

/** The investigation of a ticket, open as in a browser. */
export interface OpenInvestigation {
  readonly doc: Y.Doc;
  /** Shows in which part of the investigation this person is; null: in none. */
  enter: (place: string | null) => void;
  showCaret: (text: Y.XmlText, index: number) => void;
  /** Who is in some part of the investigation, oneself included. */
  peopleInside: () => PersonId[];
  close: () => void;
}

const syncWithinMs = 15_000;

/** Resolves once the server's copy is here. */
export async function openInvestigation(
  { url, cookie }: Connection,
  person: Person,
  ticketId: TicketId,
): Promise<OpenInvestigation> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/documents`, ticketId, doc, {
    WebSocketPolyfill: socketWith(cookie),
    disableBc: true,
  });
  const { awareness } = provider;
  const name = person.simulated ? `${person.name} (simulated)` : person.name;
  awareness.setLocalStateField('user', { id: person.id, name, hue: person.hue });
  const close = () => {
    provider.destroy();
    doc.destroy();
  };
  await synced(provider).catch((reason: unknown) => {
    close();
    throw reason;
  });
  return {
    doc,
    enter: (place) => {
      awareness.setLocalStateField('cursor', null);
      awareness.setLocalStateField('place', place);
    },
    showCaret: (text, index) => {
      const at = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, -1)) as object;
      awareness.setLocalStateField('cursor', { anchor: at, head: at });
    },
    peopleInside: () => [...awareness.getStates().values()].flatMap(insiderOf),
    close,
  };
}

function synced(provider: WebsocketProvider): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => {
      reject(new Error(`the investigation of ${provider.roomname} did not open`));
    }, syncWithinMs);
    provider.on('sync', (isSynced) => {
      if (!isSynced) return;
      clearTimeout(tooLate);
      resolve();
    });
  });
}

/** Awareness is written by whoever is connected: only what has the right form counts. */
function insiderOf(state: Readonly<Record<string, unknown>>): PersonId[] {
  const { id } = (state['user'] ?? {}) as { id?: unknown };
  const isInside = typeof state['place'] === 'string' || Boolean(state['cursor']);
  return typeof id === 'string' && isInside ? [id] : [];
}

/** A browser sends its cookies by itself; here they are put into the handshake. */
function socketWith(cookie: string): typeof globalThis.WebSocket {
  class SignedInSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie } });
    }
  }
  return SignedInSocket as unknown as typeof globalThis.WebSocket;
}
