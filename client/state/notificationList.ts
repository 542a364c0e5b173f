import type { Notification } from '../../shared/protocol/notifications.ts';

type List = readonly Notification[];

export function isUnread({ readAt }: Pick<Notification, 'readAt'>): boolean {
  return readAt === null;
}

/** Those with these ids are read now. */
export function withRead(list: List, ids: readonly string[]): List {
  const readAt = new Date().toISOString();
  return list.map((one) => (isUnread(one) && ids.includes(one.id) ? { ...one, readAt } : one));
}

/** Which of these are unread and about that ticket. */
export function unreadOf(list: List, ticketId: string): string[] {
  return list.filter((one) => isUnread(one) && one.ticketId === ticketId).map(({ id }) => id);
}

export interface Day {
  readonly title: string;
  readonly notifications: readonly Notification[];
}

/** As they come, under the day on which they happened where the reader is. `now` is in milliseconds since 1970. */
export function byDay(notifications: readonly Notification[], now: number): Day[] {
  const days: { title: string; notifications: Notification[] }[] = [];
  for (const notification of notifications) {
    const title = dayName(new Date(notification.at), new Date(now));
    const last = days.at(-1);
    if (last?.title === title) last.notifications.push(notification);
    else days.push({ title, notifications: [notification] });
  }
  return days;
}

const withWeekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const withYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

function dayName(at: Date, now: Date): string {
  const daysAgo = Math.round((midnightOf(now) - midnightOf(at)) / 86_400_000);
  if (daysAgo <= 0) return 'Today';
  if (daysAgo === 1) return 'Yesterday';
  return (at.getFullYear() === now.getFullYear() ? withWeekday : withYear).format(at);
}

/** Rounding evens out the days on which the clocks change. */
function midnightOf(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
