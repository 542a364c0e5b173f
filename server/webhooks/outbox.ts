import type { Entry } from '../../shared/domain/entry.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import { type KeptDelivery, deliveryRecord } from '../commands/webhookDeliveries.ts';
import { type Webhook, timedId } from '../commands/webhookRecords.ts';
import { type Surroundings, messageOf } from './message.ts';
import { ticketBefore } from '../queries/ticketBefore.ts';
import type { SendPorts } from './ports.ts';
import { type Occurrence, occurrencesOf, ticketsIn } from './topics.ts';

const entriesAtOnce = 100;

export interface Derived {
  /** The last entry that was looked at. */
  readonly cursor: number;
  readonly deliveries: readonly KeptDelivery[];
}

/**
 * Makes deliveries of what happened on a board after `after`. Their ids come from the entries alone: doing it again,
 * after a crash or on another server, makes none twice.
 */
export async function deriveDeliveries(
  ports: SendPorts,
  webhook: Webhook,
  { board, after }: { board: string; after: number },
): Promise<Derived> {
  const entries = await ports.log.read(board, { after, limit: entriesAtOnce });
  const deliveries: KeptDelivery[] = [];
  for (const entry of entries as unknown as readonly Entry[]) {
    const occurrences = await toldOf(ports, webhook, entry);
    if (occurrences.length === 0) continue;
    const around = await surroundingsOf(ports, board);
    for (const [index, occurrence] of occurrences) {
      const delivery = deliveryOf(webhook, { entry, index, occurrence }, around);
      if (await ports.records.create('delivery', deliveryRecord(webhook.id, delivery))) deliveries.push(delivery);
    }
  }
  return { cursor: entries.at(-1)?.seq ?? after, deliveries };
}

/** What of an entry this webhook wants to hear, each with its place in the entry. */
async function toldOf(
  { log }: SendPorts,
  { topics }: Webhook,
  entry: Entry,
): Promise<(readonly [number, Occurrence])[]> {
  const before = new Map<TicketId, Ticket>();
  const isHistory = entry.events.every((event) => event.at !== undefined);
  if (isHistory) return [];
  for (const ticketId of ticketsIn(entry)) {
    const ticket = ticketBefore(
      (await log.ofTicket(entry.board, ticketId)) as unknown as readonly Entry[],
      ticketId,
      entry.seq,
    );
    if (ticket) before.set(ticketId, ticket);
  }
  return [...occurrencesOf(entry, before).entries()].filter(([, { topic }]) => topics.includes(topic));
}

async function surroundingsOf({ boards, people, address }: SendPorts, board: string): Promise<Surroundings> {
  const { id, title, columns } = (await boards.open(board)).state;
  const nameOf = (person: string) => people.state.people.get(person)?.name ?? person;
  return { board: { id, title, columns }, nameOf, address: address() };
}

interface Happened {
  readonly entry: Entry;
  readonly index: number;
  readonly occurrence: Occurrence;
}

/** Fits between the entries of a board: none has more events. */
const mostInEntry = 100_000;

function deliveryOf(webhook: Webhook, { entry, index, occurrence }: Happened, around: Surroundings): KeptDelivery {
  const { board, seq } = entry;
  const messageId = `msg_${webhook.id}_${board}_${seq}_${index}`;
  const { topic, ticket, at } = occurrence;
  return {
    id: timedId(new Date(at), `-${board}-${seq.toString(36).padStart(7, '0')}-${index}-${webhook.id}`),
    topic,
    state: 'waiting',
    at,
    nextTryAt: at,
    tries: [],
    body: messageOf(messageId, occurrence, around),
    messageId,
    ticketId: ticket.id,
    place: seq * mostInEntry + index,
  };
}
