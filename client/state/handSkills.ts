import type { Person } from '../../shared/domain/person.ts';

/** What one can ask for: everything that somebody's profile names, most widespread first, each spelled as most do. */
export function knownSkills(people: Iterable<Person>): readonly string[] {
  const counts = new Map<string, { name: string; people: number }>();
  for (const { profile, left } of people) {
    if (left || !profile) continue;
    for (const name of [...profile.skills.map((skill) => skill.name), ...profile.domains]) {
      const key = name.toLowerCase();
      const known = counts.get(key) ?? { name, people: 0 };
      counts.set(key, { name: known.name, people: known.people + 1 });
    }
  }
  const all = [...counts.values()].sort((a, b) => b.people - a.people || a.name.localeCompare(b.name));
  return all.map(({ name }) => name);
}

/** The few to offer at once: what the ticket is about, then what most people can do. */
export function offeredSkills(people: Iterable<Person>, intents: readonly string[], most = 8): readonly string[] {
  const known = knownSkills(people);
  const about = intents.map((intent) => known.find((one) => one.toLowerCase() === intent.toLowerCase()) ?? intent);
  return [...new Set([...about, ...known])].slice(0, Math.max(most, about.length));
}
