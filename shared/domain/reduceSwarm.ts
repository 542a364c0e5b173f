import type { TicketEvent } from './events.ts';
import type { TagEvent } from './tagEvent.ts';
import type { Hand } from './hand.ts';
import { type Tag, everAsked, tagIn } from './tag.ts';
import type { Ticket } from './ticket.ts';

/** What people ask of each other on a ticket; see SwarmCommand. */
export type SwarmEvent =
  | TagEvent
  | Extract<
      TicketEvent,
      {
        type:
          | 'swarmJoined'
          | 'swarmLeft'
          | 'contributionMade'
          | 'handRaised'
          | 'helpOffered'
          | 'handLowered'
          | 'playStarted'
          | 'playChanged'
          | 'playEnded'
          | 'ticketRouted'
          | 'bugSuspected'
          | 'bugCleared'
          | 'momentPinned'
          | 'momentUnpinned';
      }
    >;

/** Pure: the ticket after one of these events at this instant. */
export function afterSwarmEvent(ticket: Ticket, event: SwarmEvent, at: string): Ticket {
  switch (event.type) {
    case 'swarmJoined':
      return { ...ticket, swarm: [...ticket.swarm, { person: event.person, joinedAt: at }] };
    case 'swarmLeft':
      return left(ticket, event);
    case 'contributionMade':
      return {
        ...ticket,
        swarm: ticket.swarm.map((stay) => (stay.person === event.person ? { contributedAt: at, ...stay } : stay)),
      };
    case 'handRaised':
      return { ...ticket, hand: event.hand };
    case 'helpOffered':
      return ticket.hand ? { ...ticket, hand: offered(ticket.hand, event.person, at) } : ticket;
    case 'handLowered':
      return without(ticket, 'hand');
    case 'playStarted':
      return { ...ticket, play: event.play };
    case 'playChanged':
      return ticket.play ? { ...ticket, play: { ...ticket.play, ...event.changes } } : ticket;
    case 'playEnded':
      return without(ticket, 'play');
    case 'ticketRouted':
      return event.line === undefined ? ticket : { ...ticket, line: event.line };
    case 'bugSuspected':
      return { ...ticket, bug: event.bug };
    case 'bugCleared':
      return without(ticket, 'bug');
    case 'momentPinned':
      return { ...ticket, pins: [...pinsWithout(ticket, event.pin.moment), event.pin] };
    case 'momentUnpinned':
      return { ...ticket, pins: pinsWithout(ticket, event.moment) };
    default:
      return withTags(ticket, event, at);
  }
}

function withTags(ticket: Ticket, event: TagEvent, at: string): Ticket {
  const tags = ticket.tags ?? [];
  if (event.type === 'tagRaised') return { ...ticket, tags: [...tags, event.tag] };
  if (event.type === 'tagEnded') return { ...ticket, tags: tags.filter(({ id }) => id !== event.tagId) };
  const tag = tagIn(ticket, event.tagId);
  if (!tag) return ticket;
  return { ...ticket, tags: tags.map((one) => (one.id === tag.id ? afterTagStep(tag, event, at) : one)) };
}

export type TagStep = Exclude<TagEvent, { type: 'tagRaised' | 'tagEnded' }>;

/** Pure: an open tag after one of its steps. The first time of a step counts. */
export function afterTagStep(tag: Tag, event: TagStep, at: string): Tag {
  switch (event.type) {
    case 'tagNudged':
      return { ...tag, nudgedAt: at };
    case 'tagPassedOn':
      return passedOn(tag, event, at);
    case 'tagAccepted':
      return { ...tag, state: 'accepted', asked: [event.person], acceptedAt: at };
    case 'tagDeclined':
      return declined(tag, event, at);
    case 'tagJoined':
      return { ...tag, state: tag.state === 'accepted' ? 'joined' : tag.state, joinedAt: tag.joinedAt ?? at };
    case 'tagAnswered':
      return { ...tag, state: 'answered', answeredAt: tag.answeredAt ?? at };
  }
}

function passedOn(tag: Tag, { asked, why }: Extract<TagStep, { type: 'tagPassedOn' }>, at: string): Tag {
  const before = everAsked(tag).filter((person) => !asked.includes(person));
  return { ...tag, asked, askedBefore: before, ...(why !== 'removed' && { askedAt: at }) };
}

/** Also when the one who had accepted declines after all: what they did until then no longer counts as this tag's. */
function declined(tag: Tag, { decline }: Extract<TagStep, { type: 'tagDeclined' }>, at: string): Tag {
  const { person, suggested } = decline;
  const others = tag.asked.filter((one) => one !== person && one !== suggested);
  const rest: { -readonly [F in keyof Tag]: Tag[F] } = { ...tag };
  delete rest.acceptedAt;
  delete rest.joinedAt;
  delete rest.answeredAt;
  return {
    ...rest,
    state: 'raised',
    asked: suggested === undefined ? others : [...others, suggested],
    ...(suggested !== undefined && { askedAt: at }),
    declined: [...tag.declined, decline],
  };
}

/** Whoever leaves without having done anything has not helped either. */
function left(ticket: Ticket, { person, contributedAt }: Extract<SwarmEvent, { type: 'swarmLeft' }>): Ticket {
  const swarm = ticket.swarm.filter((stay) => stay.person !== person);
  const { hand } = ticket;
  if (!hand || contributedAt !== undefined) return { ...ticket, swarm };
  return { ...ticket, swarm, hand: { ...hand, offers: hand.offers.filter((offer) => offer.person !== person) } };
}

function offered(hand: Hand, person: string, at: string): Hand {
  return { ...hand, offers: [...hand.offers.filter((offer) => offer.person !== person), { person, at }] };
}

function pinsWithout({ pins = [] }: Ticket, moment: string) {
  return pins.filter((pin) => pin.moment !== moment);
}

function without(ticket: Ticket, field: 'hand' | 'play' | 'bug'): Ticket {
  const kept = Object.entries(ticket).filter(([name]) => name !== field);
  return Object.fromEntries(kept) as unknown as Ticket;
}
