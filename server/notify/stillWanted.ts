import type { Person } from '../../shared/domain/person.ts';
import { boardIdOf } from '../../shared/domain/ticket.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { OpenDelivery } from '../commands/notificationDeliveries.ts';
import type { KeptNotification } from '../commands/notificationRecords.ts';
import type { NotifySettings } from '../commands/notificationSettings.ts';
import { canSend } from './keep.ts';
import { mayHearNow } from './occasions.ts';
import type { NotifyPorts } from './ports.ts';
import { channelsFor } from './wanted.ts';

interface Meant {
  readonly delivery: OpenDelivery;
  readonly notification: KeptNotification;
  readonly person: Person;
  readonly settings: NotifySettings;
}

/** Between an event and its mail somebody may have read it, left, been taken off the ticket, or chosen otherwise. */
export async function isStillWanted(
  ports: NotifyPorts,
  { delivery, notification, person, settings }: Meant,
): Promise<boolean> {
  const { channel } = delivery;
  const { readAt, ticketId, topic, isUrgent } = notification;
  if (readAt !== null || person.left || !canSend(ports, channel, { person, settings })) return false;
  const board = boardIdOf(ticketId) ?? '';
  if (!channelsFor(settings, { topic, isUrgent, board }).includes(channel)) return false;
  return mayHearNow(ports, { person: person.id, ticket: { id: ticketId, version: 0 } }).catch((reason: unknown) => {
    if (reason instanceof Refusal && reason.code === 'ticketNotFound') return false;
    throw reason;
  });
}
