import { type Channel, type NotificationTopic, matrixOf, waitsForAnswer } from '../../shared/domain/notification.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { NotifySettings } from '../commands/notificationSettings.ts';
import { quietUntil } from './quiet.ts';

export interface Asking {
  readonly topic: NotificationTopic;
  readonly board: string;
  readonly isUrgent: boolean;
}

/** The channels that somebody wants to hear of this through; none when the board is muted. */
export function channelsFor({ matrix, mutedBoards }: NotifySettings, { topic, board, isUrgent }: Asking): Channel[] {
  if (mutedBoards.includes(board) && !isUrgent) return [];
  const row = matrixOf(matrix)[topic];
  return (Object.keys(row) as Channel[]).filter((channel) => row[channel]);
}

export interface Plan {
  readonly gathers: boolean;
  readonly state: 'held' | 'waiting';
  readonly nextTryAt: string;
}

/** When it goes out: e-mails that nobody waits for are gathered, and what is not urgent waits for the end of quiet hours. */
export function planFor(
  { topic, isUrgent, channel }: Pick<Asking, 'topic' | 'isUrgent'> & { channel: Channel },
  { settings, person, now }: { settings: NotifySettings; person: Person; now: Date },
): Plan {
  const gathers = channel === 'email' && !isUrgent && !waitsForAnswer(topic);
  const ready = new Date(now.getTime() + (gathers ? settings.gather * 60_000 : 0));
  const due = (isUrgent ? null : quietUntil(person.profile, ready)) ?? ready;
  return { gathers, state: due > now ? 'held' : 'waiting', nextTryAt: due.toISOString() };
}
