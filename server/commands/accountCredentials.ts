import { can } from '../../shared/domain/permissions.ts';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Kept, RecordKind, Records } from '../ports/records.ts';

/** The password of a person, as it is kept. */
interface Credential {
  readonly hash: string;
  readonly changedAt: string;
}

/** Who an OpenID provider says somebody is, and whom that means here. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly person: PersonId;
  readonly at: string;
}

/** By which ways people can sign in. */
export interface WaysIn {
  readonly passwords: ReadonlySet<PersonId>;
  readonly providers: ReadonlySet<PersonId>;
}

export async function findCredential(
  records: Records,
  person: PersonId,
): Promise<(Credential & { readonly revision: number }) | undefined> {
  const kept = await records.find('credential', person);
  return kept && { ...(kept.value as Credential), revision: kept.revision };
}

export async function putCredential(
  { records, clock }: { records: Records; clock: Clock },
  person: PersonId,
  hash: string,
): Promise<void> {
  const value: Credential = { hash, changedAt: clock.now().toISOString() };
  await records.put('credential', { id: person, value });
}

/** At a higher cost, unless the password was changed in the meantime. */
export async function renewCredential(
  records: Records,
  person: PersonId,
  { hash, changedAt, revision }: Credential & { revision: number },
): Promise<void> {
  const value: Credential = { hash, changedAt };
  await records.replace('credential', { id: person, value }, revision);
}

export async function waysIn(records: Records): Promise<WaysIn> {
  const passwords = await allOf(records, 'credential');
  const identities = await allOf(records, 'identity');
  return {
    passwords: new Set(passwords.map(({ id }) => id)),
    providers: new Set(identities.map(({ value }) => (value as Identity).person)),
  };
}

/** Whether somebody who manages people can sign in: until then this is the first start. */
export async function adminCanSignIn(records: Records, people: Iterable<Person>): Promise<boolean> {
  const admins = [...people].filter((person) => can(person, 'managePeople'));
  for (const { id } of admins) if (await records.find('credential', id)) return true;
  if (admins.length === 0) return false;
  const { providers } = await waysIn(records);
  return admins.some(({ id }) => providers.has(id));
}

const pageSize = 500;

export async function allOf(records: Records, kind: RecordKind): Promise<Kept[]> {
  const all: Kept[] = [];
  for (;;) {
    const before = all.at(-1)?.id;
    const page = await records.list(kind, { group: '', limit: pageSize, ...(before !== undefined && { before }) });
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}
