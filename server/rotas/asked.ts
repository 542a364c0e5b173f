import { type Availability, availabilityOf } from '../../shared/domain/availability.ts';
import type { Organisation } from '../../shared/domain/organisation.ts';
import type { Person, PersonId } from '../../shared/domain/person.ts';
import type { Rota } from '../../shared/domain/rota.ts';
import type { TagTarget } from '../../shared/domain/tag.ts';
import { onDuty, turnsAhead } from './turns.ts';

/** Whom a tag to this target asks, in order of who should answer. */
export interface Asked {
  readonly people: readonly PersonId[];
  /** They are on duty by a rota, which goes on until then. */
  readonly onDuty: boolean;
  /** When those asked come on duty, where they are not; null: no rota tells. */
  readonly nextFrom: string | null;
  /** By person: the rota that they are on. */
  readonly rotas: Readonly<Record<PersonId, string>>;
}

export interface Asking {
  readonly at: Date;
  readonly blocked: boolean;
  /** People who have been asked already or have declined. */
  readonly except?: readonly PersonId[];
  /** How many tickets somebody has to do with now: whoever is at their cap is asked after the others. */
  readonly load?: (person: PersonId) => number;
}

/**
 * Who is on duty for a target; `blocked` also reaches whoever is on call. Nobody on duty: who is on next. Without a rota,
 * or when those on it were all asked already: everybody who could be meant.
 */
export function askedFor(organisation: Organisation, target: TagTarget, asking: Asking): Asked {
  if (target.kind === 'person') return askedPerson(organisation, target.person, asking);
  const rotas = [...organisation.rotas.values()].filter((rota) => isServing(rota, target));
  const byHours = rotas.filter(({ kind }) => kind !== 'onCall');
  const onCall = asking.blocked ? rotas.filter(({ kind }) => kind === 'onCall') : [];
  return (
    askedNow(organisation, [byHours, onCall], asking) ??
    askedNext(organisation, byHours, asking) ??
    askedAnyhow(organisation, target, { rotas: byHours, asking })
  );
}

/** Whoever is on duty now by one of these rotas, in their order. */
export function dutyNow(organisation: Organisation, rotas: readonly Rota[], at: Date): readonly PersonId[] {
  const isHere = hereIn(organisation);
  return [...new Set(rotas.flatMap((rota) => onDuty(rota, at, isHere).now))].filter(isHere);
}

export function isServing({ serves }: Rota, target: TagTarget): boolean {
  if (serves.kind === 'line') return target.kind === 'line' && serves.line === target.line;
  if (serves.kind === 'play') return false;
  return target.kind === 'domain' && isSameDomain(serves.domain, target.domain);
}

function askedPerson(organisation: Organisation, person: PersonId, { at, except = [] }: Asking): Asked {
  const isHere = hereIn(organisation);
  const people = [person].filter((id) => isHere(id) && !except.includes(id));
  const rota = [...organisation.rotas.values()].find((one) => onDuty(one, at, isHere).now.includes(person));
  const isOn = people.length > 0 && rota !== undefined;
  return { people, onDuty: isOn, nextFrom: null, rotas: isOn ? { [person]: rota.id } : {} };
}

function askedNow(organisation: Organisation, groups: readonly (readonly Rota[])[], asking: Asking): Asked | undefined {
  const isHere = hereIn(organisation);
  const rotas: Record<PersonId, string> = {};
  const people = groups.flatMap((group) => {
    const on = group.flatMap((rota) =>
      onDuty(rota, asking.at, isHere).now.map((person) => ({ person, rota: rota.id })),
    );
    const fresh = on.filter(({ person }) => isHere(person) && !(person in rotas) && !asking.except?.includes(person));
    for (const { person, rota } of fresh) rotas[person] ??= rota;
    return inOrder(organisation, [...new Set(fresh.map(({ person }) => person))], asking);
  });
  return people.length > 0 ? { people, onDuty: true, nextFrom: null, rotas } : undefined;
}

/** The first turn ahead of somebody who can still be asked. */
function askedNext(organisation: Organisation, rotas: readonly Rota[], asking: Asking): Asked | undefined {
  const isHere = hereIn(organisation);
  const canBeAsked = (person: PersonId) => isHere(person) && !asking.except?.includes(person);
  const turns = rotas.flatMap((rota) => {
    for (const { from, people } of turnsAhead(rota, asking.at, isHere)) {
      const others = people.filter(canBeAsked);
      if (others.length > 0) return [{ rota: rota.id, from, people: others }];
    }
    return [];
  });
  const nextFrom = turns.map(({ from }) => from).sort()[0];
  if (nextFrom === undefined) return undefined;
  const first = turns.filter(({ from }) => from === nextFrom);
  const on = Object.fromEntries(first.flatMap(({ rota, people }) => people.map((person) => [person, rota])));
  return { people: inOrder(organisation, Object.keys(on), asking), onDuty: false, nextFrom, rotas: on };
}

function askedAnyhow(
  organisation: Organisation,
  target: TagTarget,
  { rotas, asking }: { rotas: readonly Rota[]; asking: Asking },
): Asked {
  const isHere = hereIn(organisation);
  const members = new Set(rotas.flatMap((rota) => rota.members));
  const meant = [...organisation.people.values()].filter(
    (person) => isHere(person.id) && (members.has(person.id) || isMeant(person, target)),
  );
  const ids = meant.map(({ id }) => id).filter((id) => !asking.except?.includes(id));
  const isAwake = (id: PersonId) => availabilityIn(organisation, id, asking.at) !== 'quietHours';
  const awake = ids.filter(isAwake);
  const people = inOrder(organisation, awake.length > 0 ? awake : ids, asking);
  return { people, onDuty: false, nextFrom: null, rotas: {} };
}

function isMeant(person: Person, target: TagTarget): boolean {
  if (target.kind === 'line') return target.line === 'L3' && person.preset === 'engineer';
  if (target.kind !== 'domain') return false;
  return person.profile?.domains.some((domain) => isSameDomain(domain, target.domain)) ?? false;
}

const soonest: Readonly<Record<Availability, number>> = { working: 0, unknown: 1, outsideHours: 2, quietHours: 3 };

/** Who is at their cap comes last; before that, who is working now comes first. */
function inOrder(organisation: Organisation, people: readonly PersonId[], { at, load }: Asking): PersonId[] {
  const rank = (id: PersonId) => {
    const cap = organisation.people.get(id)?.profile?.loadCap ?? null;
    const isFull = cap !== null && load !== undefined && load(id) >= cap;
    return soonest[availabilityIn(organisation, id, at)] + (isFull ? 10 : 0);
  };
  return [...people].sort((a, b) => rank(a) - rank(b));
}

function availabilityIn({ people }: Organisation, id: PersonId, at: Date): Availability {
  return availabilityOf(people.get(id)?.profile, at);
}

function hereIn({ people }: Organisation): (person: PersonId) => boolean {
  return (id) => {
    const person = people.get(id);
    return person !== undefined && !person.left && person.preset !== 'machine';
  };
}

function isSameDomain(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
