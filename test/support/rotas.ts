import type { Rota } from '../../shared/domain/rota.ts';

export const everyDay = [1, 2, 3, 4, 5, 6, 7];
export const weekdays = [1, 2, 3, 4, 5];

/** A daily hat of three in Berlin, from Monday, 2 November 2026. */
export function aRota(given: Partial<Rota> = {}): Rota {
  return {
    id: 'rota-1',
    name: 'Daily L2 hat',
    kind: 'hat',
    serves: { kind: 'line', line: 'L2' },
    timeZone: 'Europe/Berlin',
    shifts: [{ days: weekdays, from: '09:00', to: '17:00' }],
    members: ['ada', 'ben', 'cleo'],
    turns: 'daily',
    startsOn: '2026-11-02',
    overrides: [],
    ...given,
  };
}
