import type { PersonId } from '../../shared/domain/person.ts';
import type { TicketId } from '../../shared/domain/ticket.ts';
import type { Records } from '../ports/records.ts';
import { speaksOf } from './eraseEvents.ts';
import { everyOne, openGroup } from './notificationDeliveries.ts';
import { type NotificationKept, groupsOf } from './notificationRecords.ts';

const pageSize = 200;

/** Somebody is no longer here: what they were told, how they wanted it, and what was on its way to them. */
export async function forgetNotifications(records: Records, person: PersonId): Promise<void> {
  await records.remove('notifySettings', person);
  await removeDeliveries(records, [person], () => true);
  await removeDeliveries(records, [openGroup], (delivery) => delivery.person === person);
  await removeNotifications(records, [person], () => true);
}

/** Removes what anybody was told of erased tickets, or with the customer's name in it. */
export async function eraseNotifications(
  records: Records,
  everybody: readonly PersonId[],
  { erased, names }: { erased: ReadonlySet<TicketId>; names: ReadonlySet<string> },
): Promise<void> {
  await removeDeliveries(records, [openGroup, ...everybody], ({ ticketId, subject }) => {
    return (ticketId !== null && erased.has(ticketId)) || speaksOf(subject, names);
  });
  await removeNotifications(records, everybody, (told) => {
    return erased.has(told.ticketId) || speaksOf(JSON.stringify(told), names);
  });
}

async function removeDeliveries(
  records: Records,
  groups: readonly string[],
  isMeant: (delivery: Awaited<ReturnType<typeof everyOne>>[number]) => boolean,
): Promise<void> {
  for (const group of groups) {
    for (const delivery of await everyOne(records, group)) {
      if (isMeant(delivery)) await records.remove('notifyDelivery', delivery.id);
    }
  }
}

async function removeNotifications(
  records: Records,
  people: readonly PersonId[],
  isMeant: (told: NotificationKept) => boolean,
): Promise<void> {
  for (const group of people.flatMap(groupsOf)) {
    for (let before: string | undefined; ;) {
      const page = await records.list('notification', {
        group,
        limit: pageSize,
        ...(before !== undefined && { before }),
      });
      for (const { id, value } of page) {
        if (isMeant(value as NotificationKept)) await records.remove('notification', id);
      }
      if (page.length < pageSize) break;
      before = page.at(-1)?.id;
    }
  }
}
