import type { Entry } from '../../shared/domain/entry.ts';
import type { AccessEvent } from '../../shared/domain/events.ts';
import { type Webhook, type WebhookKept, changeRecord, listWebhooks, progressOf } from '../commands/webhookRecords.ts';
import { Lease } from './lease.ts';
import type { SendPorts } from './ports.ts';
import { Sending, isBehind } from './sending.ts';

const lookEveryMs = 1_000;
/** Settings are read again at once when somebody changes them; this is for what might have been missed. */
const readAgainEveryMs = 60_000;

/**
 * Tells others what happens on the boards. The boards' logs are the outbox: nothing is noted when something happens, so
 * a slow receiver slows nobody, and nothing is lost when a server dies. Of several servers one sends for a webhook.
 */
export class WebhookSender {
  readonly #ports: SendPorts;
  readonly #name: string;
  readonly #sending = new Map<string, Sending>();
  #webhooks: readonly Webhook[] = [];
  #readAt = 0;
  #round: Promise<void> | undefined;
  readonly #stops: (() => void)[] = [];

  constructor(ports: SendPorts) {
    this.#ports = ports;
    this.#name = ports.newId();
  }

  start(): void {
    const looking = setInterval(() => {
      this.#look();
    }, lookEveryMs);
    this.#stops.push(
      () => {
        clearInterval(looking);
      },
      this.#ports.accessEvents.listen((entries) => {
        if (entries.some(isAboutWebhooks)) this.#readAt = 0;
      }),
    );
  }

  /** Waits for what is on its way; all else waits in the store for whoever sends next. */
  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    await this.#round;
    await Promise.all([...this.#sending.values()].map((sending) => sending.stop().catch(() => undefined)));
    this.#sending.clear();
  }

  #look(): void {
    this.#round ??= this.#goRound()
      .catch((reason: unknown) => {
        this.#ports.report(reason, 'sending webhooks');
      })
      .finally(() => {
        this.#round = undefined;
      });
  }

  async #goRound(): Promise<void> {
    await this.#readSettings();
    const active = this.#webhooks.filter(({ direction, paused }) => direction === 'out' && !paused);
    for (const [id, sending] of this.#sending) {
      if (active.some((webhook) => webhook.id === id)) continue;
      this.#sending.delete(id);
      await sending.stop();
    }
    if (active.length === 0) return;
    const heads = await this.#ports.heads();
    await Promise.all(active.map((webhook) => this.#serve(webhook, heads)));
  }

  async #readSettings(): Promise<void> {
    const now = this.#ports.clock.now().getTime();
    if (now - this.#readAt < readAgainEveryMs) return;
    this.#readAt = now;
    this.#webhooks = await listWebhooks(this.#ports.records).catch((reason: unknown) => {
      this.#readAt = 0;
      throw reason;
    });
  }

  async #serve(webhook: Webhook, heads: ReadonlyMap<string, number>): Promise<void> {
    const sending = this.#sending.get(webhook.id) ?? (await this.#begin(webhook, heads));
    if (!sending) return;
    if (!(await sending.round(webhook, heads))) this.#sending.delete(webhook.id);
  }

  async #begin(webhook: Webhook, heads: ReadonlyMap<string, number>): Promise<Sending | undefined> {
    const now = this.#ports.clock.now().toISOString();
    const who = { place: progressOf(webhook.id), holder: this.#name };
    const lease = await Lease.take(this.#ports, who, ({ cursors, dueAt }) => {
      return (dueAt !== null && dueAt <= now) || isBehind(webhook, cursors, heads);
    });
    if (!lease) return undefined;
    const sending = new Sending(this.#ports, { lease, webhook }, (gone) => {
      void this.#pause(gone);
    });
    await sending.load();
    this.#sending.set(webhook.id, sending);
    return sending;
  }

  /** The receiver has said that it is gone: nothing more is sent until somebody looks after it. */
  async #pause({ id }: Webhook): Promise<void> {
    const { records, accessEvents, newId, report } = this.#ports;
    try {
      await changeRecord<WebhookKept>(records, { kind: 'webhook', id }, (now) => ({ value: { ...now, paused: true } }));
      await accessEvents.write({
        commandId: newId(),
        person: 'server',
        entrance: { door: 'server' },
        decide: () => [{ type: 'webhookChanged', webhook: id }],
      });
    } catch (reason) {
      report(reason, 'pausing a webhook');
    }
  }
}

function isAboutWebhooks({ events }: Entry<AccessEvent>): boolean {
  return events.some(({ type }) => type.startsWith('webhook'));
}
