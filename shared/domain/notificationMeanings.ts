import type { TicketEvent } from './events.ts';
import type { TagEvent } from './tagEvent.ts';
import type { NotificationTopic } from './notification.ts';
import { can } from './permissions.ts';
import type { Person, PersonId } from './person.ts';
import type { PlayKind } from './play.ts';
import { type DeclineReason, type Tag, tagIn } from './tag.ts';
import type { Ticket, TicketId } from './ticket.ts';

/** What an entry alone does not tell. */
export interface Around {
  /** The tickets it touches as they were. */
  readonly before: ReadonlyMap<TicketId, Ticket>;
  readonly people: ReadonlyMap<PersonId, Person>;
  /** Who is at the board or has the L2 hat now: asked first when a hand names no skill. */
  readonly near: ReadonlySet<PersonId>;
}

/** One event about a ticket. */
export interface Turn {
  readonly event: TicketEvent & { readonly at?: string; readonly by?: PersonId };
  readonly was: Ticket | undefined;
  readonly now: Ticket;
  readonly by: PersonId;
}

/** What is told, and to whom. */
export interface Told {
  readonly people: readonly PersonId[];
  readonly topic: NotificationTopic;
  readonly text: string;
  readonly isUrgent: boolean;
  readonly tagId?: string;
}

/** Pure: what an event means to people who have to do with the ticket. */
export function meaningOf(turn: Turn, around: Around): Told[] {
  const { event, now, by } = turn;
  const name = nameIn(around, by);
  switch (event.type) {
    case 'handRaised': {
      const text = `${name} raised a hand: ${shown(event.hand.what)}`;
      return [plain('handRaised', helpers(event.hand.skills, around), text)];
    }
    case 'helpOffered':
      return [plain('helpOffered', now.hand ? [now.hand.by] : [], `${nameIn(around, event.person)} offers help`)];
    case 'ticketOpened':
    case 'ownerChanged':
      return now.owner === null ? [] : [plain('madeOwner', [now.owner], `${name} made you the owner`)];
    case 'messagePosted': {
      if (event.message.audience !== 'customer' || event.message.direction !== 'in') return [];
      return [plain('customerReplied', voiceOf(now), `The customer wrote: ${shown(event.message.text)}`)];
    }
    case 'playStarted':
      return [playStarted(turn, event.play, name)];
    case 'tagRaised':
    case 'tagPassedOn':
    case 'tagNudged':
    case 'tagAccepted':
    case 'tagDeclined':
    case 'tagAnswered':
    case 'tagEnded':
      return ofTag(event, turn, around);
    default:
      return [];
  }
}

/** The time-box is over, and the play is still on. */
export function timeUp(ticket: Ticket): Told | undefined {
  const { play } = ticket;
  return play && plain('playTimeUp', playersOf(ticket), `The time for the ${playNames[play.kind]} is up`);
}

function playStarted({ now }: Turn, play: { kind: PlayKind }, name: string): Told {
  const told = plain('playStarted', playersOf(now), `${name} started a ${playNames[play.kind]}`);
  return { ...told, isUrgent: play.kind === 'severity1' };
}

const playNames: Readonly<Record<PlayKind, string>> = {
  dropIn: 'drop-in swarm',
  dispatch: 'dispatch swarm',
  backlog: 'backlog swarm',
  severity1: 'severity-1 swarm',
};

/** The swarm, who leads and speaks, and whoever was pulled in. */
function playersOf({ swarm, play, tags = [] }: Ticket): PersonId[] {
  const pulledIn = tags.filter(({ waived }) => waived === 'severity1').flatMap(({ asked }) => asked);
  const roles = [play?.by, play?.lead, play?.communicator].filter((person) => person !== undefined);
  return [...swarm.map(({ person }) => person), ...roles, ...pulledIn];
}

function ofTag(event: Exclude<TagEvent, { type: 'tagJoined' }>, turn: Turn, around: Around): Told[] {
  const tag = event.type === 'tagRaised' ? event.tag : tagBefore(turn, event.tagId);
  if (!tag) return [];
  const name = nameIn(around, turn.by);
  const asker = [tag.by, ...(turn.now.owner === null ? [] : [turn.now.owner])];
  const asking = asks(tag);
  switch (event.type) {
    case 'tagRaised':
      return [asking('tagged', tag.asked, `${name} asks you: ${shown(tag.ask)}`)];
    case 'tagNudged':
      return [asking('tagReminder', tag.asked, `Still waiting for your answer: ${shown(tag.ask)}`)];
    case 'tagPassedOn':
      return passedOn(event, { tag, asker, around });
    case 'tagAccepted':
      return [about(tag, 'tagAccepted', asker, `${nameIn(around, event.person)} accepted: ${shown(tag.ask)}`)];
    case 'tagDeclined': {
      const { suggested } = event.decline;
      const told = about(tag, 'tagDeclined', asker, declinedText(event.decline, around));
      const isNew = suggested !== undefined && !tag.asked.includes(suggested);
      const text = `${name} suggested that you are asked: ${shown(tag.ask)}`;
      return isNew ? [asking('tagged', [suggested], text), told] : [told];
    }
    case 'tagAnswered': {
      const text = `${nameIn(around, event.person)} answered: ${shown(event.answer)}`;
      return [about(tag, 'tagAnswered', asker, text)];
    }
    case 'tagEnded':
      return ended(event, { tag, asker, around }, name);
  }
}

