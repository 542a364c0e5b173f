const minute = 60_000;

/** When an answer is needed, as people say it; an instant, in the reader's own time zone. */
export interface Deadline {
  readonly label: string;
  readonly at: string;
}

/** Pure: what one would choose at this moment. */
export function deadlines(now: Date): Deadline[] {
  const inAnHour = new Date(Math.ceil((now.getTime() + 60 * minute) / (5 * minute)) * 5 * minute);
  const today = at(now, 0, '18:00');
  const tonight = now.getTime() < today.getTime() - 30 * minute ? today : at(now, 0, '23:59');
  return [
    { label: 'In an hour', at: inAnHour.toISOString() },
    { label: 'Today', at: tonight.toISOString() },
    { label: 'Tomorrow', at: at(now, 1, '18:00').toISOString() },
  ];
}

function at(now: Date, days: number, clock: string): Date {
  const [hour = 0, minutes = 0] = clock.split(':').map(Number);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minutes);
}
