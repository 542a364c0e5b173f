import { z } from 'zod';
import {
  type Channel,
  type NotificationMatrix,
  type NotificationTopic,
  channels,
  notificationTopics,
} from '../domain/notification.ts';
import type { TicketId } from '../domain/ticket.ts';

/** `GET /api/v1/notifications?before=&unread=1` (everybody signed in): mine, latest first. */
export const notificationsSchema = z.strictObject({
  before: z.string().max(200).optional(),
  unread: z.enum(['0', '1']).default('0'),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export interface NotificationsReply {
  readonly notifications: readonly Notification[];
  readonly unread: number;
  readonly next: string | null;
}
export interface Notification {
  readonly id: string;
  readonly topic: NotificationTopic;
  readonly at: string;
  readonly ticketId: TicketId;
  readonly ticketTitle: string;
  readonly by: string;
  /** What happened, as a sentence without the ticket. */
  readonly text: string;
  /** In quiet hours it goes out all the same: the customer is blocked. */
  readonly isUrgent: boolean;
  readonly readAt: string | null;
}

/** `POST /api/v1/notifications/read`: these, or all. Answers how many are still unread. */
export const readNotificationsSchema = z.strictObject({ ids: z.array(z.string().max(200)).max(200).optional() });
export interface UnreadReply {
  readonly unread: number;
}

/** `GET` and `POST /api/v1/notifications/settings`: my own. */
export interface NotificationSettingsReply {
  readonly matrix: NotificationMatrix;
  readonly mutedBoards: readonly string[];
  /** Minutes that e-mails are gathered for; urgent ones never wait. */
  readonly gather: number;
  readonly chat: { readonly format: 'slack' | 'teams'; readonly host: string } | null;
  /** What the server can send at all. */
  readonly canMail: boolean;
  readonly email: string | null;
}
export const notificationSettingsSchema = z.strictObject({
  matrix: z.partialRecord(z.enum(notificationTopics), z.partialRecord(z.enum(channels), z.boolean())).optional(),
  mutedBoards: z.array(z.string().max(40)).max(200).optional(),
  gather: z.number().int().min(0).max(120).optional(),
  /** The address of an incoming webhook; kept sealed, never shown again. */
  chat: z
    .strictObject({ format: z.enum(['slack', 'teams']), url: z.url().max(2_000) })
    .nullable()
    .optional(),
});

/** `POST /api/v1/notifications/test`: sends one at once and answers how it went. */
export const testNotificationSchema = z.strictObject({ channel: z.enum(channels) });
export interface NotificationDeliveryReply {
  readonly delivery: NotificationDelivery;
}

/** `GET /api/v1/notifications/deliveries?before=` (mine): what was sent by e-mail and chat, latest first. */
export const notificationDeliveriesSchema = z.strictObject({
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});
export interface NotificationDeliveriesReply {
  readonly deliveries: readonly NotificationDelivery[];
  readonly next: string | null;
}
export interface NotificationDelivery {
  readonly id: string;
  readonly channel: Channel;
  readonly at: string;
  readonly subject: string;
  /** `held`: gathered or waiting for the end of quiet hours; `skipped`: was being looked at, or read meanwhile. */
  readonly state: 'held' | 'waiting' | 'delivered' | 'failed' | 'skipped';
  readonly nextTryAt: string | null;
  readonly tries: readonly { readonly at: string; readonly problem: string | null }[];
}
