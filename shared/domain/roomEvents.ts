import type { AnyEvent } from './entry.ts';
import type { TicketEvent } from './events.ts';

type RoomEvent = Extract<TicketEvent, { type: `tag${string}` | 'bugSuspected' | 'bugCleared' | 'ticketRecalled' }>;

/** Whether others may be in a ticket's room after this than before: see `can(…, 'readTicket')`. */
export function changesWhoIsIn(event: AnyEvent): event is Exclude<RoomEvent, { type: 'tagNudged' | 'tagJoined' }> {
  switch (event.type) {
    case 'tagRaised':
    case 'tagPassedOn':
    case 'tagAccepted':
    case 'tagDeclined':
    case 'tagEnded':
    case 'bugSuspected':
    case 'bugCleared':
      return true;
    default:
      return false;
  }
}
