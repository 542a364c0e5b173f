import type { PersonId } from './person.ts';
import { type Tag, holderOf } from './tag.ts';
import { type Ticket, isDone } from './ticket.ts';

/** Whose turn it is. `queue`: nobody owns it. `tagged`: whoever is asked has not answered. */
export const turns = ['customer', 'owner', 'tagged', 'swarm', 'queue'] as const;
export type Turn = (typeof turns)[number];

/** Calendar time: nights and weekends count. */
export const stalledAfterMs = 4 * 3_600_000;

/** Whose turn it is on a ticket at an instant, and since when. */
export interface Standing {
  readonly turn: Turn;
  /** The owner, those asked, or the swarm; nobody for the customer and the queue. */
  readonly people: readonly PersonId[];
  /** An instant. */
  readonly since: string;
  /** When somebody of the team last did something: what the server or the customer did does not count. */
  readonly lastActionAt: string;
  /** Nobody of the team has done anything for longer than stalledAfterMs of somebody's turn; not while the customer's. */
  readonly isStalled: boolean;
}

/** Pure: whose turn it is at `at` (milliseconds since 1970); undefined once the ticket is done. */
export function standingOf(ticket: Ticket, at: number): Standing | undefined {
  if (isDone(ticket.state)) return undefined;
  const { turn, people, since } = turnOf(ticket);
  const lastActionAt = lastActionOn(ticket);
  // Until the customer wrote, a waiting ticket was nobody's here to act on.
  const quietSince = latest([lastActionAt, heardWhileWaiting(ticket)]);
  const isStalled = turn !== 'customer' && at - Date.parse(quietSince) > stalledAfterMs;
  return { turn, people, since, lastActionAt, isStalled };
}

/** In a queue or with a line, and nobody has taken it on in any way since it came. */
export function isUntouched({ state, line, owner, swarm, tags = [], hand, play, bug, saidAt }: Ticket): boolean {
  if (isDone(state) || (state !== 'queued' && line === undefined)) return false;
  if (owner !== null || swarm.length > 0 || tags.length > 0) return false;
  return [hand, play, bug, saidAt].every((sign) => sign === undefined);
}

/** The direct requests that nobody has accepted yet, the one that has waited longest first. */
export function unansweredTags({ tags = [] }: Ticket): readonly Tag[] {
  return tags.filter(({ state }) => state === 'raised').sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The customer has written, and nobody has written back. */
export function isUnanswered({ heardAt, saidAt = '' }: Ticket): boolean {
  return heardAt !== undefined && heardAt > saidAt;
}

function turnOf(ticket: Ticket): Pick<Standing, 'turn' | 'people' | 'since'> {
  if (waitsForCustomer(ticket)) return { turn: 'customer', people: [], since: ticket.columnSince };
  const open = openTags(ticket);
  const [first] = open;
  if (first) {
    const people = [...new Set(open.flatMap(({ asked }) => asked))];
    return { turn: 'tagged', people, since: first.acceptedAt ?? first.at };
  }
  const since = ballSince(ticket);
  if (ticket.owner !== null) return { turn: 'owner', people: [ticket.owner], since };
  const [joined] = ticket.swarm;
  if (joined === undefined) return { turn: 'queue', people: [], since };
  const people = ticket.swarm.map(({ person }) => person);
  return { turn: 'swarm', people, since: latest([since, joined.joinedAt]) };
}

/** In a waiting column, and not written to since: what the customer writes makes it the team's turn before anybody moves it. */
function waitsForCustomer(ticket: Ticket): boolean {
  return ticket.state === 'waiting' && heardWhileWaiting(ticket) === undefined;
}

function heardWhileWaiting(ticket: Ticket): string | undefined {
  const { state, heardAt, columnSince } = ticket;
  if (state !== 'waiting' || heardAt === undefined) return undefined;
  return isUnanswered(ticket) && heardAt > columnSince ? heardAt : undefined;
}

/** Whose answer is still due: those nobody has accepted before those somebody has, the longest wait first. */
function openTags({ tags = [] }: Ticket): Tag[] {
  const due = tags.filter(({ state }) => state !== 'answered');
  const rank = (tag: Tag) => `${holderOf(tag) === undefined ? '0' : '1'}${tag.acceptedAt ?? tag.at}`;
  return due.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** Since when somebody of the team has had it: the customer wrote, an answer came, it was written to or moved. */
function ballSince(ticket: Ticket): string {
  const { heardAt, saidAt, columnSince, tags = [] } = ticket;
  if (heardAt !== undefined && isUnanswered(ticket)) return heardAt;
  return latest([columnSince, saidAt, ...tags.map(({ answeredAt }) => answeredAt)]);
}

function lastActionOn(ticket: Ticket): string {
  const { updatedAt, openedAt, columnSince, saidAt, swarm, hand, play, bug, pins = [], tags = [] } = ticket;
  return latest([
    ...[openedAt, columnSince, saidAt, play?.at, bug?.at, hand?.at],
    ...(isSomebodys(ticket) ? [updatedAt] : []),
    ...swarm.flatMap(({ joinedAt, contributedAt }) => [joinedAt, contributedAt]),
    ...(hand?.offers ?? []).map(({ at }) => at),
    ...pins.map(({ at }) => at),
    ...tags.flatMap(stepsOf),
  ]);
}

/** The last change was not only the customer's message, a reminder, or the server's passing a tag on. */
function isSomebodys({ updatedAt, heardAt, tags = [] }: Ticket): boolean {
  const byItself = tags.flatMap(({ nudgedAt, askedAt, at }) => [nudgedAt, askedAt === at ? undefined : askedAt]);
  return updatedAt !== heardAt && !byItself.includes(updatedAt);
}

function stepsOf({ at, acceptedAt, joinedAt, answeredAt, declined }: Tag): (string | undefined)[] {
  return [at, acceptedAt, joinedAt, answeredAt, ...declined.map((decline) => decline.at)];
}

function latest(instants: readonly (string | undefined)[]): string {
  return instants.reduce<string>((last, one) => (one !== undefined && one > last ? one : last), '');
}
