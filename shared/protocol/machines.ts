import { z } from 'zod';
import { type Capability, capabilities } from '../domain/permissions.ts';
import { boardIdSchema } from './ids.ts';
import { nameSchema } from './people.ts';

/** What a token may be given: everything but managing people and other machines. */
export const tokenScopes: readonly Capability[] = capabilities.filter(
  (capability) => capability !== 'managePeople' && capability !== 'manageMachines',
);

/** `POST /api/v1/tokens` */
export const tokenSchema = z.strictObject({
  name: nameSchema,
  scopes: z
    .array(z.enum(capabilities))
    .min(1)
    .refine((scopes) => scopes.every((scope) => tokenScopes.includes(scope))),
  /** 0: never runs out. */
  days: z.number().int().min(0).max(730),
});
export interface TokenMade {
  readonly token: TokenSummary;
  /** Shown this once; only its hash is kept. `Authorization: Bearer <secret>`. */
  readonly secret: string;
}
/** `GET /api/v1/tokens`, latest first; `DELETE /api/v1/tokens/:token` revokes one. */
export interface TokensReply {
  readonly tokens: readonly TokenSummary[];
}
export interface TokenSummary {
  readonly id: string;
  readonly name: string;
  /** The machine that it acts as, in the log and on the board. */
  readonly person: string;
  /** First characters of the secret, to tell tokens apart. */
  readonly start: string;
  readonly scopes: readonly Capability[];
  readonly by: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  /** To the minute. */
  readonly usedAt: string | null;
}

/** What outbound webhooks can be told of. */
export const webhookTopics = [
  'ticket.opened',
  'ticket.edited',
  'ticket.moved',
  'ticket.resolved',
  'ticket.reopened',
  'ticket.owner_changed',
  'ticket.message_posted',
  'ticket.person_tagged',
  'ticket.tag_accepted',
  'ticket.tag_declined',
  'ticket.tag_answered',
  'ticket.tag_ended',
] as const;
export type WebhookTopic = (typeof webhookTopics)[number];

const urlSchema = z.url({ protocol: /^https?$/ }).max(500);

/** `POST /api/v1/webhooks` */
export const webhookSchema = z.discriminatedUnion('direction', [
  z.strictObject({ direction: z.literal('in'), name: nameSchema, board: boardIdSchema }),
  z.strictObject({
    direction: z.literal('out'),
    name: nameSchema,
    url: urlSchema,
    topics: z.array(z.enum(webhookTopics)).min(1),
    /** Null: all boards. */
    board: boardIdSchema.nullable().default(null),
  }),
]);
/** `POST /api/v1/webhooks/:webhook`: only the named fields change. */
export const webhookChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  url: urlSchema.optional(),
  topics: z.array(z.enum(webhookTopics)).min(1).optional(),
  board: boardIdSchema.nullable().optional(),
  paused: z.boolean().optional(),
});
export interface WebhookMade {
  readonly webhook: WebhookSummary;
  /** `whsec_…`, shown this once (and again only when `POST /api/v1/webhooks/:webhook/secret` renews it). */
  readonly secret: string;
}
/** `GET /api/v1/webhooks`, latest first. */
export interface WebhooksReply {
  readonly webhooks: readonly WebhookSummary[];
}
export interface WebhookSummary {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly name: string;
  /** Where it is sent, or, inbound, where others send to. */
  readonly url: string;
  readonly board: string | null;
  readonly topics: readonly WebhookTopic[];
  readonly paused: boolean;
  /** The machine that an inbound webhook acts as. */
  readonly person: string | null;
  readonly createdAt: string;
  readonly lastDelivery: { readonly at: string; readonly ok: boolean } | null;
}

/** `GET /api/v1/webhooks/:webhook/deliveries`, latest first. */
export const deliveriesSchema = z.strictObject({
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export interface DeliveriesReply {
  readonly deliveries: readonly Delivery[];
  readonly next: string | null;
}
export interface Delivery {
  readonly id: string;
  readonly topic: string;
  readonly state: 'waiting' | 'delivered' | 'failed' | 'refused';
  readonly at: string;
  /** When it is tried again; null when it is not. */
  readonly nextTryAt: string | null;
  readonly tries: readonly DeliveryTry[];
  /** What was sent or received, as JSON text; cut after 64 KiB. */
  readonly body: string;
}
export interface DeliveryTry {
  readonly at: string;
  /** HTTP status; null when there was no answer. */
  readonly status: number | null;
  readonly problem: string | null;
  readonly ms: number;
}
/**
 * `POST /api/v1/webhooks/:webhook/test` sends a `test` delivery now; `POST /api/v1/webhooks/:webhook/deliveries/:delivery`
 * sends one again. Both answer DeliveryReply.
 */
export interface DeliveryReply {
  readonly delivery: Delivery;
}

/**
 * `POST /api/v1/hooks/:webhook`, signed as Standard Webhooks says: headers `webhook-id`, `webhook-timestamp` (seconds)
 * and `webhook-signature`. `key` is the sender's own id for the ticket: the first delivery with it opens a ticket, later
 * ones change that ticket.
 */
export const inboundSchema = z.strictObject({
  key: z.string().trim().min(1).max(200),
  title: z.string().trim().min(1).max(200).optional(),
  customer: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(50_000).optional(),
  segment: z.string().trim().min(1).max(200).optional(),
  requester: z.string().trim().min(1).max(200).optional(),
  product: z.string().trim().min(1).max(200).optional(),
  intents: z.array(z.string().trim().min(1).max(60)).max(20).optional(),
  priority: z.enum(['urgent', 'high', 'normal', 'low']).optional(),
  /** Something the customer wrote: appears in the conversation. */
  message: z.string().min(1).max(20_000).optional(),
});
export interface InboundReply {
  readonly ticketId: string;
  /** True when this delivery had been taken in before, and nothing happened again. */
  readonly repeated: boolean;
}
