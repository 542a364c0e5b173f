import { availabilityOf } from '../../shared/domain/availability.ts';
import { type Candidate, distinctTerms, matchHelpers } from '../../shared/domain/matching.ts';
import { isAble } from '../../shared/domain/matchingReasons.ts';
import type { Organisation } from '../../shared/domain/organisation.ts';
import { type Person, type PersonId, emptyProfile } from '../../shared/domain/person.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { HelpersReply } from '../../shared/protocol/helping.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Projections } from '../ports/projections.ts';
import { dutiesIn } from './helpersOnDuty.ts';
import { solvedBy } from './helpersSolved.ts';
import { comingTo, loadsIn, peopleAtWork } from './loads.ts';
import { findTicket } from './readTicket.ts';

export interface HelperPorts {
  readonly boards: Boards;
  readonly people: People;
  readonly log: Log;
  readonly projections: Projections;
  readonly clock: Clock;
  /** Who has a board open now, as far as this server knows. */
  readonly presentOn: (board: string) => ReadonlySet<PersonId>;
}

interface Asking {
  readonly ticketId: TicketId;
  /** Undefined: those of the raised hand or, where it names none, the ticket's intents. */
  readonly skills: readonly string[] | undefined;
  /** Who asks: nobody is told to ask themselves. */
  readonly by: PersonId;
}

/** The smallest set of people who cover what is asked, and others who could. Throws Refusal `ticketNotFound`. */
export async function suggestHelpers(ports: HelperPorts, { ticketId, skills, by }: Asking): Promise<HelpersReply> {
  const { people, clock } = ports;
  const { board, ticket } = await findTicket(ports, ticketId);
  const terms = distinctTerms(skills ?? askedOn(ticket));
  const open = terms.filter((term) => !isThere(people.state, ticket, term));
  if (terms.length > 0 && open.length === 0) return { asked: terms, suggested: [], others: [], uncovered: [] };
  const at = clock.now();
  const dutyOf = dutiesIn(people.state, open, at);
  const present = ports.presentOn(board.state.id);
  const loads = await loadsIn(ports);
  const solved = await solvedBy(ports, board, ticket);
  const toCandidate = ({ id, profile = emptyProfile }: Person): Candidate => ({
    person: id,
    profile,
    availability: availabilityOf(profile, at),
    onDuty: dutyOf(id),
    present: present.has(id),
    load: loads.get(id) ?? 0,
    solved: solved.get(id) ?? 0,
  });
  return { ...matchHelpers(open, askable(people.state, ticket, by).map(toCandidate)), asked: terms };
}

/** Whether somebody who has come to help can do it: then nobody else need be asked for it. */
function isThere({ people }: Organisation, ticket: Ticket, term: string): boolean {
  return comingTo(ticket).some((id) => isAble(people.get(id)?.profile ?? emptyProfile, term));
}

function askedOn({ hand, intents }: Ticket): readonly string[] {
  return hand && hand.skills.length > 0 ? hand.skills : intents;
}

/** Everybody who may be asked and is not on the ticket already. */
function askable({ people }: Organisation, ticket: Ticket, by: PersonId): Person[] {
  const busy = new Set([by, ticket.hand?.by, ...peopleAtWork(ticket)]);
  return [...people.values()].filter(
    ({ id, left, preset }) => !left && preset !== 'machine' && preset !== 'observer' && !busy.has(id),
  );
}
