import { defaultColumns, stateInColumn } from '../../shared/domain/column.ts';
import type { BoardEvent, TicketEvent } from '../../shared/domain/events.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { Moments } from './moments.ts';
import { prose } from './prose.ts';
import type { SampleColumn, SampleTicket, Step, StepAct } from './ticket.ts';

export interface Placed {
  readonly ticketId: TicketId;
  readonly number: number;
  readonly rank: string;
}

/** What happened to a ticket as events that tell their own time and person. */
export function historyOf(ticket: SampleTicket, placed: Placed, moments: Moments): BoardEvent[] {
  const teller = new Teller(ticket, placed, moments);
  return [teller.opened(), ...ticket.story.flatMap((step, index) => teller.step(step, index))];
}

/** The column a ticket has come to. */
export function columnOfSample({ story }: SampleTicket): SampleColumn {
  const acts = story.flatMap((step) => step.acts);
  return acts.findLast((act) => act.type === 'move')?.column ?? 'new';
}

/** Between the acts of one step. */
const breathMs = 4000;

class Teller {
  readonly #ticket: SampleTicket;
  readonly #placed: Placed;
  readonly #moments: Moments;
  readonly #joined = new Map<string, string>();

  constructor(ticket: SampleTicket, placed: Placed, moments: Moments) {
    this.#ticket = ticket;
    this.#placed = placed;
    this.#moments = moments;
  }

  opened(): BoardEvent {
    const { key, title, customer, requester, product, intents, priority, opened, description } = this.#ticket;
    const { ticketId, number, rank } = this.#placed;
    const at = this.#moments.roughly(opened, key);
    const is = { number, title, requester, product, intents, priority, rank, openedAt: at, owner: null } as const;
    const ticket = { ...is, ...inColumn('new'), customer: customer.name, segment: customer.segment };
    const told = this.#moments.fill(prose(description));
    return { type: 'ticketOpened', ticketId, ticket, description: told, at, by: requester };
  }

  step({ ago, by, acts }: Step, index: number): BoardEvent[] {
    const start = Date.parse(this.#moments.roughly(ago, `${this.#ticket.key} ${String(index)}`));
    return acts.map((act, place) => {
      const at = new Date(start + place * breathMs).toISOString();
      const person = by?.id ?? this.#ticket.requester;
      return { ...this.#event(act, { person, at, id: `${String(index)}-${String(place)}` }), at, by: person };
    });
  }

  #event(act: StepAct, { person, at, id }: { person: string; at: string; id: string }): TicketEvent {
    const { ticketId, rank } = this.#placed;
    switch (act.type) {
      case 'own':
        return { type: 'ownerChanged', ticketId, owner: act.owner?.id ?? null };
      case 'move':
        return { type: 'ticketMoved', ticketId, rank, ...inColumn(act.column) };
      case 'join':
        this.#joined.set(person, at);
        return { type: 'swarmJoined', ticketId, person };
      case 'leave':
        return { type: 'swarmLeft', ticketId, person, joinedAt: this.#joined.get(person) ?? at };
      case 'prioritise':
        return { type: 'ticketEdited', ticketId, changes: { priority: act.priority } };
      case 'write': {
        const message = { id: `${ticketId}-${id}`, ...act.message, text: this.#moments.fill(act.message.text) };
        return { type: 'messagePosted', ticketId, message };
      }
    }
  }
}

function inColumn(columnId: SampleColumn) {
  const column = defaultColumns.find(({ id }) => id === columnId);
  if (!column) throw new Error(`the sample needs a column that is gone: ${columnId}`);
  return { columnId, state: stateInColumn(column) };
}
