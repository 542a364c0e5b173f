import { Refusal } from '../../shared/domain/refusals.ts';
import {
  type KeptDelivery,
  changeDelivery,
  deliveryRecord,
  findDelivery,
  withTry,
} from '../commands/webhookDeliveries.ts';
import { type Webhook, findWebhook, progressOf, timedId } from '../commands/webhookRecords.ts';
import { attempt, isDelivered } from './attempt.ts';
import { countTry } from './counters.ts';
import { wake } from './lease.ts';
import { testMessage } from './message.ts';
import type { SendPorts } from './ports.ts';

/** One try, now, to see whether it arrives. */
export async function sendTest(ports: SendPorts, webhookId: string): Promise<KeptDelivery> {
  const webhook = await sentOne(ports, webhookId);
  const now = ports.clock.now();
  const at = now.toISOString();
  const messageId = `msg_${webhookId}_test_${ports.newId().slice(0, 8)}`;
  const delivery: KeptDelivery = {
    id: timedId(now, `-test-${ports.newId().slice(0, 8)}-${webhookId}`),
    topic: 'test',
    state: 'failed',
    at,
    nextTryAt: null,
    tries: [],
    body: testMessage(messageId, at),
    messageId,
    ticketId: null,
    place: 0,
  };
  const tried = await attempt(ports, webhook, delivery);
  countTry(isDelivered(tried));
  const done = withTry(delivery, tried, { state: isDelivered(tried) ? 'delivered' : 'failed' });
  await ports.records.create('delivery', deliveryRecord(webhookId, done));
  return done;
}

/** One more try of a delivery, now, exactly as it was. What waits goes on waiting when it fails. */
export async function sendAgain(
  ports: SendPorts,
  { webhookId, id }: { webhookId: string; id: string },
): Promise<KeptDelivery> {
  const webhook = await sentOne(ports, webhookId);
  const delivery = await findDelivery(ports.records, webhookId, id);
  const tried = await attempt(ports, webhook, delivery);
  countTry(isDelivered(tried));
  const after = await changeDelivery(ports.records, { webhookId, id }, (now) =>
    withTry(now, tried, isDelivered(tried) ? { state: 'delivered', nextTryAt: null } : {}),
  );
  if (!after) throw new Refusal('deliveryNotFound', { delivery: id });
  // What came behind it need not wait any longer.
  if (delivery.state === 'waiting' && after.state === 'delivered') await wake(ports, progressOf(webhookId));
  return after;
}

async function sentOne({ records }: SendPorts, id: string): Promise<Webhook> {
  const webhook = await findWebhook(records, id);
  if (webhook.direction === 'out') return webhook;
  throw new Refusal('invalidInput', { reason: 'This webhook receives; there is nothing to send.' });
}
