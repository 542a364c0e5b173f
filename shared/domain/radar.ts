import type { Ticket } from './ticket.ts';
import { type Standing, type Turn, isUntouched, standingOf, turns } from './turn.ts';

/** A ticket with whose turn it is. */
export interface Stall extends Standing {
  readonly ticket: Ticket;
}

/** Open tickets by whose turn it is, the longest wait first; see RadarReply. */
export interface Radar {
  readonly stalls: readonly Stall[];
  readonly counts: Readonly<Record<Turn, TurnCount>>;
  readonly untouched: readonly Ticket[];
}

export interface TurnCount {
  readonly tickets: number;
  /** Since when the longest has waited; null when there is none. */
  readonly oldest: string | null;
}

/** Pure: the radar of a board's tickets at an instant, in milliseconds since 1970. */
export function radarOf(tickets: Iterable<Ticket>, at: number): Radar {
  const all = [...tickets];
  const stalls = all.flatMap((ticket): Stall[] => {
    const standing = standingOf(ticket, at);
    return standing ? [{ ticket, ...standing }] : [];
  });
  stalls.sort((a, b) => earlier(a.since, b.since) || a.ticket.number - b.ticket.number);
  const untouched = all.filter(isUntouched).sort((a, b) => earlier(a.openedAt, b.openedAt));
  const counted = turns.map((turn) => [turn, countOf(stalls.filter((stall) => stall.turn === turn))] as const);
  return { stalls, untouched, counts: Object.fromEntries(counted) as Record<Turn, TurnCount> };
}

function countOf(stalls: readonly Stall[]): TurnCount {
  return { tickets: stalls.length, oldest: stalls[0]?.since ?? null };
}

function earlier(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
