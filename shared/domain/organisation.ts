import type { Charter, CharterVersion } from './charter.ts';
import { type Customer, erasedCustomer } from './customer.ts';
import type { Entry } from './entry.ts';
import type { OrganisationEvent } from './events.ts';
import type { Person, PersonId } from './person.ts';
import type { PlayKind, PlaySetting } from './play.ts';
import type { Rota } from './rota.ts';
import { standardCharter } from './standardCharter.ts';
import type { TriageRule } from './triage.ts';

/** Everybody and everything that belongs to no single board. */
export interface Organisation {
  readonly people: ReadonlyMap<PersonId, Person>;
  /** By id. */
  readonly customers: ReadonlyMap<string, Customer>;
  /** Every published version, oldest first. */
  readonly charters: readonly CharterVersion[];
  readonly rotas: ReadonlyMap<string, Rota>;
  readonly triage: ReadonlyMap<string, TriageRule>;
  /** As the team has set them; see `standardPlays` for the rest. */
  readonly plays: ReadonlyMap<PlayKind, PlaySetting>;
  readonly seq: number;
}

export function emptyOrganisation(): Organisation {
  return {
    people: new Map(),
    customers: new Map(),
    charters: [],
    rotas: new Map(),
    triage: new Map(),
    plays: new Map(),
    seq: 0,
  };
}

/** The one in force. */
export function charterOf({ charters }: Pick<Organisation, 'charters'>): Charter {
  return charters.at(-1)?.charter ?? standardCharter;
}

/** Pure: the organisation after an entry. */
export function reduceOrganisation(organisation: Organisation, entry: Entry<OrganisationEvent>): Organisation {
  const draft: Draft = {
    people: new Map(organisation.people),
    customers: new Map(organisation.customers),
    charters: [...organisation.charters],
    rotas: new Map(organisation.rotas),
    triage: new Map(organisation.triage),
    plays: new Map(organisation.plays),
    seq: entry.seq,
  };
  for (const event of entry.events) applyEvent(draft, event);
  return draft;
}

/** A copy that may be changed while one entry is applied. */
interface Draft extends Organisation {
  readonly people: Map<PersonId, Person>;
  readonly customers: Map<string, Customer>;
  readonly charters: CharterVersion[];
  readonly rotas: Map<string, Rota>;
  readonly triage: Map<string, TriageRule>;
  readonly plays: Map<PlayKind, PlaySetting>;
}

function applyEvent(draft: Draft, event: OrganisationEvent): void {
  const { people, customers } = draft;
  switch (event.type) {
    case 'personAdded':
      people.set(event.person.id, event.person);
      return;
    case 'personChanged': {
      const person = people.get(event.personId);
      if (person) people.set(person.id, changed(person, event));
      return;
    }
    case 'customerAdded':
      customers.set(event.customer.id, event.customer);
      return;
    case 'customerChanged': {
      const customer = customers.get(event.customerId);
      if (customer) customers.set(customer.id, { ...customer, ...event.changes });
      return;
    }
    case 'customerErasing':
      return;
    case 'customerErased':
      if (customers.has(event.customerId)) customers.set(event.customerId, erasedCustomer(event.customerId));
      return;
    default:
      applyArrangement(draft, event);
  }
}

/** How the team works: charter, rotas, triage rules and plays. */
type Arrangement = Exclude<OrganisationEvent, { type: `person${string}` | `customer${string}` }>;

function applyArrangement({ charters, rotas, triage, plays }: Draft, event: Arrangement): void {
  switch (event.type) {
    case 'charterPublished':
      charters.push(event.version);
      return;
    case 'rotaSaved':
      rotas.set(event.rota.id, event.rota);
      return;
    case 'rotaRemoved':
      rotas.delete(event.rotaId);
      return;
    case 'rotaOverridden':
    case 'rotaOverrideRemoved': {
      const rota = rotas.get(event.rotaId);
      if (rota) rotas.set(rota.id, overridden(rota, event));
      return;
    }
    case 'triageRuleSaved':
      triage.set(event.rule.id, event.rule);
      return;
    case 'triageRuleRemoved':
      triage.delete(event.ruleId);
      return;
    case 'playSaved':
      plays.set(event.play.kind, event.play);
      return;
  }
}

function overridden(
  rota: Rota,
  event: Extract<OrganisationEvent, { type: 'rotaOverridden' | 'rotaOverrideRemoved' }>,
): Rota {
  if (event.type === 'rotaOverridden') return { ...rota, overrides: [...rota.overrides, ...event.overrides] };
  return { ...rota, overrides: rota.overrides.filter(({ id }) => id !== event.overrideId) };
}

function changed(
  person: Person,
  { changes, without = [] }: Extract<OrganisationEvent, { type: 'personChanged' }>,
): Person {
  const kept = Object.entries(person).filter(([field]) => !without.includes(field as keyof Person));
  return { ...(Object.fromEntries(kept) as unknown as Person), ...changes };
}
