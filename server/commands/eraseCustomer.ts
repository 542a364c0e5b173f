import { type Customer, erasedCustomer, foldedName } from '../../shared/domain/customer.ts';
import { erasedCustomerName } from '../../shared/domain/erase.ts';
import { type Entry, organisationLog } from '../../shared/domain/entry.ts';
import type { OrganisationEvent } from '../../shared/domain/events.ts';
import { can } from '../../shared/domain/permissions.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { ErasedReply } from '../../shared/protocol/customers.ts';
import type { Actor } from '../access/principal.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import { digestOf } from '../queries/auditDigest.ts';
import { customerIn } from '../queries/customers.ts';
import { namesOf } from '../queries/customersByName.ts';
import { eraseDeliveries } from './eraseDeliveries.ts';
import { eraseNotifications } from './notificationForget.ts';
import { EraseRecord } from './eraseNaming.ts';
import { type BoardErasePorts, eraseOnBoard } from './eraseOnBoard.ts';

export interface ErasePorts extends BoardErasePorts {
  readonly store: Pick<Store, 'log' | 'blobs' | 'records'>;
  readonly boards: Boards;
  readonly people: People;
}

/**
 * Erases all that is kept about a customer, on every board, for good. The record of the customer itself goes last, so
 * that after an interruption the same thing can be asked for again and is finished then. Throws Refusal `invalidInput`
 * unless `name` is the customer's name, typed again.
 */
export async function eraseCustomer(
  ports: ErasePorts,
  actor: Actor,
  { id, name }: { id: string; name: string },
): Promise<ErasedReply> {
  if (!can(actor.person, 'eraseCustomers')) throw new Refusal('notAllowed');
  const { boards, people, store } = ports;
  await people.catchUp();
  const customer = customerIn(people, id);
  // Whose name is gone already was being erased: it may be that only the answer got lost.
  if (foldedName(name) !== foldedName(customer.name) && customer.name !== erasedCustomerName) {
    throw new Refusal('invalidInput', { field: 'name', reason: `The customer is called “${customer.name}”.` });
  }
  const names = new Set(namesOf(customer));
  names.delete(foldedName(erasedCustomerName));
  const isPerson = (person: string) => people.state.people.has(person);
  const record = new EraseRecord(ports, actor, id);
  const erased = new Set<string>();
  let [tickets, entries] = [0, 0];
  for (const boardId of await boards.ids()) {
    const done = await eraseOnBoard(ports, { board: await boards.open(boardId), actor, names, isPerson, record });
    for (const ticketId of done.erased) erased.add(ticketId);
    tickets += done.tickets;
    entries += done.entries;
  }
  await eraseDeliveries(store.records, { erased, names });
  await eraseNotifications(store.records, [...people.state.people.keys()], { erased, names });
  const own = await eraseCustomerEntries(store.log, customer, record);
  if (!own.isRecorded) await record.finish(tickets);
  return { tickets, entries: entries + own.entries };
}

type OrganisationEntry = Entry<OrganisationEvent>;

const pageSize = 500;

/** What the organisation's log says about a customer; `isRecorded`: also that it was erased. */
async function eraseCustomerEntries(
  log: Log,
  { id }: Customer,
  record: EraseRecord,
): Promise<{ entries: number; isRecorded: boolean }> {
  let [entries, isRecorded] = [0, false];
  for (let after = 0; ;) {
    const page = (await log.read(organisationLog, { after, limit: pageSize })) as unknown as OrganisationEntry[];
    isRecorded ||= page.some(({ events }) =>
      events.some((event) => event.type === 'customerErased' && event.customerId === id),
    );
    const replaced = page.flatMap((entry) => erasedEntry(entry, id) ?? []);
    await record.name(
      organisationLog,
      replaced.map(({ seq }) => seq),
    );
    await log.replace(replaced);
    entries += replaced.length;
    if (page.length < pageSize) return { entries, isRecorded };
    after = page.at(-1)?.seq ?? after;
  }
}

function erasedEntry(entry: OrganisationEntry, id: string): OrganisationEntry | undefined {
  const events = entry.events.map((event) => {
    if (event.type === 'customerAdded' && event.customer.id === id) return { ...event, customer: erasedCustomer(id) };
    return event.type === 'customerChanged' && event.customerId === id ? { ...event, changes: {} } : event;
  });
  if (JSON.stringify(events) === JSON.stringify(entry.events)) return undefined;
  return { ...entry, events, erased: digestOf(entry) };
}
