import type { Capability } from './permissions.ts';

/** Whoever works on a board. `hue` indexes the eight presence hues; a simulated colleague says so wherever it appears. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly preset: Preset;
  /** What this person may do, where that differs from the preset. */
  readonly capabilities?: readonly Capability[];
  readonly hue: number;
  readonly simulated?: true;
  /** Where invitations and tags reach them; also what they sign in with. Lower case. */
  readonly email?: string;
  readonly profile?: Profile;
  /** Is no longer here: keeps their name on what they did, and may do nothing. */
  readonly left?: true;
}

export type PersonId = string;

/** Who wrote what nobody asked for: reminders, what a rule did, what ran out. */
export const serverPerson: PersonId = 'server';

/** Named bundles of capabilities, see permissions.ts; `machine` is what an API token or a webhook acts as. */
export const presets = ['agent', 'engineer', 'specialist', 'manager', 'admin', 'observer', 'machine'] as const;
export type Preset = (typeof presets)[number];

export const presenceHues = 8;

/** What others need to know to ask the right person at the right time. */
export interface Profile {
  readonly skills: readonly Skill[];
  /** Specialist domains, such as `10DLC` or `payments`. */
  readonly domains: readonly string[];
  /** BCP 47 tags. */
  readonly languages: readonly string[];
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly workingHours: WorkingHours | null;
  /** When not to be disturbed, in the person's own time zone; may run over midnight. */
  readonly quietHours: Hours | null;
  /** How many tickets at once at most; null: no limit. */
  readonly loadCap: number | null;
  /** A file id, see `GET /files/:id`. */
  readonly avatar?: string;
}

export interface Skill {
  readonly name: string;
  /** 1 learning, 2 able, 3 others ask them. */
  readonly level: 1 | 2 | 3;
}

/** `HH:MM`, 24 hours. */
export interface Hours {
  readonly from: string;
  readonly to: string;
}

export interface WorkingHours extends Hours {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
}

export const emptyProfile: Profile = {
  skills: [],
  domains: [],
  languages: [],
  timeZone: 'UTC',
  workingHours: null,
  quietHours: null,
  loadCap: null,
};
