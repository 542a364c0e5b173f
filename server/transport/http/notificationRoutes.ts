import {
  type NotificationDeliveriesReply,
  type NotificationDeliveryReply,
  type NotificationSettingsReply,
  type NotificationsReply,
  type UnreadReply,
  notificationDeliveriesSchema,
  notificationSettingsSchema,
  notificationsSchema,
  readNotificationsSchema,
  testNotificationSchema,
} from '../../../shared/protocol/notifications.ts';
import { listNotifyDeliveries, toShownDelivery } from '../../commands/notificationDeliveries.ts';
import { countUnread, listNotifications, markRead, toShown } from '../../commands/notificationRecords.ts';
import { changeSettings, settingsOf, settingsReply } from '../../commands/notificationSettings.ts';
import { sendTestTo } from '../../notify/byHand.ts';
import type { NotifyPorts } from '../../notify/ports.ts';
import { assertMaySendTo } from './maySendTo.ts';
import { type Route, route } from './route.ts';

const access = 'person';

/** What I was told, how I want to be told, and what was sent to me. */
export function notificationRoutes(notifying: NotifyPorts): Route[] {
  return [...told(notifying), ...settings(notifying), ...sent(notifying)];
}

function told({ records, windows }: NotifyPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/notifications',
      summary: 'What I was told, latest first',
      access,
      query: notificationsSchema,
      reply: 'NotificationsReply',
      handle: async (_inside, { query, person }): Promise<NotificationsReply> => {
        const page = { before: query.before, limit: query.limit, unread: query.unread === '1' };
        const { notifications, next } = await listNotifications(records, person().id, page);
        return { notifications: notifications.map(toShown), unread: await countUnread(records, person().id), next };
      },
    }),
    route({
      method: 'post',
      path: '/notifications/read',
      summary: 'These are read, or all',
      access,
      body: readNotificationsSchema,
      reply: 'UnreadReply',
      handle: async ({ clock }, { body, person }): Promise<UnreadReply> => {
        const { id } = person();
        await markRead(records, id, { ids: body.ids, at: clock.now().toISOString() });
        windows()?.changed(id);
        return { unread: await countUnread(records, id) };
      },
    }),
  ];
}

function settings({ records, secrets, mailer, windows, egress }: NotifyPorts): Route[] {
  const canMail = mailer !== undefined;
  return [
    route({
      method: 'get',
      path: '/notifications/settings',
      summary: 'How I want to be told',
      access,
      reply: 'NotificationSettingsReply',
      handle: async (_inside, { person }): Promise<NotificationSettingsReply> =>
        settingsReply(await settingsOf(records, person().id), { person: person(), canMail }),
    }),
    route({
      method: 'post',
      path: '/notifications/settings',
      summary: 'Choose how I want to be told; only the named fields change',
      access,
      body: notificationSettingsSchema,
      reply: 'NotificationSettingsReply',
      handle: async (_inside, { body, person }): Promise<NotificationSettingsReply> => {
        if (body.chat) await assertMaySendTo(body.chat.url, egress);
        const changed = await changeSettings({ records, secrets }, person().id, body);
        windows()?.changed(person().id);
        return settingsReply(changed, { person: person(), canMail });
      },
    }),
  ];
}

function sent(notifying: NotifyPorts): Route[] {
  return [
    route({
      method: 'get',
      path: '/notifications/deliveries',
      summary: 'What was sent to me by e-mail and chat, latest first',
      access,
      query: notificationDeliveriesSchema,
      reply: 'NotificationDeliveriesReply',
      handle: async (_inside, { query, person }): Promise<NotificationDeliveriesReply> => {
        const { deliveries, next } = await listNotifyDeliveries(notifying.records, person().id, query);
        return { deliveries: deliveries.map(toShownDelivery), next };
      },
    }),
    route({
      method: 'post',
      path: '/notifications/test',
      summary: 'Send me a test now',
      access,
      body: testNotificationSchema,
      reply: 'NotificationDeliveryReply',
      handle: async ({ limits }, { body, person }): Promise<NotificationDeliveryReply> => {
        await limits.take('tests', { person: person().id });
        return { delivery: toShownDelivery(await sendTestTo(notifying, person(), body.channel)) };
      },
    }),
  ];
}
