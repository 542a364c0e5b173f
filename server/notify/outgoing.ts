import {
  type NotifyDeliveryKept,
  type OpenDelivery,
  changeOpen,
  findOpen,
  listOpen,
  pruneNotifyDeliveries,
  withTry,
} from '../commands/notificationDeliveries.ts';
import { type KeptNotification, findNotification } from '../commands/notificationRecords.ts';
import { settingsOf } from '../commands/notificationSettings.ts';
import { nextTryAfter } from '../webhooks/backoff.ts';
import { type Recipient, attempt } from './attempt.ts';
import { countTry } from './counters.ts';
import { isStillWanted } from './stillWanted.ts';
import type { NotifyPorts, Sent } from './ports.ts';
import { quietUntil } from './quiet.ts';

const atOnce = 4;
const afterTroubleMs = 5_000;
const pruneEvery = 50;

/** What is on its way out, as long as this server is the one that sends. */
export class Outgoing {
  readonly #ports: NotifyPorts;
  readonly #open = new Map<string, OpenDelivery>();
  /** By person and channel: one thing after the other. */
  readonly #inFlight = new Map<string, Promise<void>>();
  #isStopping = false;
  #done = 0;

  constructor(ports: NotifyPorts) {
    this.#ports = ports;
  }

  async load(): Promise<void> {
    this.clear();
    this.add(await listOpen(this.#ports.records));
  }

  add(deliveries: readonly OpenDelivery[]): void {
    for (const delivery of deliveries) this.#open.set(delivery.id, delivery);
  }

  /** It is no longer for this server to send. */
  clear(): void {
    this.#open.clear();
  }

  get isIdle(): boolean {
    return this.#inFlight.size === 0;
  }

  /** Null: nothing waits. */
  nextDueAt(): string | null {
    let next: string | null = null;
    for (const { nextTryAt } of this.#open.values()) {
      const at = nextTryAt ?? '';
      if (next === null || at < next) next = at;
    }
    return next;
  }

  /** Starts what is due. */
  pump(): void {
    if (this.#isStopping) return;
    const now = this.#ports.clock.now().toISOString();
    const due = [...this.#open.values()].filter(({ nextTryAt }) => (nextTryAt ?? '') <= now);
    for (const delivery of due.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      if (this.#inFlight.size >= atOnce) return;
      const line = `${delivery.person} ${delivery.channel}`;
      if (this.#inFlight.has(line)) continue;
      const sending = this.#send(this.#withOthers(delivery)).finally(() => {
        this.#inFlight.delete(line);
        this.pump();
      });
      this.#inFlight.set(line, sending);
    }
  }

  /** Starts nothing more and waits for what is on its way. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await Promise.all(this.#inFlight.values());
  }

  /** E-mails that may be gathered go out together as soon as one of them is due. */
  #withOthers(delivery: OpenDelivery): OpenDelivery[] {
    if (!delivery.gathers) return [delivery];
    const others = [...this.#open.values()].filter(({ id, person, channel, gathers }) => {
      return gathers && id !== delivery.id && person === delivery.person && channel === delivery.channel;
    });
    return [delivery, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async #send(batch: readonly OpenDelivery[]): Promise<void> {
    try {
      const ready = await this.#readyOf(batch);
      const [first] = ready;
      if (!first) return;
      const { delivery, to } = first;
      const told = ready.map(({ notification }) => notification);
      const channel = delivery.channel === 'chat' ? 'chat' : 'email';
      const sent = await attempt(this.#ports, to, { channel, id: delivery.id, told });
      countTry(channel, sent.problem === null);
      // The one that named the message goes last: cut off in between, it is sent again under the same name.
      for (const { delivery: one } of [...ready].reverse()) await this.#settle(one, sent);
      this.#done += 1;
      if (this.#done % pruneEvery === 0) await pruneNotifyDeliveries(this.#ports.records, delivery.person);
    } catch (reason) {
      this.#ports.report(reason, 'sending a notification');
      const nextTryAt = new Date(this.#ports.clock.now().getTime() + afterTroubleMs).toISOString();
      for (const { id } of batch) {
        const open = this.#open.get(id);
        if (open) this.#open.set(id, { ...open, nextTryAt });
      }
    }
  }

  /** Those that are still to be sent now; the others are done, or wait for the end of quiet hours. */
  async #readyOf(batch: readonly OpenDelivery[]): Promise<Ready[]> {
    const ready: Ready[] = [];
    for (const { id } of batch) {
      const delivery = await findOpen(this.#ports.records, id);
      if (!delivery) {
        this.#open.delete(id);
        continue;
      }
      const one = await this.#ready(delivery);
      if (one) ready.push(one);
    }
    return ready;
  }

  async #ready(delivery: OpenDelivery): Promise<Ready | undefined> {
    const { people, records, clock } = this.#ports;
    const person = people.state.people.get(delivery.person);
    const settings = await settingsOf(records, delivery.person);
    const notification = await findNotification(records, delivery.notification);
    if (!person || !notification) {
      // Erased or forgotten meanwhile: no trace of it is kept.
      await records.remove('notifyDelivery', delivery.id);
      this.#open.delete(delivery.id);
      return undefined;
    }
    if (!(await isStillWanted(this.#ports, { delivery, notification, person, settings }))) {
      await this.#change(delivery.id, (now) => ({ ...now, state: 'skipped', nextTryAt: null }));
      return undefined;
    }
    const quiet = delivery.isUrgent ? null : quietUntil(person.profile, clock.now());
    if (quiet) {
      await this.#change(delivery.id, (now) => ({ ...now, state: 'held', nextTryAt: quiet.toISOString() }));
      return undefined;
    }
    return { delivery, notification, to: { person, settings } };
  }

  async #settle({ id }: OpenDelivery, { problem, isFinal }: Sent): Promise<void> {
    const now = this.#ports.clock.now();
    await this.#change(id, (delivery) => {
      const tried = { at: now.toISOString(), problem };
      if (problem === null) return withTry(delivery, tried, { state: 'delivered', nextTryAt: null });
      const nextTryAt = isFinal ? null : nextTryAfter(delivery.tries.length + 1, now);
      return withTry(delivery, tried, { state: nextTryAt === null ? 'failed' : 'waiting', nextTryAt });
    });
  }

  async #change(id: string, change: (delivery: NotifyDeliveryKept) => NotifyDeliveryKept): Promise<void> {
    const open = await changeOpen(this.#ports.records, id, change);
    if (open) this.#open.set(id, open);
    else this.#open.delete(id);
  }
}

interface Ready {
  readonly delivery: OpenDelivery;
  readonly notification: KeptNotification;
  readonly to: Recipient;
}
