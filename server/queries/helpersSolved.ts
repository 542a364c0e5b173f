import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import { type Ticket, isDone } from '../../shared/domain/ticket.ts';
import type { LiveBoard } from '../boards/liveBoard.ts';
import type { Log } from '../ports/log.ts';
import type { Projections } from '../ports/projections.ts';

interface Ports {
  readonly log: Log;
  readonly projections: Projections;
}

/** The latest of them tell enough, and are read one by one. */
const mostTickets = 40;

/**
 * How many resolved tickets like this one everybody helped with: of the latest forty on this board that share an intent
 * with it, those they owned at the end, contributed to while in the swarm, or answered a tag on.
 */
export async function solvedBy(ports: Ports, board: LiveBoard, ticket: Ticket): Promise<ReadonlyMap<PersonId, number>> {
  const alike = await resolvedLike(ports, board, ticket);
  const helpers = await Promise.all(alike.map((one) => helpersOf(ports, board.state.id, one)));
  const solved = new Map<PersonId, number>();
  for (const person of helpers.flatMap((people) => [...people])) solved.set(person, (solved.get(person) ?? 0) + 1);
  return solved;
}

async function resolvedLike({ projections }: Ports, board: LiveBoard, { id, intents }: Ticket): Promise<Ticket[]> {
  if (intents.length === 0) return [];
  await board.projected();
  const alike = new Map<string, Ticket>();
  for (const intent of intents) {
    const words = intent.toLowerCase().split(/\s+/).filter(Boolean);
    const { tickets } = await projections.findTickets(board.state.id, { words, limit: mostTickets * 2 });
    for (const found of tickets) {
      if (found.id !== id && isDone(found.state) && found.intents.includes(intent)) alike.set(found.id, found);
    }
  }
  return [...alike.values()].sort(latestFirst).slice(0, mostTickets);
}

function latestFirst(a: Ticket, b: Ticket): number {
  return (a.resolvedAt ?? a.updatedAt) < (b.resolvedAt ?? b.updatedAt) ? 1 : -1;
}

async function helpersOf({ log }: Ports, board: string, ticket: Ticket): Promise<ReadonlySet<PersonId>> {
  const helpers = new Set<PersonId>(ticket.owner === null ? [] : [ticket.owner]);
  for (const entry of await log.ofTicket(board, ticket.id)) {
    for (const person of contributorsIn(entry, ticket.id)) helpers.add(person);
  }
  return helpers;
}

function contributorsIn({ events }: AnyEntry, ticketId: string): PersonId[] {
  return events.flatMap((event) => {
    if (!('ticketId' in event) || event.ticketId !== ticketId) return [];
    return event.type === 'contributionMade' || event.type === 'tagAnswered' ? [event.person] : [];
  });
}
