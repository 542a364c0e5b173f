import type { TicketRoom } from '../../state/ticketRoom.svelte.ts';

/** The others who have their caret in the reply to the customer, as avatars show them. */
export function writersOf(room: TicketRoom | undefined) {
  const there = room?.presence.at('draft') ?? [];
  return there.map(({ person, name, hue }) => ({ id: person, name, hue, attention: 'editing' as const }));
}
