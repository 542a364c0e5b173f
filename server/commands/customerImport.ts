import type { Contact, Customer } from '../../shared/domain/customer.ts';
import type { OrganisationEvent } from '../../shared/domain/events.ts';
import { type Organisation, reduceOrganisation } from '../../shared/domain/organisation.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import { type CustomersImportReply, customerSchema } from '../../shared/protocol/customers.ts';
import type { Actor } from '../access/principal.ts';
import type { CustomerFile } from '../ports/customerFiles.ts';
import { CustomerBook } from '../queries/customersByName.ts';
import { type CustomerGroup, gatherRows, toldOf } from './customerGroups.ts';
import { type CustomerEvent, type CustomerPorts, addEvent, assertMayManage, changeEvent } from './customers.ts';

/** One entry each: small enough for either store, however many contacts they have. */
const batchCustomers = 200;
const keptErrors = 100;

interface ImportCustomers {
  readonly file: CustomerFile;
  readonly dryRun: boolean;
}

interface Outcome {
  readonly counts: Record<'added' | 'changed' | 'unchanged', number>;
  readonly errors: { line: number; reason: string }[];
}

/**
 * Adds the customers of a file and changes those that are known; nothing is ever taken away, and blank cells say
 * nothing. Rows that cannot be used are reported and the rest goes in. May be repeated: what is in already stays as it is.
 */
export async function importCustomers(
  { people, newId }: CustomerPorts,
  { person, entrance }: Actor,
  { file, dryRun }: ImportCustomers,
): Promise<CustomersImportReply> {
  assertMayManage(person);
  await people.catchUp();
  const { groups, errors } = await gatherRows(file.items());
  const outcomes: Outcome[] = [{ counts: noCounts(), errors }];
  let tried = people.state;
  for (let at = 0; at < groups.length; at += batchCustomers) {
    const batch = groups.slice(at, at + batchCustomers);
    const ids = batch.map(() => newId());
    let outcome: Outcome | undefined;
    const decide = (organisation: Organisation) => {
      const decided = decideBatch(organisation, batch, ids);
      [outcome, tried] = [decided, decided.after];
      return decided.events;
    };
    if (dryRun) decide(tried);
    else await people.write({ commandId: newId(), person: person.id, entrance, decide });
    if (outcome) outcomes.push(outcome);
  }
  return report(outcomes, file.ignored);
}

interface Decided extends Outcome {
  readonly events: readonly OrganisationEvent[];
  readonly after: Organisation;
}

/** Each customer is decided on the state that the ones before it make. */
function decideBatch(organisation: Organisation, batch: readonly CustomerGroup[], ids: readonly string[]): Decided {
  const [counts, errors, events] = [noCounts(), [] as Outcome['errors'], [] as OrganisationEvent[]];
  const book = new CustomerBook(organisation.customers.values());
  for (const [index, group] of batch.entries()) {
    try {
      const made = eventFor(book, group, ids[index] ?? '');
      counts[made === undefined ? 'unchanged' : made.type === 'customerAdded' ? 'added' : 'changed'] += 1;
      if (made) {
        events.push(made);
        book.put(after(book, made));
      }
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      errors.push({ line: group.line, reason: sentenceOf(reason) });
    }
  }
  return { counts, errors, events, after: withEvents(organisation, events) };
}

function eventFor(book: CustomerBook, group: CustomerGroup, id: string): CustomerEvent | undefined {
  const known = book.called(group.name);
  const { name = group.name, aliases = [], contacts = [] } = known ?? {};
  const parsed = customerSchema.safeParse({
    ...(known && toldOf(known)),
    ...toldOf(group),
    name,
    aliases: [...aliases, ...group.aliases],
    contacts: mergedContacts(contacts, group.contacts),
  });
  if (!parsed.success) throw new Refusal('invalidInput', { reason: parsed.error.issues.map(inWords).join('; ') });
  return known ? changeEvent(book, known.id, parsed.data) : addEvent(book, id, parsed.data);
}

function inWords({ path, message }: { path: readonly PropertyKey[]; message: string }): string {
  return `${path.map((part) => (typeof part === 'number' ? part + 1 : String(part))).join(' ')}: ${message}`;
}

/** By address, or by name for those without one: a contact that is known is changed, never there twice. */
function mergedContacts(known: readonly Contact[], told: readonly Contact[]): Contact[] {
  const merged = [...known];
  for (const contact of told) {
    const at = merged.findIndex((one) => keyOf(one) === keyOf(contact));
    const before = merged[at];
    if (before) merged[at] = { ...contact, role: contact.role || before.role };
    else merged.push(contact);
  }
  return merged;
}

function keyOf({ name, email }: Contact): string {
  return email === '' ? `name:${name.toLowerCase()}` : email.toLowerCase();
}

function after(book: CustomerBook, event: CustomerEvent): Customer {
  if (event.type === 'customerAdded') return event.customer;
  const before = book.get(event.customerId);
  if (!before) throw new Error(`customer ${event.customerId} was changed and is not there`);
  return { ...before, ...event.changes };
}

function withEvents(organisation: Organisation, events: readonly OrganisationEvent[]): Organisation {
  if (events.length === 0) return organisation;
  const { seq } = organisation;
  return reduceOrganisation(organisation, { board: '', seq, commandId: '', person: '', at: '', events });
}

function sentenceOf({ message, details }: Refusal): string {
  const { reason } = (details ?? {}) as { reason?: unknown };
  return typeof reason === 'string' ? reason : message;
}

function noCounts(): Outcome['counts'] {
  return { added: 0, changed: 0, unchanged: 0 };
}

function report(outcomes: readonly Outcome[], ignored: readonly string[]): CustomersImportReply {
  const total = noCounts();
  for (const { counts } of outcomes)
    for (const fate of ['added', 'changed', 'unchanged'] as const) total[fate] += counts[fate];
  const errors = outcomes.flatMap((one) => one.errors).sort((a, b) => a.line - b.line);
  return { ...total, errors: errors.slice(0, keptErrors), errorCount: errors.length, ignored };
}
