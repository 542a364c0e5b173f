import { availabilityOf } from '../../shared/domain/availability.ts';
import type { Profile } from '../../shared/domain/person.ts';
import { type TicketId, boardIdOf } from '../../shared/domain/ticket.ts';
import type { Notification, NotificationSettingsReply } from '../../shared/protocol/notifications.ts';
import type { Route } from './router.svelte.ts';

interface Around {
  /** Undefined while they are not known: then all is told in the app, and nothing outside. */
  readonly settings: Pick<NotificationSettingsReply, 'matrix' | 'mutedBoards'> | undefined;
  readonly profile: Profile | undefined;
  /** In milliseconds since 1970. */
  readonly now: number;
  /** The page is in sight and has the focus. */
  readonly isHere: boolean;
  /** The ticket that the page shows. */
  readonly shown: TicketId | undefined;
}

export interface Ways {
  /** It is before the reader's eyes already. */
  readonly isRead: boolean;
  readonly toast: boolean;
  readonly browser: boolean;
}

/** Pure: how a page tells its reader of what has just happened. */
export function waysToTell(notification: Notification, around: Around): Ways {
  const { topic, ticketId } = notification;
  if (around.isHere && around.shown === ticketId) return { isRead: true, toast: false, browser: false };
  if (isMuted(notification, around)) return { isRead: false, toast: false, browser: false };
  const row = around.settings?.matrix[topic];
  const mayDisturb = !around.isHere && !isQuiet(notification, around);
  return { isRead: false, toast: row?.inApp ?? true, browser: mayDisturb && row?.browser === true };
}

function isMuted({ isUrgent, ticketId }: Notification, { settings }: Around): boolean {
  return !isUrgent && settings?.mutedBoards.includes(boardIdOf(ticketId) ?? '') === true;
}

function isQuiet({ isUrgent }: Notification, { profile, now }: Around): boolean {
  return !isUrgent && availabilityOf(profile, new Date(now)) === 'quietHours';
}

/** The ticket that an address shows, on its own page or beside a board. */
export function ticketShownAt(route: Route, query: URLSearchParams): TicketId | undefined {
  if (route.page === 'ticket') return route.ticketId;
  return route.page === 'board' ? (query.get('peek') ?? undefined) : undefined;
}
