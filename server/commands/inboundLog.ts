import type { Refusal } from '../../shared/domain/refusals.ts';
import { refusals } from '../../shared/domain/refusals.ts';
import type { DeliveryTry, InboundReply } from '../../shared/protocol/machines.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Records } from '../ports/records.ts';
import { type KeptDelivery, changeDelivery, deliveryRecord, pruneDeliveries, withTry } from './webhookDeliveries.ts';
import { timedId } from './webhookRecords.ts';

interface Ports {
  readonly records: Records;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Noted {
  readonly webhookId: string;
  readonly body: Uint8Array;
  readonly at: Date;
  /** Of `performance.now()`. */
  readonly startedAt: number;
}

const keptBytes = 64 * 1024;
/** Whoever could not prove anything gets no room to fill. */
const keptBytesUnproven = 1024;
const mostRefusedPerMinute = 20;
const pruneEvery = 50;

/** Writes down what came in through inbound webhooks, so that somebody can see why a sender is refused. */
export class ReceivedLog {
  readonly #refused = new Map<string, { minute: number; count: number }>();
  #written = 0;

  /** A delivery that came again is the same row with one more try. */
  async taken(ports: Ports, noted: Noted & { logId: string; reply: InboundReply }): Promise<void> {
    const { webhookId, logId, reply } = noted;
    const problem = reply.repeated ? 'It had been taken in before: nothing happened again.' : null;
    const tried = tryOf(noted, { status: 200, problem });
    const id = `${logId}-${webhookId}`;
    const fresh = { ...rowOf(noted, id), state: 'delivered' as const, ticketId: reply.ticketId, tries: [tried] };
    if (await ports.records.create('delivery', deliveryRecord(webhookId, fresh))) await this.#prune(ports, webhookId);
    else await changeDelivery(ports.records, { webhookId, id }, (known) => withTry(known, tried));
  }

  async refused(ports: Ports, noted: Noted & { refusal: Refusal; proves: boolean }): Promise<void> {
    const { webhookId, refusal, proves, at } = noted;
    if (!this.#hasRoom(webhookId, at)) return;
    const tried = tryOf(noted, { status: refusals[refusal.code].status, problem: sentenceOf(refusal) });
    const id = `${timedId(at, ports.newId().slice(0, 8))}-${webhookId}`;
    const body = proves ? noted.body : noted.body.subarray(0, keptBytesUnproven);
    const row = { ...rowOf({ ...noted, body }, id), state: 'refused' as const, tries: [tried] };
    await ports.records.create('delivery', deliveryRecord(webhookId, row));
    await this.#prune(ports, webhookId);
  }

  #hasRoom(webhookId: string, at: Date): boolean {
    const minute = Math.floor(at.getTime() / 60_000);
    const known = this.#refused.get(webhookId);
    const count = known?.minute === minute ? known.count + 1 : 1;
    this.#refused.set(webhookId, { minute, count });
    return count <= mostRefusedPerMinute;
  }

  async #prune({ records }: Ports, webhookId: string): Promise<void> {
    this.#written += 1;
    if (this.#written % pruneEvery === 0) await pruneDeliveries(records, webhookId);
  }
}

function rowOf({ body, at }: Noted, id: string): Omit<KeptDelivery, 'state'> {
  return {
    id,
    topic: 'received',
    at: at.toISOString(),
    nextTryAt: null,
    tries: [],
    body: Buffer.from(body.subarray(0, keptBytes)).toString('utf8'),
    messageId: '',
    ticketId: null,
    place: 0,
  };
}

function tryOf({ at, startedAt }: Noted, { status, problem }: Pick<DeliveryTry, 'status' | 'problem'>): DeliveryTry {
  return { at: at.toISOString(), status, problem, ms: Math.round(performance.now() - startedAt) };
}

function sentenceOf({ message, details }: Refusal): string {
  const { problems = [], reason } = (details ?? {}) as {
    problems?: { field: string; message: string }[];
    reason?: string;
  };
  const fields = problems.map((one) => `${one.field}: ${one.message}`);
  return [message, ...(reason === undefined ? [] : [reason]), ...fields].join(' ').slice(0, 500);
}
