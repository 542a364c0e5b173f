import type { NotificationTopic } from '../../shared/domain/notification.ts';
import type { PersonId } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { NotificationDelivery } from '../../shared/protocol/notifications.ts';
import type { Kept, NewRecord, Records } from '../ports/records.ts';
import { changeRecord } from './webhookRecords.ts';

/** One notification on its way to one person through one channel; a digest is several that go out together. */
export interface NotifyDeliveryKept {
  readonly person: PersonId;
  readonly channel: NotificationDelivery['channel'];
  readonly at: string;
  readonly subject: string;
  readonly state: NotificationDelivery['state'];
  readonly nextTryAt: string | null;
  readonly tries: NotificationDelivery['tries'];
  /** Null: a test. */
  readonly notification: string | null;
  readonly ticketId: TicketId | null;
  readonly topic: NotificationTopic | 'test';
  readonly isUrgent: boolean;
  /** Goes out together with others. */
  readonly gathers: boolean;
}

export type KeptNotifyDelivery = NotifyDeliveryKept & { readonly id: string };
export type OpenDelivery = KeptNotifyDelivery & { readonly notification: string };

const keepDays = 30;
const keepMost = 500;
const mostTriesKept = 20;
const pageSize = 200;

/** What is not done yet, of everybody: whoever sends next finds it at once. */
export const openGroup = 'open';

export function isOpen({ state }: Pick<NotifyDeliveryKept, 'state'>): boolean {
  return state === 'held' || state === 'waiting';
}

export function notifyDeliveryRecord({ id, ...value }: KeptNotifyDelivery): NewRecord & { group: string } {
  const expiresAt = new Date(Date.parse(value.at) + keepDays * 24 * 60 * 60 * 1000).toISOString();
  return { id, group: isOpen(value) ? openGroup : value.person, expiresAt, value };
}

export function withTry(
  delivery: NotifyDeliveryKept,
  tried: { at: string; problem: string | null },
  after: Partial<NotifyDeliveryKept>,
): NotifyDeliveryKept {
  return { ...delivery, ...after, tries: [...delivery.tries, tried].slice(-mostTriesKept) };
}

/** One that is still to be sent; undefined when it is done or gone. */
export async function findOpen(records: Records, id: string): Promise<OpenDelivery | undefined> {
  const kept = await records.find('notifyDelivery', id);
  return kept?.group === openGroup ? (toDelivery(kept) as OpenDelivery) : undefined;
}

/** Changes one as it is now, unless it is done or gone. */
export async function changeOpen(
  records: Records,
  id: string,
  change: (delivery: NotifyDeliveryKept) => NotifyDeliveryKept,
): Promise<OpenDelivery | undefined> {
  const value = await changeRecord<NotifyDeliveryKept>(records, { kind: 'notifyDelivery', id }, (now) => {
    if (!isOpen(now)) return undefined;
    const changed = change(now);
    return { value: changed, group: notifyDeliveryRecord({ id, ...changed }).group };
  });
  return value && isOpen(value) ? ({ id, ...value } as OpenDelivery) : undefined;
}

export async function listOpen(records: Records): Promise<OpenDelivery[]> {
  return (await everyOne(records, openGroup)) as OpenDelivery[];
}

/** Latest first, those on their way among the others. */
export async function listNotifyDeliveries(
  records: Records,
  person: PersonId,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ deliveries: KeptNotifyDelivery[]; next: string | null }> {
  const done = await records.list('notifyDelivery', {
    group: person,
    limit: limit + 1,
    ...(before !== undefined && { before }),
  });
  const open = (await listOpen(records)).filter((one) => one.person === person);
  const all = [...done.map(toDelivery), ...open.filter(({ id }) => before === undefined || id < before)];
  all.sort((a, b) => (a.id < b.id ? 1 : -1));
  const deliveries = all.slice(0, limit);
  return { deliveries, next: all.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}

export async function pruneNotifyDeliveries(records: Records, person: PersonId): Promise<void> {
  const oldest = (await records.list('notifyDelivery', { group: person, limit: keepMost })).at(-1);
  if (!oldest) return;
  const more = await records.list('notifyDelivery', { group: person, before: oldest.id, limit: pageSize });
  for (const { id } of more) await records.remove('notifyDelivery', id);
}

export function toShownDelivery({ id, channel, at, subject, state, nextTryAt, tries }: KeptNotifyDelivery) {
  return { id, channel, at, subject, state, nextTryAt, tries } satisfies NotificationDelivery;
}

export async function everyOne(records: Records, group: string): Promise<KeptNotifyDelivery[]> {
  const all: KeptNotifyDelivery[] = [];
  for (let before: string | undefined; ;) {
    const page = await records.list('notifyDelivery', {
      group,
      limit: pageSize,
      ...(before !== undefined && { before }),
    });
    all.push(...page.map(toDelivery));
    if (page.length < pageSize) return all;
    before = page.at(-1)?.id;
  }
}

function toDelivery({ id, value }: Kept): KeptNotifyDelivery {
  return { id, ...(value as NotifyDeliveryKept) };
}
