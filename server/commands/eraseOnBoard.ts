import { erasedTicket } from '../../shared/domain/erase.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { Actor } from '../access/principal.ts';
import type { LiveBoard } from '../boards/liveBoard.ts';
import type { NewId } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { digestOf } from '../queries/auditDigest.ts';
import { CustomerTickets } from '../queries/customerTickets.ts';
import type { EraseRecord } from './eraseNaming.ts';
import { type Erasure, erasedEvents, withoutNames } from './eraseEvents.ts';

export interface BoardErasePorts {
  readonly store: Pick<Store, 'log' | 'blobs'>;
  readonly newId: NewId;
  /** Closes a ticket's document for everybody and removes it. */
  readonly eraseDocument: (ticketId: TicketId) => Promise<void>;
}

export interface BoardErase {
  readonly board: LiveBoard;
  readonly actor: Actor;
  readonly names: ReadonlySet<string>;
  readonly isPerson: Erasure['isPerson'];
  readonly record: EraseRecord;
}

export interface BoardErased {
  readonly tickets: number;
  readonly entries: number;
  /** All that were ever erased on this board. */
  readonly erased: readonly TicketId[];
}

const ticketsPerEntry = 200;
const entriesAtOnce = 200;

/**
 * Erases a customer's tickets of one board. `ticketErased` comes first and is what lasts: whatever an interruption
 * leaves undone is found by it and done the next time. The entries come last, as they tell what is left to do.
 */
export async function eraseOnBoard(ports: BoardErasePorts, erase: BoardErase): Promise<BoardErased> {
  const { board, names } = erase;
  const tickets = new CustomerTickets(ports.store.log, { board: board.state.id, names });
  await tickets.readOn();
  const done = { tickets: 0, entries: 0 };
  // Somebody may open or recall another one meanwhile.
  do {
    await markErased(ports, erase, [...tickets.naming]);
    await tickets.readOn();
    const round = await finishErasing(ports, erase, tickets);
    done.tickets += round.tickets;
    done.entries += round.entries;
    await tickets.readOn();
  } while (tickets.naming.size > 0);
  return { ...done, erased: [...tickets.erased.keys()] };
}

async function finishErasing(
  ports: BoardErasePorts,
  { board, names, isPerson, record }: BoardErase,
  tickets: CustomerTickets,
): Promise<Omit<BoardErased, 'erased'>> {
  const erasure: Erasure = { tickets: tickets.erased, names, isPerson };
  if (tickets.erased.size > 0) await board.leaveSnapshot();
  const unfinished = await unfinishedOf(ports, board.state.id, { erasure, among: [...tickets.erased.keys()] });
  for (const ticketId of unfinished) await removeBelongings(ports, ticketId);
  const among = [...new Set([...unfinished, ...tickets.everNamed])];
  await record.name(board.state.id, await seqsOf(ports, board.state.id, { erasure, among }));
  const entries = await replaceEntries(ports, board.state.id, { erasure, among });
  return { tickets: unfinished.length, entries };
}

/** Live boards and browsers hear of it like of anything else. */
async function markErased(
  { newId }: BoardErasePorts,
  { board, actor, names }: BoardErase,
  ticketIds: readonly TicketId[],
): Promise<void> {
  for (let at = 0; at < ticketIds.length; at += ticketsPerEntry) {
    const known: Ticket[] = [];
    for (const id of ticketIds.slice(at, at + ticketsPerEntry)) {
      const ticket = await board.ticket(id);
      if (!ticket) throw new Error(`the log knows ticket ${id} and its board does not`);
      known.push(ticket);
    }
    await board.record({
      commandId: newId(),
      person: actor.person.id,
      entrance: actor.entrance,
      decide: ({ tickets }) =>
        known.flatMap((ticket) =>
          eventsFor(tickets.get(ticket.id) ?? ticket, { names, isHere: tickets.has(ticket.id) }),
        ),
    });
  }
}

function eventsFor(
  ticket: Ticket,
  { names, isHere }: { names: ReadonlySet<string>; isHere: boolean },
): readonly BoardEvent[] {
  const ticketId = ticket.id;
  const { segment, product } = withoutNames(ticket, names);
  const changes = {
    ...(segment !== undefined && segment !== ticket.segment && { segment }),
    ...(product !== undefined && product !== ticket.product && { product }),
  };
  return [
    ...(isHere ? [] : [{ type: 'ticketRecalled' as const, ticketId, ticket: erasedTicket(ticket) }]),
    ...(Object.keys(changes).length === 0 ? [] : [{ type: 'ticketEdited' as const, ticketId, changes }]),
    { type: 'ticketErased', ticketId },
  ];
}

interface Among {
  readonly erasure: Erasure;
  readonly among: readonly TicketId[];
}

async function unfinishedOf(ports: BoardErasePorts, board: string, { erasure, among }: Among): Promise<TicketId[]> {
  const unfinished: TicketId[] = [];
  for (const ticketId of among) {
    const entries = await unerasedOf(ports, board, { erasure, ticketId });
    if (entries.length > 0) unfinished.push(ticketId);
  }
  return unfinished;
}

async function removeBelongings({ store, eraseDocument }: BoardErasePorts, ticketId: TicketId): Promise<void> {
  await eraseDocument(ticketId);
  for (const { id } of await store.blobs.ofTicket(ticketId)) await store.blobs.remove(id);
}

/** All that have to be rewritten. */
async function seqsOf(ports: BoardErasePorts, board: string, { erasure, among }: Among): Promise<number[]> {
  const seqs: number[] = [];
  for (const ticketId of among) {
    for (const { seq } of await unerasedOf(ports, board, { erasure, ticketId })) seqs.push(seq);
  }
  return seqs;
}

async function replaceEntries(ports: BoardErasePorts, board: string, { erasure, among }: Among): Promise<number> {
  let replaced = 0;
  let batch = new Map<number, Entry>();
  const flush = async () => {
    await ports.store.log.replace([...batch.values()]);
    replaced += batch.size;
    batch = new Map();
  };
  for (const ticketId of among) {
    for (const entry of await unerasedOf(ports, board, { erasure, ticketId })) batch.set(entry.seq, entry);
    if (batch.size >= entriesAtOnce) await flush();
  }
  if (batch.size > 0) await flush();
  return replaced;
}

/** The entries about a ticket that still tell something, as they are to be instead. */
async function unerasedOf(
  { store }: BoardErasePorts,
  board: string,
  { erasure, ticketId }: { erasure: Erasure; ticketId: TicketId },
): Promise<Entry[]> {
  const entries = (await store.log.ofTicket(board, ticketId)) as Entry[];
  return entries.flatMap((entry) => {
    const events = erasedEvents(entry, erasure);
    if (JSON.stringify(events) === JSON.stringify(entry.events)) return [];
    return [{ ...entry, events, erased: digestOf(entry) }];
  });
}
