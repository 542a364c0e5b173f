import type * as Y from 'yjs';
import type { Person } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { KeepCopy } from './documentCopy.ts';

/** What a ticket's document is opened with. */
export interface OpeningDocument {
  readonly ticketId: TicketId;
  readonly epoch: string;
  readonly person: Person;
  /** Whether they may write in it, which may be for this ticket only; as a person anywhere when left out. */
  readonly mayWrite?: boolean;
  /** The document to fill; a new one when left out. */
  readonly doc?: Y.Doc;
  /** Where documents are, such as `wss://board.example/documents`. */
  readonly url?: string;
  readonly WebSocket?: typeof WebSocket;
  readonly keepCopy?: KeepCopy;
  /** Whether other tabs of this browser hear of edits directly, also while offline. */
  readonly acrossTabs?: boolean;
}
