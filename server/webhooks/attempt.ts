import type { DeliveryTry } from '../../shared/protocol/machines.ts';
import type { KeptDelivery } from '../commands/webhookDeliveries.ts';
import { type Webhook, secretIsAbout } from '../commands/webhookRecords.ts';
import { signatureOf } from '../commands/webhookSignature.ts';
import type { SendPorts } from './ports.ts';
import { post } from './post.ts';

/** One try to send a delivery, whatever comes of it; signed afresh, under the id it always has. */
export async function attempt(
  { secrets, clock, egress }: Pick<SendPorts, 'secrets' | 'clock' | 'egress'>,
  webhook: Webhook,
  { messageId, body }: Pick<KeptDelivery, 'messageId' | 'body'>,
): Promise<DeliveryTry> {
  const at = clock.now();
  const startedAt = performance.now();
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const bytes = Buffer.from(body);
  const secret = secretOf(secrets, webhook);
  if (secret === undefined) return { at: at.toISOString(), status: null, problem: unreadable, ms: 0 };
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Swarmboard-Webhooks/1',
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(secret, { id: messageId, timestamp, body: bytes }),
  };
  const { status, problem } = await post({ url: webhook.url, headers, body: bytes }, egress);
  return { at: at.toISOString(), status, problem, ms: Math.round(performance.now() - startedAt) };
}

export function isDelivered({ problem }: DeliveryTry): boolean {
  return problem === null;
}

const unreadable = 'The secret can no longer be read on this server: renew it.';

/** It was sealed under a key of this server; with another key (`SESSION_SECRET`) it does not open. */
function secretOf(secrets: SendPorts['secrets'], { id, sealedSecret }: Webhook): string | undefined {
  try {
    return secrets.open(sealedSecret, secretIsAbout(id));
  } catch {
    return undefined;
  }
}
