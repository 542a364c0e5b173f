import { createHash } from 'node:crypto';
import type { Entrance } from '../../shared/domain/entry.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { InboundReply } from '../../shared/protocol/machines.ts';
import type { Actor } from '../access/principal.ts';
import type { Clock } from '../ports/clock.ts';
import type { NewId } from '../ports/ids.ts';
import type { Kept, Records } from '../ports/records.ts';
import type { Secrets } from '../ports/secrets.ts';
import { type Inbound, type TicketPorts, bringToTicket, ticketOfKey } from './inboundTicket.ts';
import { type Webhook, findWebhook, secretIsAbout, timedId } from './webhookRecords.ts';
import { type Signed, isSigned, isTimely, newSigningSecret } from './webhookSignature.ts';

export interface InboundPorts extends TicketPorts {
  readonly records: Records;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What came to an inbound webhook's address. */
export interface Received extends Signed {
  readonly webhookId: string;
  readonly signature: string;
  readonly entrance: Entrance;
}

/** A delivery that was taken in before is known for as long as its sender may try again. */
const knownDays = 30;
const longestId = 256;

/** What is kept of a delivery, so that it takes effect once. */
interface Taken {
  readonly body: string;
  readonly isFirst: boolean;
  /** Null while it is being taken in. */
  readonly ticketId: string | null;
  /** Its place in the log of deliveries. */
  readonly logId: string;
}

/**
 * The webhook that this was signed for. Throws Refusal `signatureNotGood` for anything that is wrong with it, also
 * when there is no such webhook: nobody learns which addresses exist.
 */
export async function webhookThatSigned(
  { records, secrets, clock }: Pick<InboundPorts, 'records' | 'secrets' | 'clock'>,
  received: Received,
): Promise<{ webhook: Webhook; proves: boolean }> {
  const webhook = await findWebhook(records, received.webhookId).catch((reason: unknown) => {
    if (reason instanceof Refusal && reason.code === 'webhookNotFound') return undefined;
    throw reason;
  });
  const known = webhook?.direction === 'in' ? webhook : undefined;
  const secret = known ? secrets.open(known.sealedSecret, secretIsAbout(known.id)) : newSigningSecret();
  const isNamed = received.id !== '' && received.id.length <= longestId;
  const proves = isSigned(secret, received, received.signature) && isNamed && isTimely(received.timestamp, clock.now());
  if (!known) throw new Refusal('signatureNotGood');
  return { webhook: known, proves };
}

/**
 * Takes a proven delivery in, once: the same one again gets its first answer. Throws Refusal `deliveryDiffers` when
 * something else was taken in under its id.
 */
export async function takeIn(
  ports: InboundPorts,
  { webhook, actor }: { webhook: Webhook; actor: Actor },
  { received, inbound }: { received: Received; inbound: Inbound },
): Promise<InboundReply & { readonly logId: string }> {
  const board = webhook.board ?? '';
  const keyCommand = `in:${webhook.id}:key:${hashOf(inbound.key)}`;
  const deliveryCommand = `in:${webhook.id}:${hashOf(received.id)}`;
  const isFirst = (await ticketOfKey(ports, { board, keyCommand })) === undefined;
  const kept = await claim(ports, deliveryCommand, {
    body: hashOf(received.body),
    isFirst,
    ticketId: null,
    logId: timedId(ports.clock.now(), ports.newId().slice(0, 8)),
  });
  const taken = kept.value as Taken;
  if (taken.body !== hashOf(received.body)) throw new Refusal('deliveryDiffers');
  const { logId } = taken;
  if (taken.ticketId !== null) return { ticketId: taken.ticketId, repeated: true, logId };
  const arrival = { board, actor, inbound, keyCommand, deliveryCommand, isFirst: taken.isFirst };
  const ticketId = await bringToTicket(ports, arrival).catch(async (reason: unknown) => {
    // What was refused has not been taken in: a corrected one may come under the same id.
    if (reason instanceof Refusal && !reason.toBody().retryable) await ports.records.remove('inbound', deliveryCommand);
    throw reason;
  });
  const isMine = await ports.records.replace('inbound', { ...kept, value: { ...taken, ticketId } }, kept.revision);
  return { ticketId, repeated: !isMine, logId };
}

/** The record of this delivery: made by this call, or by whoever was first. */
async function claim({ records, clock }: InboundPorts, id: string, value: Taken): Promise<Kept> {
  const expiresAt = new Date(clock.now().getTime() + knownDays * 24 * 60 * 60 * 1000).toISOString();
  await records.create('inbound', { id, expiresAt, value });
  const kept = await records.find('inbound', id);
  if (!kept) throw new Refusal('storeUnavailable');
  return kept;
}

function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
