import {
  type KeptDelivery,
  changeDelivery,
  findDelivery,
  listWaiting,
  pruneDeliveries,
  withTry,
} from '../commands/webhookDeliveries.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { DeliveryTry } from '../../shared/protocol/machines.ts';
import type { Records } from '../ports/records.ts';
import type { Webhook } from '../commands/webhookRecords.ts';
import { attempt, isDelivered } from './attempt.ts';
import { nextTryAfter } from './backoff.ts';
import { countTry } from './counters.ts';
import type { Lease } from './lease.ts';
import { deriveDeliveries } from './outbox.ts';
import type { SendPorts } from './ports.ts';
import { Waiting } from './waiting.ts';

/** While so many wait, no more are made: what follows is safe in the boards' logs. */
const mostWaiting = 500;
const atOnce = 4;
const pruneEvery = 50;
const afterTroubleMs = 5_000;
/** The receiver says that it is gone for good. */
const gone = 410;

/** Sends for one webhook, as long as this server has the lease. */
export class Sending {
  readonly lease: Lease;
  readonly #ports: SendPorts;
  readonly #onGone: (webhook: Webhook) => void;
  readonly #inFlight = new Map<string, Promise<void>>();
  #webhook: Webhook;
  #waiting = new Waiting([]);
  #isStopping = false;
  #done = 0;

  constructor(
    ports: SendPorts,
    { lease, webhook }: { lease: Lease; webhook: Webhook },
    onGone: (webhook: Webhook) => void,
  ) {
    this.#ports = ports;
    this.lease = lease;
    this.#webhook = webhook;
    this.#onGone = onGone;
  }

  async load(): Promise<void> {
    this.#waiting = new Waiting(await listWaiting(this.#ports.records, this.#webhook.id));
  }

  /** One round: keeps the lease, makes deliveries of what happened, starts what is due. False when the lease is gone. */
  async round(webhook: Webhook, heads: ReadonlyMap<string, number>): Promise<boolean> {
    const isOther = webhook.board !== this.#webhook.board;
    if ((isOther || this.lease.isDue) && !(await this.lease.renew())) return false;
    this.#webhook = webhook;
    await this.#derive(heads);
    this.#pump();
    if (!this.#isIdle(heads)) return true;
    if (await this.lease.release(this.#waiting.nextDueAt())) return false;
    await this.load();
    return true;
  }

  /** Starts nothing more and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#inFlight.values());
    if (this.lease.isHeld) await this.lease.release(this.#waiting.nextDueAt());
  }

  async #derive(heads: ReadonlyMap<string, number>): Promise<void> {
    for (const board of followedBoards(this.#webhook, heads)) {
      const head = heads.get(board) ?? 0;
      while ((this.lease.cursors[board] ?? 0) < head && this.#waiting.size < mostWaiting && this.lease.isHeld) {
        const after = this.lease.cursors[board] ?? 0;
        const { cursor, deliveries } = await deriveDeliveries(this.#ports, this.#webhook, { board, after });
        for (const delivery of deliveries) this.#waiting.add(delivery);
        if (cursor === after) break;
        this.lease.advance(board, cursor);
        this.#pump();
      }
    }
  }

  #isIdle(heads: ReadonlyMap<string, number>): boolean {
    if (this.#inFlight.size > 0 || isBehind(this.#webhook, this.lease.cursors, heads)) return false;
    const soon = new Date(this.#ports.clock.now().getTime() + afterTroubleMs).toISOString();
    const dueAt = this.#waiting.nextDueAt();
    return dueAt === null || dueAt > soon;
  }

  #pump(): void {
    if (this.#isStopping || !this.lease.isHeld || this.#webhook.paused) return;
    for (const delivery of this.#waiting.due(this.#ports.clock.now().toISOString())) {
      if (this.#inFlight.size >= atOnce) return;
      if (this.#inFlight.has(delivery.id)) continue;
      const sending = this.#send(delivery).finally(() => {
        this.#inFlight.delete(delivery.id);
        this.#pump();
      });
      this.#inFlight.set(delivery.id, sending);
    }
  }

  async #send(delivery: KeptDelivery): Promise<void> {
    const { records, clock, report } = this.#ports;
    const webhook = this.#webhook;
    try {
      // Sent by hand, removed or erased meanwhile: as it is now is what counts.
      const now = await findWaiting(records, webhook.id, delivery.id);
      if (!now) {
        this.#waiting.settle(delivery, undefined);
        return;
      }
      const tried = await attempt(this.#ports, webhook, now);
      countTry(isDelivered(tried));
      const after = await changeDelivery(records, { webhookId: webhook.id, id: delivery.id }, (now) =>
        now.state === 'waiting' ? afterTry(now, tried, clock.now()) : undefined,
      );
      this.#waiting.settle(delivery, after?.state === 'waiting' ? after : undefined);
      if (after && after.state !== 'waiting') await this.#prune();
      if (tried.status !== gone) return;
      this.#webhook = { ...this.#webhook, paused: true };
      this.#onGone(webhook);
    } catch (reason) {
      report(reason, 'sending a webhook');
      const nextTryAt = new Date(clock.now().getTime() + afterTroubleMs).toISOString();
      this.#waiting.settle(delivery, { ...delivery, nextTryAt });
    }
  }

  async #prune(): Promise<void> {
    this.#done += 1;
    if (this.#done % pruneEvery === 0) await pruneDeliveries(this.#ports.records, this.#webhook.id);
  }
}

async function findWaiting(records: Records, webhookId: string, id: string): Promise<KeptDelivery | undefined> {
  const found = await findDelivery(records, webhookId, id).catch((reason: unknown) => {
    if (reason instanceof Refusal && reason.code === 'deliveryNotFound') return undefined;
    throw reason;
  });
  return found?.state === 'waiting' ? found : undefined;
}

/** What a try makes of a delivery: delivered, to be tried again, or given up. */
function afterTry(delivery: KeptDelivery, tried: DeliveryTry, now: Date): KeptDelivery {
  if (isDelivered(tried)) return withTry(delivery, tried, { state: 'delivered', nextTryAt: null });
  const nextTryAt = tried.status === gone ? null : nextTryAfter(delivery.tries.length + 1, now);
  return withTry(delivery, tried, { state: nextTryAt === null ? 'failed' : 'waiting', nextTryAt });
}

/** Whether something has happened on a followed board that no delivery was made of yet. */
export function isBehind(
  webhook: Webhook,
  cursors: Readonly<Record<string, number>>,
  heads: ReadonlyMap<string, number>,
): boolean {
  return followedBoards(webhook, heads).some((board) => (cursors[board] ?? 0) < (heads.get(board) ?? 0));
}

function followedBoards({ board }: Webhook, heads: ReadonlyMap<string, number>): string[] {
  return [...heads.keys()].filter((one) => board === null || one === board);
}
