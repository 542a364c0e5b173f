import type { Column } from './column.ts';
import type { PersonId } from './person.ts';
import type { SwarmCommand } from './swarmCommands.ts';
import type { Message, Priority, TicketChanges, TicketId } from './ticket.ts';

/** What a person asks of a board. Each is decided by decide.ts, on the server and (to show it at once) in the browser. */
export type Command =
  | OpenTicket
  | EditTicket
  | MoveTicket
  | AssignOwner
  | JoinSwarm
  | LeaveSwarm
  | SwarmCommand
  | PostMessage
  | ReceiveMessage
  | RenameBoard
  | AddColumn
  | ChangeColumn
  | MoveColumn
  | RemoveColumn
  | SaveView
  | RemoveView;

export interface OpenTicket {
  readonly type: 'openTicket';
  readonly title: string;
  readonly customer: string;
  readonly description?: string | undefined;
  readonly segment?: string | undefined;
  readonly requester?: string | undefined;
  readonly product?: string | undefined;
  readonly intents?: readonly string[] | undefined;
  readonly priority?: Priority | undefined;
  readonly columnId?: string | undefined;
}

export interface EditTicket {
  readonly type: 'editTicket';
  readonly ticketId: TicketId;
  /** Only the named fields change. */
  readonly changes: {
    readonly [K in keyof TicketChanges]?: TicketChanges[K] | undefined;
  } & { readonly description?: string | undefined };
}

export interface MoveTicket {
  readonly type: 'moveTicket';
  readonly ticketId: TicketId;
  readonly columnId: string;
  /** The card it goes below; null or a card that has left the column: on top. */
  readonly after?: TicketId | null | undefined;
}

/** The only way ownership moves: explicit, by somebody, recorded. */
export interface AssignOwner {
  readonly type: 'assignOwner';
  readonly ticketId: TicketId;
  readonly owner: PersonId | null;
}

export interface JoinSwarm {
  readonly type: 'joinSwarm';
  readonly ticketId: TicketId;
}

export interface LeaveSwarm {
  readonly type: 'leaveSwarm';
  readonly ticketId: TicketId;
}

export interface PostMessage {
  readonly type: 'postMessage';
  readonly ticketId: TicketId;
  readonly audience: Message['audience'];
  readonly text: string;
}

/** What the customer wrote reaches the ticket, through whoever or whatever passes it on. */
export interface ReceiveMessage {
  readonly type: 'receiveMessage';
  readonly ticketId: TicketId;
  readonly text: string;
}

export interface RenameBoard {
  readonly type: 'renameBoard';
  readonly title: string;
}

export interface AddColumn {
  readonly type: 'addColumn';
  readonly title: string;
  readonly kind: Column['kind'];
  readonly limit?: number | null | undefined;
}

export interface ChangeColumn {
  readonly type: 'changeColumn';
  readonly columnId: string;
  readonly title?: string | undefined;
  readonly limit?: number | null | undefined;
}

export interface MoveColumn {
  readonly type: 'moveColumn';
  readonly columnId: string;
  /** The column it goes to the right of; null: first. */
  readonly after: string | null;
}

export interface RemoveColumn {
  readonly type: 'removeColumn';
  readonly columnId: string;
  readonly moveTicketsTo?: string | undefined;
}

/** A filter that everybody on the board can choose; with the id of one there is, that one changes. */
export interface SaveView {
  readonly type: 'saveView';
  readonly viewId?: string | undefined;
  readonly title: string;
  readonly filter: string;
}

export interface RemoveView {
  readonly type: 'removeView';
  readonly viewId: string;
}

/** The ticket a command is about, if it is about one that exists. */
export function ticketOf(command: Command): TicketId | undefined {
  return 'ticketId' in command ? command.ticketId : undefined;
}
