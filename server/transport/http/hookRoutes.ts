import { StringDecoder } from 'node:string_decoder';
import type { Request } from 'express';
import { Refusal } from '../../../shared/domain/refusals.ts';
import { type InboundReply, inboundSchema } from '../../../shared/protocol/machines.ts';
import { presentPerson } from '../../access/whoIs.ts';
import { type Received, takeIn, webhookThatSigned } from '../../commands/inbound.ts';
import { ReceivedLog } from '../../commands/inboundLog.ts';
import type { Webhook } from '../../commands/webhookRecords.ts';
import { toRefusal } from '../answer.ts';
import type { Inside } from '../doors.ts';
import { parse } from '../parse.ts';
import { type Call, type Route, param, route } from './route.ts';

const largestBodyBytes = 256 * 1024;

/** Where others tell us of their tickets. */
export function hookRoutes(): Route[] {
  const log = new ReceivedLog();
  return [
    route({
      method: 'post',
      path: '/hooks/:webhook',
      summary: 'Open or change a ticket from outside; signed as Standard Webhooks says',
      access: 'signed',
      body: 'stream',
      reply: 'InboundReply',
      handle: async (inside, call): Promise<InboundReply> => {
        const received = await receivedBy(call);
        const ports = { ...inside, records: inside.store.records };
        const { webhook, proves } = await webhookThatSigned(ports, received);
        const startedAt = performance.now();
        const note = { webhookId: webhook.id, body: received.body, at: inside.clock.now(), startedAt };
        try {
          if (!proves) throw new Refusal('signatureNotGood');
          const { logId, ...reply } = await receive(inside, webhook, received);
          await log.taken(ports, { ...note, logId, reply }).catch((reason: unknown) => {
            inside.report(reason, 'the log of a webhook');
          });
          return reply;
        } catch (reason) {
          const refusal = toRefusal(reason, inside.report);
          await log.refused(ports, { ...note, refusal, proves }).catch(() => undefined);
          throw refusal;
        }
      },
    }),
  ];
}

async function receive(inside: Inside, webhook: Webhook, received: Received) {
  if (webhook.paused) throw new Refusal('webhookPaused');
  const inbound = parse(inboundSchema, jsonIn(received.body));
  const person = await presentPerson(inside.people, webhook.person ?? '');
  if (!person) throw new Refusal('signatureNotGood');
  const ports = { ...inside, records: inside.store.records };
  const actor = { person, entrance: received.entrance };
  return takeIn(ports, { webhook, actor }, { received, inbound });
}

async function receivedBy(call: Call): Promise<Received> {
  const { request, entrance } = call;
  return {
    webhookId: param(call, 'webhook'),
    id: request.get('webhook-id') ?? '',
    timestamp: request.get('webhook-timestamp') ?? '',
    signature: request.get('webhook-signature') ?? '',
    body: await bytesOf(request),
    entrance: { ...entrance, door: 'webhook' },
  };
}

/** Byte by byte as it was sent: that is what was signed. */
async function bytesOf(request: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBodyBytes) throw new Refusal('bodyTooLarge');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new StringDecoder('utf8').end(Buffer.from(body))) as unknown;
  } catch {
    throw new Refusal('invalidInput', { reason: 'The body is not JSON.' });
  }
}
