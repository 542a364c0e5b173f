import type { Channel } from '../../shared/domain/notification.ts';
import type { Person } from '../../shared/domain/person.ts';
import { type OpenDelivery, notifyDeliveryRecord } from '../commands/notificationDeliveries.ts';
import { type KeptNotification, findNotification, notificationRecord } from '../commands/notificationRecords.ts';
import { type NotifySettings, settingsOf } from '../commands/notificationSettings.ts';
import { headline } from './letter.ts';
import type { Occasion } from './occasions.ts';
import type { NotifyPorts } from './ports.ts';
import { channelsFor, planFor } from './wanted.ts';

export interface Kept {
  /** As it is shown; undefined when it was kept before, or is shown nowhere. */
  readonly told?: KeptNotification;
  readonly deliveries: readonly OpenDelivery[];
}

/**
 * Keeps what somebody is told and what has to be sent for it. Doing it again, after a crash or on another server, makes
 * nothing twice.
 */
export async function keep(ports: NotifyPorts, occasion: Occasion): Promise<Kept> {
  const person = ports.people.state.people.get(occasion.notice.person);
  if (!person) return { deliveries: [] };
  const settings = await settingsOf(ports.records, person.id);
  const ways = waysTo(ports, occasion, { person, settings });
  return ways.isAny ? keepFor(ports, occasion, { ...ways, person, settings }) : { deliveries: [] };
}

async function keepFor(
  ports: NotifyPorts,
  occasion: Occasion,
  { person, settings, ...ways }: Ways & { person: Person; settings: NotifySettings },
): Promise<Kept> {
  const readAt = isLookingAt(ports, occasion) ? ports.clock.now().toISOString() : null;
  const notification = notificationOf(occasion, { isShown: ways.inApp, readAt });
  const isNew = await ports.records.create('notification', notificationRecord(notification));
  const known = isNew ? notification : await findNotification(ports.records, notification.id);
  // Read on the ticket itself, read meanwhile, or erased: then nothing is sent.
  if (known?.readAt !== null) return { deliveries: [] };
  const deliveries: OpenDelivery[] = [];
  for (const delivery of ways.sent.map((channel) => deliveryOf(ports, known, { channel, settings, person }))) {
    if (await ports.records.create('notifyDelivery', notifyDeliveryRecord(delivery))) deliveries.push(delivery);
  }
  return isNew && ways.onPages ? { deliveries, told: known } : { deliveries };
}

interface Ways {
  readonly inApp: boolean;
  /** In the app, or by the browser that has it open. */
  readonly onPages: boolean;
  readonly sent: readonly Channel[];
  readonly isAny: boolean;
}

function waysTo(
  ports: NotifyPorts,
  { notice, board }: Occasion,
  to: { person: Person; settings: NotifySettings },
): Ways {
  const wanted = channelsFor(to.settings, { ...notice, board });
  const inApp = wanted.includes('inApp');
  const sent = wanted.filter((channel) => canSend(ports, channel, to));
  const onPages = inApp || wanted.includes('browser');
  return { inApp, onPages, sent, isAny: onPages || sent.length > 0 };
}

/** Whether there is any way from this server to this person through a channel. */
export function canSend(
  { mailer }: Pick<NotifyPorts, 'mailer'>,
  channel: Channel,
  { person, settings }: { person: Person; settings: NotifySettings },
): boolean {
  if (channel === 'email') return mailer !== undefined && person.email !== undefined;
  return channel === 'chat' && settings.chat !== null;
}

/** As far as this server knows: pages that are open on another one are not seen from here. */
function isLookingAt({ windows }: NotifyPorts, { board, notice }: Occasion): boolean {
  const present = windows()?.presentOn(board) ?? [];
  return present.some(({ person, ticketId, attention }) => {
    return person === notice.person && ticketId === notice.ticket.id && attention !== 'idle';
  });
}

function notificationOf(
  { id, notice, brief }: Occasion,
  how: Pick<KeptNotification, 'isShown' | 'readAt'>,
): KeptNotification {
  const { person, topic, at, by, text, isUrgent, ticket } = notice;
  const told = { id, person, topic, at, by, text, isUrgent, ...how };
  return { ...told, ticketId: ticket.id, ticketTitle: ticket.title, ...(brief && { brief }) };
}

function deliveryOf(
  { clock }: NotifyPorts,
  notification: KeptNotification,
  { channel, settings, person }: { channel: Channel; settings: NotifySettings; person: Person },
): OpenDelivery {
  const { id, topic, isUrgent, ticketId, at } = notification;
  const plan = planFor({ topic, isUrgent, channel }, { settings, person, now: clock.now() });
  return {
    id: `${id}-${channel}`,
    person: person.id,
    ...{ channel, at, topic, isUrgent, ticketId },
    subject: headline(notification),
    notification: id,
    tries: [],
    ...plan,
  };
}
