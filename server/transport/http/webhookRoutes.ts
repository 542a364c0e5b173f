import type { Request } from 'express';
import {
  type DeliveriesReply,
  type DeliveryReply,
  type WebhookMade,
  type WebhookSummary,
  type WebhooksReply,
  deliveriesSchema,
  webhookChangeSchema,
  webhookSchema,
} from '../../../shared/protocol/machines.ts';
import { listDeliveries, toShown } from '../../commands/webhookDeliveries.ts';
import { type Webhook, findWebhook, listWebhooks } from '../../commands/webhookRecords.ts';
import { addWebhook, changeWebhook, removeWebhook, renewWebhookSecret } from '../../commands/webhooks.ts';
import { sendAgain, sendTest } from '../../webhooks/byHand.ts';
import type { SendPorts } from '../../webhooks/ports.ts';
import type { Inside } from '../doors.ts';
import { assertMaySendTo } from './maySendTo.ts';
import { type Route, param, route } from './route.ts';

const access = 'manageMachines';

/** Webhooks in both directions, and what went through them. */
export function webhookRoutes(sending: SendPorts): Route[] {
  return [...settings(sending), ...deliveries(sending)];
}

function settings(sending: SendPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/webhooks',
      summary: 'Webhooks, latest first',
      access,
      reply: 'WebhooksReply',
      handle: async (inside, { request }): Promise<WebhooksReply> => {
        const webhooks = await listWebhooks(inside.store.records);
        return { webhooks: await Promise.all(webhooks.map((webhook) => summaryOf(inside, request, webhook))) };
      },
    }),
    route({
      method: 'post',
      path: '/webhooks',
      summary: 'Add a webhook, in or out; its secret is shown this once',
      access,
      body: webhookSchema,
      reply: 'WebhookMade',
      handle: async (inside, { body, actor, request }): Promise<WebhookMade> => {
        if (body.direction === 'out') await assertMaySendTo(body.url, sending.egress);
        const { webhook, secret } = await addWebhook(portsOf(inside), actor(), body);
        return { webhook: await summaryOf(inside, request, webhook), secret };
      },
    }),
    route({
      method: 'post',
      path: '/webhooks/:webhook',
      summary: 'Change a webhook, pause it or let it go on; only the named fields change',
      access,
      body: webhookChangeSchema,
      reply: '{ webhook }',
      handle: async (inside, call) => {
        if (call.body.url !== undefined) await assertMaySendTo(call.body.url, sending.egress);
        const wanted = { id: param(call, 'webhook'), change: call.body };
        const webhook = await changeWebhook(portsOf(inside), call.actor(), wanted);
        return { webhook: await summaryOf(inside, call.request, webhook) };
      },
    }),
    route({
      method: 'post',
      path: '/webhooks/:webhook/secret',
      summary: 'Renew the secret: the old one no longer counts, the new one is shown this once',
      access,
      reply: 'WebhookMade',
      handle: async (inside, call): Promise<WebhookMade> => {
        const { webhook, secret } = await renewWebhookSecret(portsOf(inside), call.actor(), param(call, 'webhook'));
        return { webhook: await summaryOf(inside, call.request, webhook), secret };
      },
    }),
    route({
      method: 'delete',
      path: '/webhooks/:webhook',
      summary: 'Remove a webhook with its log of deliveries',
      access,
      reply: '{}',
      handle: async (inside, call) => {
        await removeWebhook(portsOf(inside), call.actor(), param(call, 'webhook'));
        return {};
      },
    }),
  ];
}

function deliveries(sending: SendPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/webhooks/:webhook/deliveries',
      summary: 'What was sent or received, latest first',
      access,
      query: deliveriesSchema,
      reply: 'DeliveriesReply',
      handle: async ({ store }, call): Promise<DeliveriesReply> => {
        const { id } = await findWebhook(store.records, param(call, 'webhook'));
        const { deliveries, next } = await listDeliveries(store.records, id, call.query);
        return { deliveries: deliveries.map(toShown), next };
      },
    }),
    route({
      method: 'post',
      path: '/webhooks/:webhook/test',
      summary: 'Send a test now',
      access,
      reply: 'DeliveryReply',
      handle: async (_inside, call): Promise<DeliveryReply> => ({
        delivery: toShown(await sendTest(sending, param(call, 'webhook'))),
      }),
    }),
    route({
      method: 'post',
      path: '/webhooks/:webhook/deliveries/:delivery',
      summary: 'Send a delivery again, now, exactly as it was',
      access,
      reply: 'DeliveryReply',
      handle: async (_inside, call): Promise<DeliveryReply> => {
        const which = { webhookId: param(call, 'webhook'), id: param(call, 'delivery') };
        return { delivery: toShown(await sendAgain(sending, which)) };
      },
    }),
  ];
}

function portsOf(inside: Inside) {
  return { ...inside, records: inside.store.records, log: inside.store.log };
}

async function summaryOf(inside: Inside, request: Request, webhook: Webhook): Promise<WebhookSummary> {
  const { id, direction, name, url, board, topics, paused, person, createdAt } = webhook;
  const [latest] = (await listDeliveries(inside.store.records, id, { limit: 1 })).deliveries;
  return {
    id,
    direction,
    name,
    url: direction === 'out' ? url : `${originOf(inside, request)}/api/v1/hooks/${id}`,
    board,
    topics,
    paused,
    person,
    createdAt,
    lastDelivery: latest ? { at: latest.tries.at(-1)?.at ?? latest.at, ok: latest.state === 'delivered' } : null,
  };
}

function originOf({ origins }: Inside, request: Request): string {
  return origins.publicUrl?.origin ?? `${request.protocol}://${request.get('host') ?? ''}`;
}
