/** A time zone in which it is now some minute of this hour. */
export function timeZoneWhereItIs(hour: number, now = new Date()): string {
  const ahead = (((hour - now.getUTCHours()) % 24) + 24) % 24;
  // POSIX signs: Etc/GMT-3 is three hours ahead of UTC.
  if (ahead === 0) return 'UTC';
  return ahead <= 14 ? `Etc/GMT-${String(ahead)}` : `Etc/GMT+${String(24 - ahead)}`;
}
