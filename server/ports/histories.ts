import type { Column } from '../../shared/domain/column.ts';
import type { WorkRecorded } from '../../shared/domain/events.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** One ticket's history as another system tells it, already in our words. Times are ISO 8601 in UTC. */
export interface TicketHistory {
  /** What the source calls the ticket. */
  readonly id: string;
  /** Where in the file it begins, from 1. */
  readonly line: number;
  readonly openedAt: string;
  readonly openedBy?: string;
  readonly ticket: HistoryTicket;
  readonly description: string;
  /** What the source cannot tell, so that no measure claims to know it. */
  readonly unknown?: readonly string[];
  /** At least one, in the order in which they happened. */
  readonly events: readonly HistoryEvent[];
}

export type HistoryTicket = Pick<Ticket, 'title' | 'customer' | 'intents' | 'priority'> &
  Partial<Pick<Ticket, 'segment' | 'requester' | 'product'>>;

export type HistoryEvent = Omit<WorkRecorded, 'type' | 'ticketId' | 'columnId' | 'rank'> & {
  readonly at: string;
  readonly by?: string;
};

/** Something in the file that could not be used: a row, or (`ticket`) all of a ticket. */
export interface HistoryProblem {
  readonly kind: 'problem';
  readonly line: number;
  readonly reason: string;
  readonly ticket: boolean;
}

export type HistoryItem = { readonly kind: 'history'; readonly history: TicketHistory } | HistoryProblem;

/** Reads what other systems export. */
export interface HistoryFiles {
  /** The formats that can be read, such as `xes` and `csv`. */
  readonly formats: readonly string[];
  /** The mappings that ship with the product. */
  mappings(): Promise<ShippedMapping[]>;
  /** Throws Refusal `importRefused` with a `reason` when the file is not what it says it is, or no mapping fits. */
  open(wanted: WantedFile): Promise<HistoryFile>;
}

export interface ShippedMapping {
  readonly name: string;
  readonly format: string;
  /** One sentence on what it reads. */
  readonly about: string;
}

export interface WantedFile {
  readonly format: string;
  readonly path: string;
  /** A mapping file, or the name of one that ships with the product; undefined: the one that recognises the file. */
  readonly mapping?: string | undefined;
}

export interface HistoryFile {
  /** The name of the mapping in use. */
  readonly mapping: string;
  /** The system the tickets come from; ids are unique within it. */
  readonly system: string;
  /** For a board that does not exist yet. */
  readonly columns?: readonly Column[];
  readonly totalBytes: number;
  readBytes(): number;
  /** One pass over the file. A file that turns out to be broken throws Refusal `importRefused` with `reason` and `line`. */
  items(): AsyncIterable<HistoryItem>;
}
