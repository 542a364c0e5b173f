import type { PersonId } from './person.ts';

/** drop-in: roving help; dispatch: quick wins among new work; backlog: hard, old ones; severity1: all hands. */
export const playKinds = ['dropIn', 'dispatch', 'backlog', 'severity1'] as const;
export type PlayKind = (typeof playKinds)[number];

/** How a team runs a play: organisation-wide. */
export interface PlaySetting {
  readonly kind: PlayKind;
  readonly isOn: boolean;
  /** The time-box. */
  readonly minutes: number;
  /** Who takes part or, for severity 1, is pulled in. */
  readonly rota: string | null;
  /** Tickets that wait for it in its lane: what it is looking for, in words. */
  readonly about: string;
}

/** A play that is on for a ticket now. */
export interface RunningPlay {
  readonly kind: PlayKind;
  readonly by: PersonId;
  readonly at: string;
  /** When its time-box is over; it goes on until somebody ends it. */
  readonly endsAt: string;
  /** Severity 1: who leads, and who speaks to the customer beside the owner. */
  readonly lead?: PersonId;
  readonly communicator?: PersonId;
}
