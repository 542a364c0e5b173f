import type { Entry } from '../../shared/domain/entry.ts';
import { isErased } from '../../shared/domain/erase.ts';
import { type Notice, mayBeTold, mayConcern, noticesOf } from '../../shared/domain/notifications.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import type { Ticket, TicketId } from '../../shared/domain/ticket.ts';
import type { BriefTold } from '../commands/notificationRecords.ts';
import { timedId } from '../commands/webhookRecords.ts';
import { ticketBefore } from '../queries/ticketBefore.ts';
import { ticketsIn } from '../webhooks/topics.ts';
import type { NotifyPorts } from './ports.ts';

/** Somebody is to be told something, under an id that comes from the entry alone. */
export interface Occasion {
  readonly id: string;
  readonly board: string;
  readonly notice: Notice;
  readonly brief?: BriefTold;
}

/** A time-box that runs out. */
export interface PlayTime {
  readonly ticketId: TicketId;
  readonly endsAt: string;
}

export interface Read {
  /** The last entry that was looked at. */
  readonly cursor: number;
  readonly occasions: readonly Occasion[];
  readonly playTimes: readonly PlayTime[];
}

const entriesAtOnce = 100;

type Ports = Pick<NotifyPorts, 'log' | 'boards' | 'people'>;

/** What happened on a board after `after`, for those it concerns; nothing about a ticket that they may not read by now. */
export async function occasionsOn(
  ports: Ports,
  { board, after, upTo = Infinity }: { board: string; after: number; upTo?: number },
  near: () => ReadonlySet<PersonId>,
): Promise<Read> {
  const page = await ports.log.read(board, { after, limit: Math.min(entriesAtOnce, upTo - after) });
  const entries = page as unknown as readonly Entry[];
  const occasions: Occasion[] = [];
  for (const entry of entries.filter(mayConcern)) occasions.push(...(await occasionsIn(ports, entry, near)));
  return { cursor: entries.at(-1)?.seq ?? after, occasions, playTimes: entries.flatMap(playTimesIn) };
}

async function occasionsIn(ports: Ports, entry: Entry, near: () => ReadonlySet<PersonId>): Promise<Occasion[]> {
  const { board, seq } = entry;
  const stories = new Map<TicketId, readonly Entry[]>();
  const before = new Map<TicketId, Ticket>();
  for (const ticketId of ticketsIn(entry)) {
    const story = (await ports.log.ofTicket(board, ticketId)) as unknown as readonly Entry[];
    stories.set(ticketId, story);
    const ticket = ticketBefore(story, ticketId, seq);
    if (ticket) before.set(ticketId, ticket);
  }
  const { people } = ports.people.state;
  const occasions: Occasion[] = [];
  for (const notice of noticesOf(entry, { before, people, near: near() })) {
    if (!(await mayHearNow(ports, notice))) continue;
    const place = `${board}-${seq.toString(36).padStart(7, '0')}-${String(notice.ticket.number)}`;
    const id = timedId(new Date(entry.at), `-${place}-${notice.person}`);
    const brief = briefOf(notice, stories.get(notice.ticket.id) ?? []);
    occasions.push({ id, board, notice, ...(brief && { brief }) });
  }
  return occasions;
}

/** Who may read a ticket can have changed since, and it may have been erased. */
export async function mayHearNow(
  { boards, people }: Pick<NotifyPorts, 'boards' | 'people'>,
  { person, ticket: { id: ticketId, version } }: Pick<Notice, 'person'> & { ticket: Pick<Ticket, 'id' | 'version'> },
): Promise<boolean> {
  const board = await boards.ofTicket(ticketId);
  if (board.state.seq < version) await board.catchUp();
  const ticket = await board.ticket(ticketId);
  return ticket !== undefined && !isErased(ticket) && mayBeTold(people.state.people.get(person), ticket);
}

function playTimesIn({ events }: Entry): PlayTime[] {
  return events.flatMap((event) => {
    if (event.at !== undefined) return [];
    if (event.type === 'playStarted') return [{ ticketId: event.ticketId, endsAt: event.play.endsAt }];
    if (event.type !== 'playChanged' || event.changes.endsAt === undefined) return [];
    return [{ ticketId: event.ticketId, endsAt: event.changes.endsAt }];
  });
}

const mostShown = 600;

/** For who is asked: what the brief said when the tag was raised. */
function briefOf({ topic, tagId }: Notice, story: readonly Entry[]): BriefTold | undefined {
  if (topic !== 'tagged' && topic !== 'tagReminder') return undefined;
  const events = story.flatMap((entry) => entry.events);
  const raised = events.find((event) => event.type === 'tagRaised' && event.tag.id === tagId);
  if (raised?.type !== 'tagRaised') return undefined;
  const { tag, brief } = raised;
  return {
    problem: brief.problem.replace(/\s+/g, ' ').trim().slice(0, mostShown),
    ask: tag.ask,
    missing: tag.missing,
    blocked: tag.waived === 'customerBlocked',
    neededBy: tag.neededBy ?? null,
  };
}
