import type { Entrance } from '../../../../shared/domain/entry.ts';
import type { AuditRow } from '../../../../shared/protocol/audit.ts';

export interface SummaryPart {
  readonly text: string;
  /** It is a ticket's id. */
  readonly ticket: boolean;
}

/** A summary cut at the tickets it names, so that each can be a link. */
export function summaryParts({ summary, tickets }: Pick<AuditRow, 'summary' | 'tickets'>): SummaryPart[] {
  const known = new Set(tickets);
  return summary
    .split(/(?<![\p{L}\p{N}-])([a-z0-9][a-z0-9-]*-[1-9][0-9]*)(?![\p{L}\p{N}-])/u)
    .filter((text) => text !== '')
    .map((text) => ({ text, ticket: known.has(text) }));
}

const doors: Record<Entrance['door'], string> = {
  page: 'Browser',
  live: 'Browser',
  api: 'API',
  webhook: 'Webhook',
  commandLine: 'Command line',
  server: 'Server',
};

/** From where, in words; undefined for what was written before that was noted. */
export function whereFrom(entrance: Entrance | null): { door: string; address: string | undefined } | undefined {
  return entrance ? { door: doors[entrance.door], address: entrance.address } : undefined;
}

/** Who acts without being anybody. */
export const nobodies: ReadonlyMap<string, string> = new Map([
  ['commandLine', 'Command line'],
  ['import', 'Import'],
]);

/** What a log is called on screen. */
export function logTitle(log: string): string {
  if (log === '@organisation') return 'People and customers';
  return log === '@access' ? 'Sign-in and access' : log;
}
