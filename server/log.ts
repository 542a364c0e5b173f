import { type Logger, pino } from 'pino';

/** Logs as JSON lines on stderr: stdout says one thing, where the board is. */
export function createLog(level: string): Logger {
  const redact = ['req.headers.cookie', 'req.headers.authorization'];
  return pino({ level, redact }, pino.destination({ dest: 2, sync: true }));
}
