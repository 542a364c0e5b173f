import { serverPerson } from '../../shared/domain/person.ts';
import type { Tag } from '../../shared/domain/tag.ts';
import type { Pin, Ticket } from '../../shared/domain/ticket.ts';
import type { TimelineEvent } from '../../shared/protocol/http.ts';
import type { MomentNames } from '../../shared/protocol/swarmWords.ts';
import { type MomentKind, isByItself, kindOf } from '../../shared/protocol/timelineKinds.ts';
import { momentWords } from '../../shared/protocol/timelineWords.ts';

/** A timeline as it leaves the house: with names instead of ids. */
export interface TimelineExport {
  readonly what: 'Swarmboard timeline';
  readonly ticket: Pick<Ticket, 'id' | 'title' | 'customer'>;
  readonly board: string;
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly moments: readonly ExportedMoment[];
}

export interface ExportedMoment {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  /** `Swarmboard` did it by itself. */
  readonly byItself: boolean;
  readonly kind: Exclude<MomentKind, 'hidden'>;
  /** What was done, to go after the name. */
  readonly what: string;
  /** What a person wrote, in full; empty for acts. */
  readonly words: string;
  readonly pinned: { readonly by: string; readonly at: string; readonly note: string } | null;
}

interface Known {
  readonly ticket: Ticket;
  readonly board: {
    readonly title: string;
    readonly columns: readonly { readonly id: string; readonly title: string }[];
  };
  readonly exportedAt: string;
  readonly exportedBy: string;
  readonly nameOf: (id: string) => string | undefined;
}

/** Pure: what is written into every kind of file. */
export function timelineExport(events: readonly TimelineEvent[], known: Known): TimelineExport {
  const { ticket, board, exportedAt } = known;
  const names = namesFor(events, known);
  const pins = new Map((ticket.pins ?? []).map((pin) => [pin.moment, pin]));
  const moments = events.flatMap((event): ExportedMoment[] => {
    const kind = kindOf(event);
    if (kind === 'hidden') return [];
    const { id, at, by } = event;
    const told = { what: whatOf(event, names), words: wordsOf(event), pinned: pinned(pins.get(id), names) };
    return [{ id, at, by: names.person(by), byItself: isByItself(event), kind, ...told }];
  });
  const { id, title, customer } = ticket;
  return {
    what: 'Swarmboard timeline',
    ...{ ticket: { id, title, customer }, board: board.title, exportedAt },
    ...{ exportedBy: names.person(known.exportedBy), moments },
  };
}

/** What a person wrote at this moment; empty for an act. */
export function wordsOf({ event }: TimelineEvent): string {
  switch (event.type) {
    case 'ticketOpened':
      return event.description;
    case 'messagePosted':
      return event.message.text;
    case 'tagAnswered':
      return event.answer;
    case 'tagEnded':
      return event.coaching ?? '';
    default:
      return '';
  }
}

function whatOf(moment: TimelineEvent, names: MomentNames): string {
  const { event } = moment;
  if (event.type === 'tagEnded' && event.coaching !== undefined)
    return `${momentWords(moment, names)}, with a coaching note`;
  if (event.type !== 'messagePosted') return momentWords(moment, names);
  if (event.message.audience === 'internal') return 'wrote an internal note';
  return event.message.direction === 'in' ? 'wrote, as the customer' : 'wrote to the customer';
}

function pinned(pin: Pin | undefined, names: MomentNames): ExportedMoment['pinned'] {
  return pin ? { by: names.person(pin.by), at: pin.at, note: pin.note ?? '' } : null;
}

function namesFor(events: readonly TimelineEvent[], { board, nameOf }: Known): MomentNames {
  const tags = new Map<string, Tag>();
  for (const { event } of events) if (event.type === 'tagRaised') tags.set(event.tag.id, event.tag);
  return {
    person: (id) => (id === serverPerson ? 'Swarmboard' : (nameOf(id) ?? id)),
    column: (id) => board.columns.find((column) => column.id === id)?.title ?? 'a column that is gone',
    time: utc,
    tag: (id) => tags.get(id),
  };
}

/** `2026-11-22 14:05 UTC` */
export function utc(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
