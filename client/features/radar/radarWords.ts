import type { Stall } from '../../../shared/domain/radar.ts';
import { type Tag, holderOf } from '../../../shared/domain/tag.ts';
import type { Ticket } from '../../../shared/domain/ticket.ts';
import { type Turn, isUnanswered } from '../../../shared/domain/turn.ts';
import { targetName } from '../../state/describeSwarm.ts';
import { relativeTime } from '../../ui/times.ts';

interface Reader {
  readonly nameOf: (person: string) => string;
  /** In milliseconds since 1970. */
  readonly now: number;
}

export const turnWords: Readonly<Record<Turn, { readonly title: string; readonly about: string }>> = {
  tagged: { title: 'Whoever is tagged', about: 'A direct request has not been answered yet.' },
  owner: { title: 'The owner', about: 'Somebody owns it, and nobody else is asked.' },
  swarm: { title: 'The swarm', about: 'People are in it, and nobody owns it.' },
  queue: { title: 'Nobody', about: 'Nobody owns it and nobody is in it.' },
  customer: { title: 'The customer', about: 'It stands in a waiting column, and the customer has not written since.' },
};

/** What needs somebody first. */
export const turnOrder: readonly Turn[] = ['tagged', 'owner', 'swarm', 'queue', 'customer'];

/** Why it waits, in one line. */
export function whyOf(stall: Stall, reader: Reader): string {
  const { ticket, turn } = stall;
  if (turn === 'tagged') return tagReason(ticket, reader);
  if (turn !== 'customer') return teamReason(stall, reader);
  return ticket.saidAt === undefined ? 'Waits for the customer' : `We wrote ${relativeTime(ticket.saidAt, reader.now)}`;
}

function teamReason({ ticket, turn, lastActionAt }: Stall, reader: Reader): string {
  const ago = (at: string) => relativeTime(at, reader.now);
  if (ticket.heardAt !== undefined && isUnanswered(ticket)) return `The customer wrote ${ago(ticket.heardAt)}`;
  if (ticket.hand) return `Asked for help ${ago(ticket.hand.at)}: “${ticket.hand.what}”`;
  const answered = ticket.tags?.find(({ answeredAt }) => answeredAt !== undefined);
  if (answered) return `${targetName(answered.target, reader.nameOf)} answered ${ago(answered.answeredAt ?? '')}`;
  if (turn === 'queue' && lastActionAt === ticket.openedAt) return 'Nobody has touched it';
  return `Last done ${ago(lastActionAt)}`;
}

function tagReason({ tags = [] }: Ticket, reader: Reader): string {
  const waiting = tags.find(({ state }) => state === 'raised');
  if (waiting) return waitWords(waiting, reader);
  const held = tags.find(({ state }) => state === 'accepted' || state === 'joined');
  const holder = held && holderOf(held);
  if (holder === undefined) return 'A tag is open';
  return `${reader.nameOf(holder)} accepted ${relativeTime(held?.acceptedAt ?? '', reader.now)}, no answer yet`;
}

/** `L3 tagged 2 h ago, nobody has accepted` */
export function waitWords(tag: Tag, { nameOf, now }: Reader): string {
  const who = `${targetName(tag.target, nameOf)} tagged ${relativeTime(tag.at, now)}`;
  if (tag.asked.length === 0) return `${who}, there is nobody to ask`;
  const declined = tag.declined.length === 0 ? '' : `, ${String(tag.declined.length)} declined`;
  return `${who}, nobody has accepted${declined}`;
}
