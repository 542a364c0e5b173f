import type { Requirement } from './brief.ts';
import type { Line } from './line.ts';
import type { Person, PersonId } from './person.ts';
import type { TagTarget } from './tag.ts';

/** The written definition per line. Published in versions; what obeys it says which version was in force. */
export interface Charter {
  /** From 1, gapless; 0 is the one that ships. */
  readonly version: number;
  readonly lines: readonly CharterLine[];
  readonly domains: readonly CharterDomain[];
  /** When lines may be skipped, in words; whether `customer blocked, no time` may be chosen. */
  readonly jump: { readonly allowed: boolean; readonly rule: string };
  /** When a workaround and an investigation go on at once, in words. */
  readonly parallelOwn: { readonly allowed: boolean; readonly rule: string };
  /** Minutes after which whoever is asked by a tag is reminded, and after which the next on the rota is asked. */
  readonly unanswered: { readonly nudgeAfter: number; readonly nextAfter: number };
}

export interface CharterLine {
  readonly line: Line;
  readonly name: string;
  /** The issues that belong here, in words. */
  readonly scope: string;
  /** Intents that this line owns. */
  readonly intents: readonly string[];
  /** Obligation: minutes to the first response, null for none, and words. */
  readonly response: { readonly minutes: number | null; readonly words: string };
  /** What this line may look into. */
  readonly systems: readonly string[];
  /** When something goes on from here, one rule a line. */
  readonly triggers: readonly string[];
  /** What has to be there before this line is tagged or handed a ticket. */
  readonly required: readonly Requirement[];
}

export interface CharterDomain {
  readonly domain: string;
  /** Intents that go straight there. */
  readonly intents: readonly string[];
  readonly required: readonly Requirement[];
}

/** A charter with when and by whom it was published and why. */
export interface CharterVersion {
  readonly charter: Charter;
  readonly at: string;
  readonly by: PersonId;
  readonly note: string;
}

/** What the charter asks for before `target` may be tagged; `person` is who that is when it is a person. */
export function requiredFor(charter: Charter, target: TagTarget, person?: Person): readonly Requirement[] {
  switch (target.kind) {
    case 'line':
      return ofLine(charter, target.line);
    case 'domain':
      return ofDomain(charter, target.domain);
    case 'person':
      if (person?.preset === 'engineer') return ofLine(charter, 'L3');
      if (person?.preset !== 'specialist') return [];
      return ofDomain(charter, person.profile?.domains[0] ?? '');
  }
}

function ofLine(charter: Charter, line: Line): readonly Requirement[] {
  return charter.lines.find((one) => one.line === line)?.required ?? [];
}

/** A domain that the charter does not name needs what makes any question answerable. */
function ofDomain(charter: Charter, domain: string): readonly Requirement[] {
  const named = charter.domains.find((one) => one.domain.toLowerCase() === domain.toLowerCase());
  return named?.required ?? ['problem'];
}
