/** What the audit page shows, as its address says. Days are the reader's own, `YYYY-MM-DD`. */
export interface AuditFilter {
  readonly q: string;
  readonly person: string;
  readonly board: string;
  readonly ticket: string;
  readonly from: string;
  /** The last day that is shown. */
  readonly to: string;
}

const fields = ['q', 'person', 'board', 'ticket', 'from', 'to'] as const satisfies readonly (keyof AuditFilter)[];

export function auditFilterOf(query: URLSearchParams): AuditFilter {
  return Object.fromEntries(fields.map((field) => [field, query.get(field) ?? ''])) as unknown as AuditFilter;
}

/** As changes of the query: what is empty is left out of the address. */
export function filterChanges(filter: Partial<AuditFilter>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(filter).map(([field, value]) => [field, value === '' ? null : value]));
}

export const noFilter: AuditFilter = { q: '', person: '', board: '', ticket: '', from: '', to: '' };

export function isFiltered(filter: AuditFilter): boolean {
  return fields.some((field) => filter[field] !== '');
}

/** What the server is asked: days become instants, the last day up to its end. */
export function auditQuery({ from, to, ...words }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(words)) if (value.trim() !== '') query.set(field, value.trim());
  const [start, end] = [startOfDay(from), startOfDay(to, 1)];
  if (start !== undefined) query.set('from', start);
  if (end !== undefined) query.set('to', end);
  return query;
}

function startOfDay(day: string, daysLater = 0): string | undefined {
  const [year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.slice(1).map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}
