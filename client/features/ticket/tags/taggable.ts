import { type Availability, availabilityOf } from '../../../../shared/domain/availability.ts';
import { can } from '../../../../shared/domain/permissions.ts';
import type { Person } from '../../../../shared/domain/person.ts';
import { openTagOf } from '../../../../shared/domain/tag.ts';
import type { Ticket } from '../../../../shared/domain/ticket.ts';
import { targetKey } from '../../../state/tagWords.ts';
import type { Choice } from '../../../ui/choice.ts';

const told: Partial<Record<Availability, string>> = {
  working: 'working now',
  quietHours: 'quiet hours',
  outsideHours: 'outside working hours',
};

interface Asking {
  readonly ticket: Pick<Ticket, 'tags'>;
  readonly me: string;
  readonly at: Date;
}

/** Pure: whom one may tag, those who see a ticket only when they are tagged first; with what helps to choose. */
export function taggable(people: Iterable<Person>, { ticket, me, at }: Asking): Choice[] {
  return [...people]
    .filter(({ id, left, preset }) => left !== true && preset !== 'machine' && id !== me && !openTagOf(ticket, id))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map((person) => ({
      id: targetKey({ kind: 'person', person: person.id }),
      label: person.name,
      detail: about(person, at),
      words: wordsFor(person),
    }));
}

/** Simulated colleagues come behind those who can really answer. */
function rank(person: Person): number {
  return Number(can(person, 'readBoards')) + (person.simulated === true ? 2 : 0);
}

/** Pure: that somebody will not answer at once, and when they will; undefined when nothing speaks against it. */
export function notNowSentence({ name, profile }: Person, at: Date): string | undefined {
  if (!profile) return undefined;
  const { workingHours, quietHours, timeZone } = profile;
  const availability = availabilityOf(profile, at);
  const rest = `(${timeZone}). They find the tag when they are back.`;
  if (availability === 'quietHours' && quietHours) {
    return `${name} has quiet hours from ${quietHours.from} to ${quietHours.to} ${rest}`;
  }
  if (availability === 'outsideHours' && workingHours) {
    return `${name} works from ${workingHours.from} to ${workingHours.to} ${rest}`;
  }
  return undefined;
}

function about({ preset, profile, simulated }: Person, at: Date): string {
  const mark = told[availabilityOf(profile, at)];
  const domains = profile?.domains ?? [];
  const known = domains.length > 0 ? domains : (profile?.skills ?? []).map(({ name }) => name);
  const parts = [mark, simulated === true ? 'simulated' : preset, ...known.slice(0, 3)];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function wordsFor({ profile }: Person): string {
  const { domains = [], skills = [], languages = [] } = profile ?? {};
  return [...domains, ...skills.map(({ name }) => name), ...languages].join(' ');
}
