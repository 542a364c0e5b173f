import { pino } from 'pino';
import type { Report } from './ports/report.ts';

/** Failures as JSON lines on stderr; stdout says one thing, where the board is. */
export function createReport(level: string): Report {
  const log = pino({ level }, pino.destination({ dest: 2, sync: true }));
  return (reason, where) => {
    log.error({ err: reason }, `unexpected failure in ${where}`);
  };
}
