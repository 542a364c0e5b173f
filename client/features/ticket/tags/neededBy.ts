const minute = 60_000;

/** When an answer is needed, as people say it; an instant, in the reader's own time zone. */
export interface Deadline {
  readonly label: string;
  readonly at: string;
}

/** Pure: what one would choose at this moment. */
export function deadlines(now: Date): Deadline[] {
  const inAnHour = new Date(Math.ceil((now.getTime() + 60 * minute) / (5 * minute)) * 5 * minute);
  const today = atHour(now, 0, 18);
  const tonight = now.getTime() < today.getTime() - 30 * minute ? today : atHour(now, 0, 23, 59);
  return [
    { label: 'In an hour', at: inAnHour.toISOString() },
    { label: 'Today', at: tonight.toISOString() },
    { label: 'Tomorrow', at: atHour(now, 1, 18).toISOString() },
  ];
}

function atHour(now: Date, days: number, hour: number, minutes = 0): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour, minutes);
}
