import type { Delivery, DeliveryTry } from '../../shared/protocol/machines.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Kept, NewRecord, Records } from '../ports/records.ts';
import { changeRecord } from './webhookRecords.ts';

/** A delivery as it is kept: `body` is whole, to be sent again exactly as it was. */
export interface DeliveryKept {
  readonly topic: string;
  readonly state: Delivery['state'];
  readonly at: string;
  readonly nextTryAt: string | null;
  readonly tries: readonly DeliveryTry[];
  readonly body: string;
  /** `webhook-id`: the same over all tries. */
  readonly messageId: string;
  readonly ticketId: string | null;
  /** Its place among the deliveries of its board. */
  readonly place: number;
}

export type KeptDelivery = DeliveryKept & { readonly id: string };

export const keepDays = 30;
const keepMost = 1000;
const mostTriesKept = 20;
const shownBytes = 64 * 1024;

/** What waits to be sent is a group of its own, so that it is found at once among thousands of done ones. */
export function waitingGroup(webhookId: string): string {
  return `${webhookId}:waiting`;
}

export function deliveryRecord(webhookId: string, { id, ...value }: KeptDelivery): NewRecord & { group: string } {
  const group = value.state === 'waiting' ? waitingGroup(webhookId) : webhookId;
  const expiresAt = new Date(Date.parse(value.at) + keepDays * 24 * 60 * 60 * 1000).toISOString();
  return { id, group, expiresAt, value };
}

/** What a try has changed, with the latest tries only. */
export function withTry(delivery: KeptDelivery, tried: DeliveryTry, after: Partial<DeliveryKept> = {}): KeptDelivery {
  return { ...delivery, ...after, tries: [...delivery.tries, tried].slice(-mostTriesKept) };
}

/** Throws Refusal `deliveryNotFound`, also for one of another webhook. */
export async function findDelivery(records: Records, webhookId: string, id: string): Promise<KeptDelivery> {
  const kept = await records.find('delivery', id);
  if (!kept || (kept.group !== webhookId && kept.group !== waitingGroup(webhookId))) {
    throw new Refusal('deliveryNotFound', { delivery: id });
  }
  return toDelivery(kept);
}

/** Changes one as it is now; undefined when it is gone, or `change` does not want to. */
export async function changeDelivery(
  records: Records,
  { webhookId, id }: { webhookId: string; id: string },
  change: (delivery: KeptDelivery) => KeptDelivery | undefined,
): Promise<KeptDelivery | undefined> {
  const value = await changeRecord<DeliveryKept>(records, { kind: 'delivery', id }, (now) => {
    const changed = change({ id, ...now });
    if (!changed) return undefined;
    const { group, value: next } = deliveryRecord(webhookId, changed);
    return { group, value: next as DeliveryKept };
  });
  return value && { id, ...value };
}

/** Latest first, those that wait among the others. */
export async function listDeliveries(
  records: Records,
  webhookId: string,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<{ deliveries: KeptDelivery[]; next: string | null }> {
  const page = { limit: limit + 1, ...(before !== undefined && { before }) };
  const lists = await Promise.all([
    records.list('delivery', { group: webhookId, ...page }),
    records.list('delivery', { group: waitingGroup(webhookId), ...page }),
  ]);
  const all = lists.flat().map(toDelivery);
  all.sort((a, b) => (a.id < b.id ? 1 : -1));
  const deliveries = all.slice(0, limit);
  return { deliveries, next: all.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}

/** All that waits, in no particular order. */
export async function listWaiting(records: Records, webhookId: string): Promise<KeptDelivery[]> {
  return everyOne(records, waitingGroup(webhookId));
}

/** Keeps the latest thousand that are done. */
export async function pruneDeliveries(records: Records, webhookId: string): Promise<void> {
  const oldest = (await records.list('delivery', { group: webhookId, limit: keepMost })).at(-1);
  if (!oldest) return;
  for (;;) {
    const more = await records.list('delivery', { group: webhookId, before: oldest.id, limit: 200 });
    for (const { id } of more) await records.remove('delivery', id);
    if (more.length < 200) return;
  }
}

export async function removeDeliveries(records: Records, webhookId: string): Promise<void> {
  for (const group of [waitingGroup(webhookId), webhookId]) {
    for (const { id } of await everyOne(records, group)) await records.remove('delivery', id);
  }
}

/** A delivery as the settings page shows it. */
export function toShown({ id, topic, state, at, nextTryAt, tries, body }: KeptDelivery): Delivery {
  return { id, topic, state, at, nextTryAt, tries, body: body.slice(0, shownBytes) };
}

async function everyOne(records: Records, group: string): Promise<KeptDelivery[]> {
  const all: KeptDelivery[] = [];
  let before: string | undefined;
  for (;;) {
    const page = await records.list('delivery', { group, limit: 200, ...(before !== undefined && { before }) });
    all.push(...page.map(toDelivery));
    before = page.at(-1)?.id;
    if (page.length < 200) return all;
  }
}

function toDelivery({ id, value }: Kept): KeptDelivery {
  return { id, ...(value as DeliveryKept) };
}
