import type { Priority } from '../../shared/domain/ticket.ts';
import { priorities } from '../../shared/domain/ticket.ts';
import type { RoomSummary } from '../../shared/protocol/http.ts';

export interface RoomGroups {
  /** Nobody has accepted yet. */
  readonly asked: readonly RoomSummary[];
  /** Taken up by whoever looks at the list. */
  readonly mine: readonly RoomSummary[];
  readonly answered: readonly RoomSummary[];
}

/** What is needed within this time comes before everything else. */
const soonMs = 4 * 3_600_000;

/** Pure: what is needed soon first, then by priority, then the newest. `now` in milliseconds since 1970. */
export function roomGroups(rooms: readonly RoomSummary[], now: number): RoomGroups {
  const sorted = [...rooms].sort(
    (a, b) => dueRank(a, now) - dueRank(b, now) || rankOf(a.ticket.priority) - rankOf(b.ticket.priority) || newer(a, b),
  );
  return {
    asked: sorted.filter(({ tag }) => tag.state === 'raised'),
    mine: sorted.filter(({ tag }) => tag.state === 'accepted' || tag.state === 'joined'),
    answered: sorted.filter(({ tag }) => tag.state === 'answered'),
  };
}

/** Milliseconds left when that is little, else all alike. */
function dueRank({ tag }: RoomSummary, now: number): number {
  const left = tag.neededBy === undefined ? soonMs : Date.parse(tag.neededBy) - now;
  return Math.min(left, soonMs);
}

function rankOf(priority: Priority): number {
  return priorities.indexOf(priority);
}

function newer(a: RoomSummary, b: RoomSummary): number {
  return b.tag.askedAt.localeCompare(a.tag.askedAt);
}
