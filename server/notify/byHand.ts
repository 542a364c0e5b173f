import type { Channel } from '../../shared/domain/notification.ts';
import type { Person } from '../../shared/domain/person.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { type KeptNotifyDelivery, notifyDeliveryRecord } from '../commands/notificationDeliveries.ts';
import { countUnread } from '../commands/notificationRecords.ts';
import { settingsOf } from '../commands/notificationSettings.ts';
import { timedId } from '../commands/webhookRecords.ts';
import { sendChat, sendMail } from './attempt.ts';
import { testMessage } from './chat.ts';
import { testMail } from './letter.ts';
import type { NotifyPorts, Sent } from './ports.ts';

/** One test to oneself, now. Throws Refusal `mailNotSetUp` or `invalidInput` when there is no way to this person. */
export async function sendTestTo(ports: NotifyPorts, person: Person, channel: Channel): Promise<KeptNotifyDelivery> {
  const now = ports.clock.now();
  const at = now.toISOString();
  const id = timedId(now, `-test-${ports.newId().slice(0, 8)}-${person.id}-${channel}`);
  const { problem } = await sendThrough(ports, person, { channel, id, at });
  const delivery: KeptNotifyDelivery = {
    ...{ id, person: person.id, channel, at, notification: null, ticketId: null },
    subject: 'A test from Swarmboard',
    state: problem === null ? 'delivered' : 'failed',
    nextTryAt: null,
    tries: [{ at: ports.clock.now().toISOString(), problem }],
    topic: 'test',
    isUrgent: false,
    gathers: false,
  };
  await ports.records.create('notifyDelivery', notifyDeliveryRecord(delivery));
  return delivery;
}

async function sendThrough(
  ports: NotifyPorts,
  person: Person,
  { channel, id, at }: { channel: Channel; id: string; at: string },
): Promise<Sent> {
  switch (channel) {
    case 'email': {
      if (!ports.mailer) throw new Refusal('mailNotSetUp');
      const to = person.email;
      if (to === undefined) throw new Refusal('invalidInput', { reason: 'You have no e-mail address here yet.' });
      return sendMail(ports, testMail({ to, messageId: id, address: ports.address() }));
    }
    case 'chat': {
      const settings = await settingsOf(ports.records, person.id);
      if (!settings.chat) throw new Refusal('invalidInput', { reason: 'Enter the address of your chat first.' });
      return sendChat(ports, { person, settings }, testMessage(ports.address()));
    }
    default:
      return tellPages(ports, person, { id, at });
  }
}

/** Belongs to no ticket, and is not kept. */
async function tellPages(
  { windows, records }: NotifyPorts,
  { id: person }: Person,
  { id, at }: { id: string; at: string },
): Promise<Sent> {
  const open = windows();
  if (open?.people().has(person) !== true) {
    return { problem: 'No page of yours is connected to this server.', isFinal: true };
  }
  const text = 'This is a test: notifications reach you here.';
  const notification = { id, topic: 'tagged', at, ticketId: '', ticketTitle: 'Test', by: person, text } as const;
  const unread = await countUnread(records, person);
  open.notified(person, { notification: { ...notification, isUrgent: false, readAt: null }, unread });
  return { problem: null, isFinal: false };
}
