import { type Contact, foldedName } from '../../shared/domain/customer.ts';
import type { CustomerProblem, CustomerRow } from '../ports/customerFiles.ts';

/** All that a file says of one customer; `line` is its first row's. What it says nothing of is absent. */
export interface CustomerGroup {
  readonly line: number;
  readonly name: string;
  readonly plan?: string;
  readonly segment?: string;
  readonly healthNote?: string;
  readonly aliases: readonly string[];
  readonly contacts: readonly Contact[];
}

interface Gathered {
  readonly groups: readonly CustomerGroup[];
  readonly errors: { line: number; reason: string }[];
}

/** The rows of each name together, in the order of their first ones; where rows differ the first word counts. */
export async function gatherRows(items: AsyncIterable<CustomerRow | CustomerProblem>): Promise<Gathered> {
  const groups = new Map<string, CustomerGroup>();
  const errors: Gathered['errors'] = [];
  for await (const item of items) {
    const problem = item.kind === 'problem' ? item.reason : problemOf(item);
    if (problem !== undefined) errors.push({ line: item.line, reason: problem });
    if (item.kind === 'problem' || item.name === '') continue;
    const key = foldedName(item.name);
    groups.set(key, together(groups.get(key), item));
  }
  return { groups: [...groups.values()], errors };
}

function problemOf({ name, contact }: CustomerRow): string | undefined {
  if (name === '') return 'the row has no name';
  return contact?.name === '' ? 'a contact needs a name or an address' : undefined;
}

function together(group: CustomerGroup | undefined, row: CustomerRow): CustomerGroup {
  const { line, name, aliases, contact } = row;
  const contacts = contact === undefined || contact.name === '' ? [] : [contact];
  const fields = { ...toldOf(row), ...(group && toldOf(group)) };
  if (!group) return { line, name, ...fields, aliases, contacts };
  return { ...group, ...fields, aliases: [...group.aliases, ...aliases], contacts: [...group.contacts, ...contacts] };
}

/** Those of these fields that say something. */
export function toldOf({ plan, segment, healthNote }: Pick<CustomerGroup, 'plan' | 'segment' | 'healthNote'>) {
  return {
    ...(plan !== undefined && { plan }),
    ...(segment !== undefined && { segment }),
    ...(healthNote !== undefined && { healthNote }),
  };
}
