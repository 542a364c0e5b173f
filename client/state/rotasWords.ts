import { type Rota, type RotaKind, type RotaServes } from '../../shared/domain/rota.ts';
import type { RotaFields, Stretch } from './rotas.ts';
import { playNames } from './plays.ts';

export const rotaKindNames: Readonly<Record<RotaKind, string>> = {
  hat: 'Hat',
  officeHours: 'Office hours',
  onCall: 'On call',
  specialist: 'Specialist',
  play: 'Play',
};

export const rotaKindAbout: Readonly<Record<RotaKind, string>> = {
  hat: 'Whoever wears it takes the questions of the day.',
  officeHours: 'A window in which tags are answered.',
  onCall: 'May be woken: only for blocked customers and severity 1.',
  specialist: 'Knows one domain, and is tagged for it.',
  play: 'Takes part in a play.',
};

export const turnsNames: Readonly<Record<Rota['turns'], string>> = {
  all: 'Everybody together',
  daily: 'One at a time, the next each day',
  weekly: 'One at a time, the next each week',
};

export function servesInWords(serves: RotaServes): string {
  if (serves.kind === 'line') return serves.line;
  return serves.kind === 'domain' ? serves.domain : playNames[serves.play];
}

/** `Tue, 3 Nov, 09:00–17:00`, or with both dates when it ends on another day. */
export function timesInWords({ from, to }: Stretch, timeZone: string): string {
  const day = new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  const clock = clockIn(timeZone);
  const [first, last] = [day.format(new Date(from)), day.format(new Date(to))];
  const [start, end] = [clock.format(new Date(from)), clock.format(new Date(to))];
  return first === last ? `${first}, ${start}–${end}` : `${first}, ${start} – ${last}, ${end}`;
}

/** `17:00` today, `Mon, 9 Nov, 09:00` later. */
export function momentInWords(at: string, now: number, timeZone: string): string {
  const day = new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'short', day: 'numeric', month: 'short' });
  const clock = clockIn(timeZone).format(new Date(at));
  const date = day.format(new Date(at));
  return date === day.format(now) ? clock : `${date}, ${clock}`;
}

export interface RotaPreset {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly fields: Omit<RotaFields, 'timeZone' | 'members' | 'startsOn'>;
}

const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];

/** What most teams begin with. */
export const rotaPresets: readonly RotaPreset[] = [
  {
    id: 'hat',
    name: 'Daily L2 hat',
    about: 'One a day, in working hours, takes what goes deeper.',
    fields: {
      ...{ name: 'Daily L2 hat', kind: 'hat', serves: { kind: 'line', line: 'L2' }, turns: 'daily' },
      shifts: [{ days: weekdays, from: '09:00', to: '17:00' }],
    },
  },
  {
    id: 'officeHours',
    name: 'L3 office hours after stand-up',
    about: '30 minutes a day in which an engineer answers tags.',
    fields: {
      ...{ name: 'L3 office hours', kind: 'officeHours', serves: { kind: 'line', line: 'L3' }, turns: 'daily' },
      shifts: [{ days: weekdays, from: '10:00', to: '10:30' }],
    },
  },
  {
    id: 'onCall',
    name: 'On-call',
    about: 'Day and night, a week each, for blocked customers and severity 1.',
    fields: {
      ...{ name: 'L3 on call', kind: 'onCall', serves: { kind: 'line', line: 'L3' }, turns: 'weekly' },
      shifts: [{ days: everyDay, from: '09:00', to: '09:00' }],
    },
  },
  {
    id: 'specialist',
    name: 'Specialist: 10DLC',
    about: 'Those who know one domain, in working hours.',
    fields: {
      ...{ name: '10DLC specialists', kind: 'specialist', serves: { kind: 'domain', domain: '10DLC' }, turns: 'all' },
      shifts: [{ days: weekdays, from: '09:00', to: '17:00' }],
    },
  },
];

function clockIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(undefined, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}
