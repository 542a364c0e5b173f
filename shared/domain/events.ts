import type { Column } from './column.ts';
import type { Person, PersonId } from './person.ts';
import type { Message, Ticket, TicketChanges, TicketId, TicketSource, TicketState } from './ticket.ts';

/** When and by whom, where that differs from the entry: imported and sample histories happened earlier. */
interface Happened {
  readonly at?: string;
  readonly by?: string;
}

export type BoardEvent = Happened &
  (
    | {
        readonly type: 'boardCreated';
        readonly title: string;
        readonly columns: readonly Column[];
        readonly sample?: true;
      }
    | { readonly type: 'boardRenamed'; readonly title: string }
    | { readonly type: 'columnAdded'; readonly column: Column }
    | {
        readonly type: 'columnChanged';
        readonly columnId: string;
        readonly changes: Partial<Omit<Column, 'id'>>;
      }
    | { readonly type: 'columnsOrdered'; readonly columnIds: readonly string[] }
    | { readonly type: 'columnRemoved'; readonly columnId: string }
    | TicketEvent
  );

export type TicketEvent =
  | {
      readonly type: 'ticketOpened';
      readonly ticketId: TicketId;
      readonly ticket: OpenedTicket;
      readonly description: string;
    }
  | {
      readonly type: 'ticketMoved';
      readonly ticketId: TicketId;
      readonly columnId: string;
      readonly rank: string;
      readonly state: TicketState;
    }
  | {
      readonly type: 'ticketEdited';
      readonly ticketId: TicketId;
      readonly changes: TicketChanges;
      readonly description?: string;
    }
  | { readonly type: 'ownerChanged'; readonly ticketId: TicketId; readonly owner: PersonId | null }
  | { readonly type: 'swarmJoined'; readonly ticketId: TicketId; readonly person: PersonId }
  | {
      readonly type: 'swarmLeft';
      readonly ticketId: TicketId;
      readonly person: PersonId;
      readonly joinedAt: string;
    }
  | { readonly type: 'messagePosted'; readonly ticketId: TicketId; readonly message: Message }
  | WorkRecorded
  /** A ticket that had left the board's memory is back in it, as it was. Precedes the event that needs it. */
  | { readonly type: 'ticketRecalled'; readonly ticketId: TicketId; readonly ticket: Ticket }
  /** The source told a longer or corrected history: what was recorded before no longer counts. `at`: when it was opened. */
  | {
      readonly type: 'historyReplaced';
      readonly ticketId: TicketId;
      readonly source: TicketSource;
    };

/** One event of an imported history, as the source wrote it. */
export interface WorkRecorded {
  readonly type: 'workRecorded';
  readonly ticketId: TicketId;
  readonly state: TicketState;
  /** The source's words name no state: `state` is the one before, carried on. */
  readonly stateUnknown?: true;
  /** The source's own words for what happened, such as `Accepted/In Progress`. */
  readonly activity: string;
  readonly columnId: string;
  readonly rank: string;
  readonly team?: string;
  readonly line?: string;
  /** Further fields of the source's event that a mapping asked to keep. */
  readonly details?: Readonly<Record<string, string>>;
}

export type OpenedTicket = Omit<Ticket, 'id' | 'swarm' | 'messages' | 'updatedAt' | 'columnSince' | 'version'>;

export type OrganisationEvent = Happened &
  (
    | { readonly type: 'personAdded'; readonly person: Person }
    | {
        readonly type: 'personChanged';
        readonly personId: PersonId;
        readonly changes: Partial<Omit<Person, 'id'>>;
      }
  );
