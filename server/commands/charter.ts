import type { Charter, CharterDomain, CharterLine, CharterVersion } from '../../shared/domain/charter.ts';
import { charterDiff, domainKey } from '../../shared/domain/charterDiff.ts';
import { lines } from '../../shared/domain/line.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import { can } from '../../shared/domain/permissions.ts';
import { Refusal } from '../../shared/domain/refusals.ts';
import type { Actor } from '../access/principal.ts';
import type { People } from '../boards/people.ts';
import type { NewId } from '../ports/ids.ts';

export interface CharterPorts {
  readonly people: People;
  readonly newId: NewId;
}

export interface PublishCharter {
  /** The version that whoever wrote this began with. */
  readonly basedOn: number;
  readonly note: string;
  readonly charter: Omit<Charter, 'version'>;
}

/**
 * Makes this the charter in force. Throws Refusal `charterChanged` when another was published since, `invalidInput`
 * when it contradicts itself or changes nothing.
 */
export async function publishCharter(
  { people, newId }: CharterPorts,
  { person, entrance }: Actor,
  { basedOn, note, charter }: PublishCharter,
): Promise<CharterVersion> {
  if (!can(person, 'arrangeWork')) throw new Refusal('notAllowed');
  const wanted = tidied(charter);
  let published: CharterVersion | undefined;
  await people.write({
    commandId: newId(),
    person: person.id,
    entrance,
    decide: (organisation, at) => {
      const { version } = charterOf(organisation);
      if (version !== basedOn) throw new Refusal('charterChanged', { version });
      const next = { ...wanted, version: version + 1 };
      if (charterDiff(charterOf(organisation), next).length === 0) {
        throw new Refusal('invalidInput', { reason: 'It says what the charter in force says already.' });
      }
      published = { charter: next, at, by: person.id, note };
      return [{ type: 'charterPublished', version: published }];
    },
  });
  if (!published) throw new Error('a charter was written without having been decided');
  return published;
}

/** As it is kept: the lines in their order, nothing named twice. */
function tidied(charter: PublishCharter['charter']): PublishCharter['charter'] {
  const ordered = lines.map((line) => charter.lines.find((one) => one.line === line));
  if (!ordered.every((line) => line !== undefined)) throw wrong('Each line has to be there once.');
  const whole = { ...charter, lines: ordered.map(tidiedLine), domains: charter.domains.map(tidiedDomain) };
  assertDomainsDiffer(whole.domains);
  assertIntentsHaveOnePlace(whole);
  if (whole.unanswered.nextAfter < whole.unanswered.nudgeAfter) {
    throw wrong('Whoever is asked is reminded before the next one is asked, not after.');
  }
  return whole;
}

function tidiedLine(line: CharterLine): CharterLine {
  const { intents, systems, triggers, required } = line;
  return {
    ...line,
    intents: once(intents),
    systems: once(systems),
    triggers: once(triggers),
    required: once(required),
  };
}

function tidiedDomain({ domain, intents, required }: CharterDomain): CharterDomain {
  return { domain, intents: once(intents), required: once(required) };
}

function assertDomainsDiffer(domains: readonly CharterDomain[]): void {
  const twice = domains.find(
    (one, index) => domains.findIndex((other) => domainKey(other) === domainKey(one)) !== index,
  );
  if (twice) throw wrong(`“${twice.domain}” is there twice.`);
}

/** Who owns an intent must have one answer. */
function assertIntentsHaveOnePlace({ lines: all, domains }: Pick<Charter, 'lines' | 'domains'>): void {
  const places = new Map<string, string>();
  const owners = [
    ...all.map(({ line, intents }) => ({ place: line, intents })),
    ...domains.map(({ domain, intents }) => ({ place: domain, intents })),
  ];
  for (const { place, intents } of owners) {
    for (const intent of intents) {
      const other = places.get(intent.toLowerCase());
      if (other !== undefined) throw wrong(`The intent “${intent}” is both ${other}’s and ${place}’s.`);
      places.set(intent.toLowerCase(), place);
    }
  }
}

function once<T extends string>(terms: readonly T[]): readonly T[] {
  return terms.filter((term, index) => terms.findIndex((one) => one.toLowerCase() === term.toLowerCase()) === index);
}

function wrong(reason: string): Refusal {
  return new Refusal('invalidInput', { reason });
}
