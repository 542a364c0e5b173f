import type { Board } from './board.ts';
import type { PersonId } from './person.ts';
import type { Rota } from './rota.ts';
import { type Ticket, isDone } from './ticket.ts';

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

/** As the product ships; see also `playSettingOf`. */
export const standardPlays: readonly PlaySetting[] = [
  {
    kind: 'dropIn',
    isOn: true,
    minutes: 30,
    rota: null,
    about: 'Somebody who roves looks in: where help is asked for, or where a ticket has gone quiet.',
  },
  {
    kind: 'dispatch',
    isOn: true,
    minutes: 45,
    rota: null,
    about: 'New tickets with a quick answer: solve them now, route the rest with what is known.',
  },
  {
    kind: 'backlog',
    isOn: true,
    minutes: 60,
    rota: null,
    about: 'Old, hard tickets that nobody gets on with alone.',
  },
  {
    kind: 'severity1',
    isOn: true,
    minutes: 60,
    rota: null,
    about: 'A customer is down, or many are hit at once. One leads, one speaks; whoever is on call is pulled in.',
  },
];

interface PlaysSet {
  readonly plays: ReadonlyMap<PlayKind, PlaySetting>;
}

/** As the team has set it, or as it ships. */
export function playSettingOf({ plays }: PlaysSet, kind: PlayKind): PlaySetting {
  const standard = standardPlays.find((play) => play.kind === kind);
  return plays.get(kind) ?? standard ?? { kind, isOn: true, minutes: 60, rota: null, about: '' };
}

export function playSettingsOf(set: PlaysSet): readonly PlaySetting[] {
  return playKinds.map((kind) => playSettingOf(set, kind));
}

export interface PlayOnTicket {
  readonly ticket: Ticket;
  readonly play: RunningPlay;
}

/** Open tickets with a running play: severity 1 first, then the other kinds, the oldest play of each first. */
export function playsOn({ tickets }: Pick<Board, 'tickets'>): readonly PlayOnTicket[] {
  const running = [...tickets.values()].flatMap((ticket) =>
    ticket.play && !isDone(ticket.state) ? [{ ticket, play: ticket.play }] : [],
  );
  return running.sort(
    (a, b) => laneOrder.indexOf(a.play.kind) - laneOrder.indexOf(b.play.kind) || (a.play.at < b.play.at ? -1 : 1),
  );
}

const laneOrder: readonly PlayKind[] = ['severity1', 'dropIn', 'dispatch', 'backlog'];

/** Those whose time-box is over at this instant. */
export function overdue(board: Pick<Board, 'tickets'>, now: Date): readonly PlayOnTicket[] {
  return playsOn(board).filter(({ play }) => Date.parse(play.endsAt) <= now.getTime());
}

/** Whose people a severity 1 pulls in: the play's own rota, those that serve it, then whoever is on call for a line. */
export function rotasPulledIn(rotas: readonly Rota[], { kind, rota }: PlaySetting): readonly Rota[] {
  return [
    ...rotas.filter(({ id }) => id === rota),
    ...rotas.filter(({ id, serves }) => id !== rota && serves.kind === 'play' && serves.play === kind),
    ...rotas.filter((one) => one.id !== rota && one.kind === 'onCall' && one.serves.kind === 'line'),
  ];
}
