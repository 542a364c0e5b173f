import type { Presence } from '../../shared/protocol/socket.ts';

export type PresenceByTicket = ReadonlyMap<string, readonly Presence[]>;
export const nobody: readonly Presence[] = [];
export const nowhere: PresenceByTicket = new Map();

/** Everybody but me once, at the liveliest attention. */
export function othersIn(everybody: readonly Presence[], me: string | undefined): readonly Presence[] {
  const people = new Map<string, Presence>();
  for (const presence of everybody) {
    const known = people.get(presence.person);
    if (presence.person !== me && (!known || known.attention === 'idle')) people.set(presence.person, presence);
  }
  return [...people.values()];
}

/** The others by ticket; a ticket where nothing changed keeps the very same list as before. */
export function byTicket(
  everybody: readonly Presence[],
  me: string | undefined,
  before: PresenceByTicket,
): PresenceByTicket {
  const grouped = new Map<string, readonly Presence[]>();
  for (const presence of everybody) {
    const { ticketId, person } = presence;
    if (ticketId !== null && person !== me) grouped.set(ticketId, [...(grouped.get(ticketId) ?? []), presence]);
  }
  for (const [ticketId, list] of grouped) {
    const known = before.get(ticketId);
    if (known && JSON.stringify(known) === JSON.stringify(list)) grouped.set(ticketId, known);
  }
  return grouped;
}
