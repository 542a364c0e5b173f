import type { NotificationTopic } from '../../shared/domain/notification.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { Notification } from '../../shared/protocol/notifications.ts';
import type { Kept, NewRecord, Records } from '../ports/records.ts';
import { changeRecord } from './webhookRecords.ts';

/** What somebody was told. */
export interface NotificationKept {
  readonly topic: NotificationTopic;
  readonly at: string;
  readonly ticketId: TicketId;
  readonly ticketTitle: string;
  readonly by: PersonId;
  readonly text: string;
  readonly isUrgent: boolean;
  readonly readAt: string | null;
  /** Not in the app when that is off: then it is kept for what is sent. */
  readonly isShown: boolean;
  readonly brief?: BriefTold;
}

/** What a tag's brief says in a few lines, as it was when the tag was raised. */
export interface BriefTold {
  readonly problem: string;
  readonly ask: string;
  readonly missing: readonly string[];
  readonly blocked: boolean;
  readonly neededBy: string | null;
}

export type KeptNotification = NotificationKept & { readonly id: string; readonly person: PersonId };

const keepDays = 90;
export const keepMost = 500;

/** What is unread is a group of its own, so that it is counted without reading the rest. */
export const unreadGroup = (person: PersonId) => `${person}:unread`;
const elsewhereGroup = (person: PersonId) => `${person}:elsewhere`;

/** All groups in which there may be something for this person. */
export function groupsOf(person: PersonId): readonly string[] {
  return [person, unreadGroup(person), elsewhereGroup(person)];
}

export function notificationRecord({ id, person, ...value }: KeptNotification): NewRecord {
  const expiresAt = new Date(Date.parse(value.at) + keepDays * 24 * 60 * 60 * 1000).toISOString();
  return { id, group: groupOf(person, value), expiresAt, value };
}

function groupOf(person: PersonId, { isShown, readAt }: NotificationKept): string {
  if (!isShown) return elsewhereGroup(person);
  return readAt === null ? unreadGroup(person) : person;
}

export async function findNotification(records: Records, id: string): Promise<KeptNotification | undefined> {
  const kept = await records.find('notification', id);
  return kept && toNotification(kept);
}

/** Latest first. */
export async function listNotifications(
  records: Records,
  person: PersonId,
  { before, limit, unread }: { before?: string | undefined; limit: number; unread: boolean },
): Promise<{ notifications: KeptNotification[]; next: string | null }> {
  const page = { limit: limit + 1, ...(before !== undefined && { before }) };
  const groups = unread ? [unreadGroup(person)] : [unreadGroup(person), person];
  const lists = await Promise.all(groups.map((group) => records.list('notification', { group, ...page })));
  const all = lists.flat().map(toNotification);
  all.sort((a, b) => (a.id < b.id ? 1 : -1));
  const notifications = all.slice(0, limit);
  return { notifications, next: all.length > limit ? (notifications.at(-1)?.id ?? null) : null };
}

/** At most as many as are kept. */
export async function countUnread(records: Records, person: PersonId): Promise<number> {
  return (await records.list('notification', { group: unreadGroup(person), limit: keepMost })).length;
}

/** These, as far as they are this person's, or all. */
export async function markRead(
  records: Records,
  person: PersonId,
  { ids, at }: { ids: readonly string[] | undefined; at: string },
): Promise<void> {
  const unread = await records.list('notification', { group: unreadGroup(person), limit: keepMost });
  const meant = unread.filter(({ id }) => ids === undefined || ids.includes(id));
  for (const { id } of meant) {
    await changeRecord<NotificationKept>(records, { kind: 'notification', id }, (now, { group }) =>
      group === unreadGroup(person) ? { value: { ...now, readAt: at }, group: person } : undefined,
    );
  }
}

/** Keeps the latest; doing so now and then is enough. */
export async function pruneNotifications(records: Records, person: PersonId): Promise<void> {
  for (const group of groupsOf(person)) {
    const oldest = (await records.list('notification', { group, limit: keepMost })).at(-1);
    if (!oldest) continue;
    const more = await records.list('notification', { group, before: oldest.id, limit: keepMost });
    for (const { id } of more) await records.remove('notification', id);
  }
}

export function toShown(kept: KeptNotification): Notification {
  const { id, topic, at, ticketId, ticketTitle, by, text, isUrgent, readAt } = kept;
  return { id, topic, at, ticketId, ticketTitle, by, text, isUrgent, readAt };
}

function toNotification({ id, group, value }: Kept): KeptNotification {
  return { id, person: group.replace(/:(unread|elsewhere)$/, ''), ...(value as NotificationKept) };
}
