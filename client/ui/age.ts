const steps: readonly [ms: number, unit: string][] = [
  [31_557_600_000, 'y'],
  [2_629_800_000, 'mo'],
  [604_800_000, 'w'],
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
];
/** Weeks are only told between one and two months; before that people count days. */
const weeksFromMs = 21 * 86_400_000;

/** How long ago, as short as it goes: `now`, `4m`, `3h`, `12d`, `5w`, `4mo`, `2y`. */
export function shortAge(since: string, nowMs: number): string {
  const ms = nowMs - Date.parse(since);
  for (const [step, unit] of steps) {
    if (ms >= step && (unit !== 'w' || ms >= weeksFromMs)) return `${Math.floor(ms / step)}${unit}`;
  }
  return 'now';
}

// Making one costs a hundred times more than using it.
let fullFormat: Intl.DateTimeFormat | undefined;

/** Date and time in full, in the reader's own language and zone. */
export function fullTime(at: string): string {
  fullFormat ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return fullFormat.format(new Date(at));
}
