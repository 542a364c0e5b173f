import type { PersonId } from '../../shared/domain/person.ts';
import { holderOf } from '../../shared/domain/tag.ts';
import { type Ticket, isDone } from '../../shared/domain/ticket.ts';
import type { Boards } from '../boards/boards.ts';

/** How many open tickets, of all boards, everybody owns, swarms or has taken up a tag on. */
export async function loadsIn({ boards }: { readonly boards: Boards }): Promise<ReadonlyMap<PersonId, number>> {
  const loads = new Map<PersonId, number>();
  for (const id of await boards.ids()) {
    const { state } = await boards.open(id);
    for (const ticket of state.tickets.values()) {
      if (isDone(ticket.state)) continue;
      for (const person of new Set(peopleAtWork(ticket))) loads.set(person, (loads.get(person) ?? 0) + 1);
    }
  }
  return loads;
}

/** The same, to be asked by person. */
export async function loadIn(ports: { readonly boards: Boards }): Promise<(person: PersonId) => number> {
  const loads = await loadsIn(ports);
  return (person) => loads.get(person) ?? 0;
}

/** Who owns a ticket, and who has come to help on it. */
export function peopleAtWork(ticket: Ticket): PersonId[] {
  return [...(ticket.owner === null ? [] : [ticket.owner]), ...comingTo(ticket)];
}

/** Who swarms a ticket or has taken up a tag on it. */
export function comingTo({ swarm, tags = [] }: Ticket): PersonId[] {
  const holders = tags.map((tag) => holderOf(tag)).filter((person) => person !== undefined);
  return [...swarm.map(({ person }) => person), ...holders];
}
