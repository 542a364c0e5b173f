import type { Board } from '../../../../shared/domain/board.ts';
import type { Hand } from '../../../../shared/domain/hand.ts';
import { abilityIn } from '../../../../shared/domain/matchingReasons.ts';
import { type Person, emptyProfile } from '../../../../shared/domain/person.ts';
import { type RunningPlay, playsOn } from '../../../../shared/domain/play.ts';
import type { Tag } from '../../../../shared/domain/tag.ts';
import { type Ticket, isDone } from '../../../../shared/domain/ticket.ts';

interface OnTicket {
  readonly ticket: Ticket;
  /** Somebody looks for exactly this person, or for what they can do. */
  readonly isForMe: boolean;
}

/** One card of the help lane. */
export type LaneItem =
  | (OnTicket & { readonly kind: 'hand'; readonly hand: Hand })
  | (OnTicket & { readonly kind: 'tag'; readonly tag: Tag })
  | (OnTicket & { readonly kind: 'play'; readonly play: RunningPlay });

/**
 * Where help is wanted on a board: raised hands, then tags that nobody has taken up, then running plays. What is for this
 * person comes first among its kind, then what has a deadline, then what has waited longest.
 */
export function laneItems(board: Pick<Board, 'tickets'>, me: Person): readonly LaneItem[] {
  const open = [...board.tickets.values()].filter(({ state }) => !isDone(state));
  return [...handsOn(open, me), ...tagsOn(open, me), ...playItems(board, me)];
}

export function itemKey(item: LaneItem): string {
  return item.kind === 'tag' ? item.tag.id : `${item.kind} ${item.ticket.id}`;
}

/** Whether a raised hand asks for something that this person can do, or is learning. */
export function isHandFor({ by, skills }: Hand, { id, profile = emptyProfile }: Person): boolean {
  return by !== id && skills.some((skill) => abilityIn(profile, skill) !== undefined);
}

function handsOn(tickets: readonly Ticket[], me: Person): LaneItem[] {
  const hands = tickets.flatMap((ticket) =>
    ticket.hand ? [{ kind: 'hand' as const, ticket, hand: ticket.hand, isForMe: isHandFor(ticket.hand, me) }] : [],
  );
  return hands.sort((a, b) => forMeFirst(a, b) || soonestFirst(a.hand, b.hand));
}

function tagsOn(tickets: readonly Ticket[], me: Person): LaneItem[] {
  const tags = tickets.flatMap((ticket) =>
    (ticket.tags ?? [])
      .filter(({ state }) => state === 'raised')
      .map((tag) => ({ kind: 'tag' as const, ticket, tag, isForMe: tag.asked.includes(me.id) })),
  );
  return tags.sort((a, b) => forMeFirst(a, b) || soonestFirst(a.tag, b.tag));
}

function playItems(board: Pick<Board, 'tickets'>, me: Person): LaneItem[] {
  return playsOn(board).map(({ ticket, play }) => ({
    kind: 'play',
    ticket,
    play,
    isForMe: play.lead === me.id || play.communicator === me.id,
  }));
}

function forMeFirst(a: OnTicket, b: OnTicket): number {
  return Number(b.isForMe) - Number(a.isForMe);
}

interface Waiting {
  readonly at: string;
  readonly neededBy?: string;
}

function soonestFirst(a: Waiting, b: Waiting): number {
  const [left, right] = [a.neededBy ?? '~', b.neededBy ?? '~'];
  if (left !== right) return left < right ? -1 : 1;
  return a.at < b.at ? -1 : 1;
}
