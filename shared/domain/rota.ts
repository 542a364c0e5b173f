import type { Line } from './line.ts';
import type { Hours, PersonId } from './person.ts';
import type { PlayKind } from './play.ts';

/** `hat`: the daily L2 hat; `officeHours`: a window in which a line answers; `onCall`: whoever may be woken. */
export const rotaKinds = ['hat', 'officeHours', 'onCall', 'specialist', 'play'] as const;
export type RotaKind = (typeof rotaKinds)[number];

/** Who is on when: a weekly pattern that its members take in turns or together. */
export interface Rota {
  readonly id: string;
  readonly name: string;
  readonly kind: RotaKind;
  readonly serves: RotaServes;
  /** IANA name: the pattern is in this zone's wall clock, through every change of it. */
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
  readonly members: readonly PersonId[];
  /** `all` members are on together; else one at a time, the next each day or week, in the order of `members`. */
  readonly turns: 'all' | 'daily' | 'weekly';
  /** The date (`YYYY-MM-DD`) on which the first member's turn begins. */
  readonly startsOn: string;
  readonly overrides: readonly RotaOverride[];
}

export type RotaServes =
  | { readonly kind: 'line'; readonly line: Line }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'play'; readonly play: PlayKind };

/** Runs over midnight when it ends before it begins; the same time twice: all day and night. */
export interface Shift extends Hours {
  /** 1 Monday … 7 Sunday. */
  readonly days: readonly number[];
}

/** Other people for a while: a holiday, somebody who stands in, one half of a swap. */
export interface RotaOverride {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Whose turns are taken over; null: whoever is on. */
  readonly instead: PersonId | null;
  /** Who is on then; nobody: the rota pauses. */
  readonly people: readonly PersonId[];
  readonly note: string;
  readonly by: PersonId;
}
