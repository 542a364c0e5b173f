const [second, minute, hour] = [1000, 60_000, 3_600_000];

/** How long to wait after each failed try: soon at first, then ever longer, and given up after about two days. */
const waits = [
  5 * second,
  minute,
  5 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  12 * hour,
  12 * hour,
  14 * hour,
] as const;

/** When to try again after so many failures; null: not any more. */
export function nextTryAfter(failures: number, now: Date): string | null {
  const wait = waits[failures - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait).toISOString();
}
