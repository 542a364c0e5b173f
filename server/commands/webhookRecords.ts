import { Refusal } from '../../shared/domain/refusals.ts';
import type { WebhookTopic } from '../../shared/protocol/machines.ts';
import type { Kept, NewRecord, RecordKind, Records } from '../ports/records.ts';

/** What somebody has set up; the secret is sealed for `secretOf`. */
export interface WebhookKept {
  readonly direction: 'in' | 'out';
  readonly name: string;
  /** Where it is sent; empty for an inbound one. */
  readonly url: string;
  readonly board: string | null;
  readonly topics: readonly WebhookTopic[];
  readonly paused: boolean;
  /** The machine that an inbound webhook acts as. */
  readonly person: string | null;
  readonly createdAt: string;
  readonly sealedSecret: string;
}

export type Webhook = WebhookKept & { readonly id: string };

/**
 * How far an outbound webhook has come. Kept apart from its settings: only who holds the lease writes here, many times,
 * and people who change the settings do not get in the way.
 */
export interface Progress {
  /** The server that sends for it until `until`; empty: nobody. */
  readonly holder: string;
  readonly until: string;
  /** By board: the last entry that deliveries have been made of. */
  readonly cursors: Readonly<Record<string, number>>;
  /** When something that waits is due; null: nothing waits. */
  readonly dueAt: string | null;
}

const progressGroup = 'progress';

export function progressRecord(webhookId: string, value: Progress) {
  return { id: progressOf(webhookId).id, group: progressGroup, value };
}

/** Where something is kept. */
export interface RecordPlace {
  readonly kind: RecordKind;
  readonly id: string;
}

export function progressOf(webhookId: string): RecordPlace {
  return { kind: 'webhook', id: `${webhookId}:progress` };
}

export async function findProgress(
  records: Records,
  { kind, id }: RecordPlace,
): Promise<{ progress: Progress; revision: number; record: NewRecord } | undefined> {
  const kept = await records.find(kind, id);
  return (
    kept && {
      progress: kept.value as Progress,
      revision: kept.revision,
      record: { id, group: kept.group, value: kept.value },
    }
  );
}

export function secretIsAbout(webhookId: string): string {
  return `webhook ${webhookId}`;
}

/** Ids begin with their time, so that records list in its order. */
export function timedId(at: Date, rest: string): string {
  return `${at.getTime().toString(36).padStart(9, '0')}${rest}`;
}

/** Throws Refusal `webhookNotFound`. */
export async function findWebhook(records: Records, id: string): Promise<Webhook> {
  const kept = await records.find('webhook', id);
  if (kept?.group !== '') throw new Refusal('webhookNotFound', { webhook: id });
  return toWebhook(kept);
}

const mostWebhooks = 500;

/** All of them, latest first. */
export async function listWebhooks(records: Records): Promise<Webhook[]> {
  return (await records.list('webhook', { group: '', limit: mostWebhooks })).map(toWebhook);
}

function toWebhook({ id, value }: Kept): Webhook {
  return { id, ...(value as WebhookKept) };
}

const mostTries = 20;

/** Changes a record whoever else changes it at the same moment; undefined when there is none, or `change` gave none. */
export async function changeRecord<T>(
  records: Records,
  { kind, id }: RecordPlace,
  change: (value: T, kept: Kept) => { value: T; group?: string; expiresAt?: string } | undefined,
): Promise<T | undefined> {
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const kept = await records.find(kind, id);
    if (!kept) return undefined;
    const changed = change(kept.value as T, kept);
    if (!changed) return undefined;
    const { group = kept.group, expiresAt = kept.expiresAt, value } = changed;
    if (await records.replace(kind, { id, group, expiresAt, value }, kept.revision)) return value;
  }
  throw new Refusal('storeUnavailable');
}
