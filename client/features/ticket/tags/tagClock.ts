import type { Tag } from '../../../../shared/domain/tag.ts';
import { holderOf } from '../../../../shared/domain/tag.ts';
import type { SwarmStay } from '../../../../shared/domain/ticket.ts';
import { relativeTime, span } from '../../../ui/times.ts';

interface Seen {
  readonly tag: Tag;
  /** Stays that are on or over. */
  readonly stays: readonly SwarmStay[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Pure: how long everything took, each counted from when it was asked: `asked 12 min ago`, `accepted after 3 min`. */
export function tagClock({ tag, stays, now }: Seen): string[] {
  const contributed = firstContribution(tag, stays);
  const after = (what: string, at: string | undefined) =>
    at === undefined ? [] : [`${what} after ${since(tag.at, at)}`];
  return [
    `asked ${relativeTime(tag.at, now)}`,
    ...(tag.acceptedAt === undefined && tag.askedAt !== tag.at ? [`asked on ${relativeTime(tag.askedAt, now)}`] : []),
    ...(tag.acceptedAt === undefined && tag.nudgedAt !== undefined
      ? [`reminded ${relativeTime(tag.nudgedAt, now)}`]
      : []),
    ...after('accepted', tag.acceptedAt),
    ...after('joined', tag.joinedAt),
    ...after('first contribution', contributed),
    ...after('answered', tag.answeredAt),
  ];
}

/** When whoever took it up first did something on the ticket after that. */
function firstContribution(tag: Tag, stays: readonly SwarmStay[]): string | undefined {
  const holder = holderOf(tag);
  const times = stays
    .filter(({ person, contributedAt = '' }) => person === holder && contributedAt >= tag.at)
    .flatMap(({ contributedAt }) => contributedAt ?? []);
  return times.sort()[0];
}

function since(from: string, to: string): string {
  return span(Math.max(0, Date.parse(to) - Date.parse(from)));
}
