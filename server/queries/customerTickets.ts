import { foldedName } from '../../shared/domain/customer.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { Log } from '../ports/log.ts';

const pageSize = 1000;

/**
 * Which tickets of a board name a customer, found in the log itself: also those that have left the board's memory, and
 * those whose erasing was begun and not finished. `names` are folded.
 */
export class CustomerTickets {
  readonly #log: Log;
  readonly #board: string;
  readonly #names: ReadonlySet<string>;
  readonly #naming = new Set<TicketId>();
  readonly #everNamed = new Set<TicketId>();
  readonly #erased = new Map<TicketId, number>();
  #seq = 0;

  constructor(log: Log, { board, names }: { board: string; names: ReadonlySet<string> }) {
    this.#log = log;
    this.#board = board;
    this.#names = names;
  }

  /** Those that name it now. */
  get naming(): ReadonlySet<TicketId> {
    return this.#naming;
  }

  /** Those that named it at some time. */
  get everNamed(): ReadonlySet<TicketId> {
    return this.#everNamed;
  }

  /** Those that were erased, whoever their customer was, with the seq of the last time: all up to it has to be gone. */
  get erased(): ReadonlyMap<TicketId, number> {
    return this.#erased;
  }

  /** Reads what was appended since the last time. */
  async readOn(): Promise<void> {
    for (;;) {
      const entries = (await this.#log.read(this.#board, { after: this.#seq, limit: pageSize })) as Entry[];
      for (const { seq, events } of entries) {
        for (const event of events) this.#note(event, seq);
        this.#seq = seq;
      }
      if (entries.length < pageSize) return;
    }
  }

  #note(event: BoardEvent, seq: number): void {
    if (event.type === 'ticketErased') {
      this.#erased.set(event.ticketId, seq);
      this.#naming.delete(event.ticketId);
      return;
    }
    const told = customerTold(event);
    if (told === undefined || !('ticketId' in event)) return;
    if (this.#names.has(foldedName(told))) {
      this.#naming.add(event.ticketId);
      this.#everNamed.add(event.ticketId);
    } else this.#naming.delete(event.ticketId);
  }
}

/** What an event says the customer of its ticket is called, if it says anything of it. */
function customerTold(event: BoardEvent): string | undefined {
  switch (event.type) {
    case 'ticketOpened':
    case 'ticketRecalled':
      return event.ticket.customer;
    case 'ticketEdited':
      return event.changes.customer;
    default:
      return undefined;
  }
}