interface Concerned {
  readonly tag: Tag;
  /** Who raised it, and the owner. */
  readonly asker: readonly PersonId[];
  readonly around: Around;
}

function passedOn(
  { asked, why }: Extract<TagEvent, { type: 'tagPassedOn' }>,
  { tag, asker, around }: Concerned,
): Told[] {
  const newly = asked.filter((person) => !tag.asked.includes(person));
  const names = newly.map((person) => nameIn(around, person)).join(', ');
  const tagged = asks(tag)('tagged', newly, `You are asked now: ${shown(tag.ask)}`);
  const because = why === 'unanswered' ? 'Nobody answered' : 'It was declined';
  if (newly.length > 0) return [tagged, about(tag, 'tagUnanswered', asker, `${because}; ${names} is asked now`)];
  return asked.length > 0 ? [] : [about(tag, 'tagUnanswered', asker, `${because}, and nobody is left to ask`)];
}

function ended(event: Extract<TagEvent, { type: 'tagEnded' }>, concerned: Concerned, name: string): Told[] {
  const { tag, asker, around } = concerned;
  if (event.how === 'returned') {
    const lesson = event.coaching === undefined ? '' : `: ${shown(event.coaching)}`;
    return [about(tag, 'tagReturned', asker, `${name} returned it${lesson}`)];
  }
  if (event.how !== 'declined') return [];
  const last = tag.declined.at(-1);
  const why = last ? declinedText(last, around) : 'It was declined';
  return [about(tag, 'tagUnanswered', asker, `${why}; nobody is left to ask`)];
}

const reasons: Readonly<Record<DeclineReason, string>> = {
  wrongPerson: 'wrong person',
  insufficientEvidence: 'not enough evidence',
  busy: 'busy',
};

function declinedText(
  { person, reason, note, suggested }: { person: PersonId; reason: DeclineReason; note?: string; suggested?: PersonId },
  around: Around,
): string {
  const more = note === undefined ? '' : `: ${shown(note)}`;
  const other = suggested === undefined ? '' : ` and suggested ${nameIn(around, suggested)}`;
  return `${nameIn(around, person)} declined (${reasons[reason]})${other}${more}`;
}

/** As it was before the event, or as it came about in the same entry. */
function tagBefore({ was, now }: Turn, tagId: string): Tag | undefined {
  return (was && tagIn(was, tagId)) ?? tagIn(now, tagId);
}

function asks(tag: Tag) {
  const isUrgent = tag.waived === 'customerBlocked' || tag.waived === 'severity1';
  return (topic: NotificationTopic, people: readonly PersonId[], text: string): Told => ({
    ...plain(topic, people, text),
    isUrgent,
    tagId: tag.id,
  });
}

function about(tag: Tag, ...[topic, people, text]: Parameters<typeof plain>): Told {
  return { ...plain(topic, people, text), tagId: tag.id };
}

function plain(topic: NotificationTopic, people: readonly PersonId[], text: string): Told {
  return { topic, people, text, isUrgent: false };
}

/** Whoever speaks to the customer; without an owner, those who work on it. */
function voiceOf({ owner, swarm }: Ticket): readonly PersonId[] {
  return owner === null ? swarm.map(({ person }) => person) : [owner];
}

/** Who has one of the skills; none named: who is near. */
function helpers(skills: readonly string[], { people, near }: Around): PersonId[] {
  const wanted = new Set(skills.map((skill) => skill.toLowerCase()));
  const able = [...people.values()].filter((person) => {
    if (!can(person, 'readBoards')) return false;
    if (wanted.size === 0) return near.has(person.id);
    return person.profile?.skills.some(({ name }) => wanted.has(name.toLowerCase())) ?? false;
  });
  return able.map(({ id }) => id);
}

function nameIn({ people }: Around, id: PersonId): string {
  return people.get(id)?.name ?? 'Swarmboard';
}

const mostShown = 300;

/** On one line, and not the whole of a long story. */
function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > mostShown ? `${line.slice(0, mostShown - 1)}…` : line;
}
