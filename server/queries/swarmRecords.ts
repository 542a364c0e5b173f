import type { Brief } from '../../shared/domain/brief.ts';
import type { AnyEntry } from '../../shared/domain/entry.ts';
import type { TicketEvent } from '../../shared/domain/events.ts';
import type { TagEvent } from '../../shared/domain/tagEvent.ts';
import { type TagStep, afterTagStep } from '../../shared/domain/reduceSwarm.ts';
import type { Tag } from '../../shared/domain/tag.ts';
import type { StayRecord, TagRecord, TicketReply } from '../../shared/protocol/http.ts';
import { eventsAbout } from './ticketEntries.ts';

interface Happening {
  readonly event: TicketEvent;
  readonly at: string;
  readonly by: string;
}

/** Every tag and every stay that the entries of a ticket tell of, oldest first. */
export function recordsOf(entries: readonly AnyEntry[], ticketId: string): Pick<TicketReply, 'tags' | 'stays'> {
  const tags = new Map<string, TagRecord>();
  const stays: StayRecord[] = [];
  for (const happening of happeningsOf(entries, ticketId)) {
    noteTag(tags, happening);
    noteStay(stays, happening);
  }
  return { tags: [...tags.values()], stays };
}

function happeningsOf(entries: readonly AnyEntry[], ticketId: string): Happening[] {
  return entries.flatMap((entry) =>
    eventsAbout(entry, ticketId).map(({ event }) => {
      const { at = entry.at, by = entry.person } = event;
      return { event: event as TicketEvent, at, by };
    }),
  );
}

function noteTag(tags: Map<string, TagRecord>, happening: Happening): void {
  const { event, at } = happening;
  if (!isOfTag(event)) return;
  if (event.type === 'tagRaised') {
    tags.set(event.tag.id, raised(event.tag, event.brief, at));
    return;
  }
  const record = tags.get(event.tagId);
  if (!record) return;
  tags.set(event.tagId, event.type === 'tagEnded' ? ended(record, event, happening) : stepped(record, event, at));
}

function raised(tag: Tag, brief: Brief, at: string): TagRecord {
  const asked = [{ at, people: tag.asked, why: 'raised' }];
  return { tag, brief, asked, nudges: [], holder: null, answer: null, ended: null };
}

function stepped(record: TagRecord, event: TagStep, at: string): TagRecord {
  const tag = afterTagStep(record.tag, event, at);
  switch (event.type) {
    case 'tagNudged':
      return { ...record, tag, nudges: [...record.nudges, at] };
    case 'tagPassedOn':
      return { ...record, tag, asked: [...record.asked, { at, people: event.asked, why: event.why }] };
    case 'tagAccepted':
      return { ...record, tag, holder: event.person };
    case 'tagDeclined': {
      const { suggested } = event.decline;
      const asked = suggested === undefined ? [] : [{ at, people: [suggested], why: 'suggested' }];
      return { ...record, tag, holder: null, answer: null, asked: [...record.asked, ...asked] };
    }
    case 'tagJoined':
      return { ...record, tag };
    case 'tagAnswered':
      return { ...record, tag, answer: event.answer };
  }
}

function ended(
  record: TagRecord,
  { how, coaching, generalistCapable }: Extract<TagEvent, { type: 'tagEnded' }>,
  { at, by }: Happening,
): TagRecord {
  return {
    ...record,
    ended: { at, by, how, coaching: coaching ?? null, generalistCapable: generalistCapable ?? null },
  };
}

function noteStay(stays: StayRecord[], { event, at }: Happening): void {
  if (event.type === 'swarmJoined') stays.push({ person: event.person, joinedAt: at, leftAt: null });
  if (event.type !== 'contributionMade' && event.type !== 'swarmLeft') return;
  const index = stays.findLastIndex(({ person, leftAt }) => person === event.person && leftAt === null);
  const stay = stays[index];
  if (stay) stays[index] = event.type === 'swarmLeft' ? { ...stay, leftAt: at } : { contributedAt: at, ...stay };
}

function isOfTag(event: TicketEvent): event is TagEvent {
  return 'tagId' in event || event.type === 'tagRaised';
}
