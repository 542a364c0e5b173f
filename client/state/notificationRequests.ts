import type { Channel, PartialMatrix } from '../../shared/domain/notification.ts';
import type {
  NotificationDeliveriesReply,
  NotificationDelivery,
  NotificationDeliveryReply,
  NotificationSettingsReply,
  NotificationsReply,
  UnreadReply,
} from '../../shared/protocol/notifications.ts';
import { request } from '../connection/http.ts';

const path = '/api/v1/notifications';

interface Page {
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Mine, latest first. */
export function askNotifications({ before, limit, unread }: Page & { unread: boolean }): Promise<NotificationsReply> {
  return request<NotificationsReply>(`${path}?unread=${unread ? 1 : 0}&${pageQuery({ before, limit })}`);
}

/** These, or all; resolves to how many are still unread. */
export async function sendRead(ids: readonly string[] | undefined): Promise<number> {
  return (await request<UnreadReply>(`${path}/read`, { method: 'POST', body: { ids } })).unread;
}

/** The address of an incoming webhook, which is sent once and never shown again; or none any more. */
export type ChatChange = { readonly format: 'slack' | 'teams'; readonly url: string } | null;

export interface SettingsPatch {
  readonly matrix?: PartialMatrix;
  readonly mutedBoards?: readonly string[];
  readonly gather?: number;
  readonly chat?: ChatChange;
}

export function askSettings(): Promise<NotificationSettingsReply> {
  return request<NotificationSettingsReply>(`${path}/settings`);
}

/** Only what is named changes. */
export function sendSettings(patch: SettingsPatch): Promise<NotificationSettingsReply> {
  return request<NotificationSettingsReply>(`${path}/settings`, { method: 'POST', body: patch });
}

/** Sends one at once; resolves to how it went. */
export async function sendTestNotification(channel: Channel): Promise<NotificationDelivery> {
  return (await request<NotificationDeliveryReply>(`${path}/test`, { method: 'POST', body: { channel } })).delivery;
}

export function askDeliveries(page: Page): Promise<NotificationDeliveriesReply> {
  return request<NotificationDeliveriesReply>(`${path}/deliveries?${pageQuery(page)}`);
}

function pageQuery({ before, limit }: Page): string {
  return `limit=${limit}${before === undefined ? '' : `&before=${encodeURIComponent(before)}`}`;
}
