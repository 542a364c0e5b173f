import type { Person } from '../../shared/domain/person.ts';

function colleague(id: string, name: string, more: Pick<Person, 'preset' | 'hue'>): Person {
  return { id: `sample-${id}`, name, ...more, simulated: true };
}

export const ines = colleague('ines', 'Inês Carvalho', { preset: 'agent', hue: 1 });
export const tomasz = colleague('tomasz', 'Tomasz Wójcik', { preset: 'agent', hue: 3 });
/** Platform engineer: API, webhooks, data. */
export const adaeze = colleague('adaeze', 'Adaeze Okafor', { preset: 'engineer', hue: 5 });
/** Payments and billing engineer. */
export const haruto = colleague('haruto', 'Haruto Shimizu', { preset: 'engineer', hue: 2 });
/** Messaging compliance: 10DLC, opt-out, filtering. */
export const leila = colleague('leila', 'Leila Haddad', { preset: 'specialist', hue: 6 });
export const ravi = colleague('ravi', 'Ravi Menon', { preset: 'manager', hue: 7 });

/** The people of the sample board. Each is labelled as simulated wherever a person is shown. */
export const colleagues: readonly Person[] = [ines, tomasz, adaeze, haruto, leila, ravi];
