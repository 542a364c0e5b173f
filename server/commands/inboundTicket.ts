import type { z } from 'zod';
import type { Entry } from '../../shared/domain/entry.ts';
import type { BoardEvent } from '../../shared/domain/events.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { inboundSchema } from '../../shared/protocol/machines.ts';
import type { Actor } from '../access/principal.ts';
import { descriptionIn } from '../queries/ticketEntries.ts';
import { type CarryOutPorts, carryOut } from './carryOut.ts';

export type Inbound = z.infer<typeof inboundSchema>;
type Fields = Omit<Inbound, 'key' | 'message'>;
type Opened = Extract<BoardEvent, { type: 'ticketOpened' }>;

export type TicketPorts = CarryOutPorts;

/** One delivery on its way to a ticket; its ids make every step of it happen once, whoever repeats it. */
export interface Arrival {
  readonly board: string;
  readonly actor: Actor;
  readonly inbound: Inbound;
  /** The same for everything with this key. */
  readonly keyCommand: string;
  /** The same for this delivery, however often it comes. */
  readonly deliveryCommand: string;
  /** There was no ticket for the key when this delivery came first. */
  readonly isFirst: boolean;
}

/** The ticket that was opened for a key, if one was. */
export async function ticketOfKey(
  { store }: Pick<TicketPorts, 'store'>,
  { board, keyCommand }: { board: string; keyCommand: string },
): Promise<string | undefined> {
  const entry = await store.log.findCommand(board, keyCommand);
  return entry && openedIn(entry as Entry).ticketId;
}

/** Opens the ticket of the key, or changes it; resolves to its id. Throws the Refusal of whatever is not possible. */
export async function bringToTicket(ports: TicketPorts, arrival: Arrival): Promise<string> {
  const { inbound, board, keyCommand, deliveryCommand, isFirst } = arrival;
  const known = await ticketOfKey(ports, { board, keyCommand });
  const ticketId = known === undefined || isFirst ? await open(ports, arrival) : await edit(ports, arrival, known);
  if (inbound.message !== undefined) {
    const command = { type: 'receiveMessage', ticketId, text: inbound.message } as const;
    await carryOut(ports, arrival.actor, { board, id: `${deliveryCommand}:message`, command });
  }
  return ticketId;
}

/** Two first deliveries at the same moment open one ticket; what the other one says is then an edit of it. */
async function open(ports: TicketPorts, arrival: Arrival): Promise<string> {
  const { board, actor, keyCommand, inbound } = arrival;
  const { title, customer } = inbound;
  if (title === undefined || customer === undefined) throw new Refusal('invalidInput', { problems: lacking(inbound) });
  const command = { type: 'openTicket', ...fieldsOf(inbound), title, customer } as const;
  const seq = await carryOut(ports, actor, { board, id: keyCommand, command });
  const [entry] = await ports.store.log.read(board, { after: seq - 1, limit: 1 });
  if (!entry) throw new Refusal('storeUnavailable');
  const opened = openedIn(entry as Entry);
  return isAsAsked(opened, inbound) ? opened.ticketId : edit(ports, arrival, opened.ticketId);
}

async function edit(
  ports: TicketPorts,
  { board, actor, inbound, deliveryCommand }: Arrival,
  ticketId: string,
): Promise<string> {
  const { description, ...changes } = fieldsOf(inbound);
  const isNew = description !== undefined && description !== (await describedNow(ports, board, ticketId));
  const given = { ...changes, ...(isNew && { description }) };
  if (Object.keys(given).length === 0) return ticketId;
  const command = { type: 'editTicket', ticketId, changes: given } as const;
  await carryOut(ports, actor, { board, id: `${deliveryCommand}:edit`, command });
  return ticketId;
}

async function describedNow({ store }: TicketPorts, board: string, ticketId: string): Promise<string> {
  return descriptionIn(await store.log.ofTicket(board, ticketId), ticketId);
}

function openedIn({ events }: Entry): Opened {
  const opened = events.find((event): event is Opened => event.type === 'ticketOpened');
  if (!opened) throw new Error('the command of a key has opened no ticket');
  return opened;
}

function isAsAsked({ ticket, description }: Opened, inbound: Inbound): boolean {
  const is: Record<string, unknown> = { ...ticket, description };
  return Object.entries(fieldsOf(inbound)).every(
    ([field, value]) => JSON.stringify(is[field]) === JSON.stringify(value),
  );
}

/** What was given, and nothing else. */
function fieldsOf(inbound: Inbound): Fields {
  const given = Object.entries(inbound).filter(
    ([field, value]) => field !== 'key' && field !== 'message' && value !== undefined,
  );
  return Object.fromEntries(given);
}

function lacking({ title, customer }: Inbound): { field: string; message: string }[] {
  const fields = [...(title === undefined ? ['title'] : []), ...(customer === undefined ? ['customer'] : [])];
  return fields.map((field) => ({ field, message: 'the first delivery for a key opens a ticket and needs it' }));
}
