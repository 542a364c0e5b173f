import type { TicketState } from './ticket.ts';

export const columnKinds = ['queue', 'working', 'waiting', 'done'] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** A column of the board; `limit` is the most cards it should hold, null for no limit. */
export interface Column {
  readonly id: string;
  readonly title: string;
  readonly kind: ColumnKind;
  readonly limit: number | null;
}

const stateOfKind: Record<ColumnKind, TicketState> = {
  queue: 'queued',
  working: 'working',
  waiting: 'waiting',
  done: 'resolved',
};

export function stateInColumn(column: Column): TicketState {
  return stateOfKind[column.kind];
}

export const defaultColumns: readonly Column[] = [
  { id: 'new', title: 'New', kind: 'queue', limit: null },
  { id: 'triage', title: 'Triage', kind: 'queue', limit: 8 },
  { id: 'investigating', title: 'Investigating', kind: 'working', limit: 12 },
  { id: 'engineering', title: 'With engineering', kind: 'working', limit: null },
  { id: 'waiting', title: 'Waiting on customer', kind: 'waiting', limit: null },
  { id: 'resolved', title: 'Resolved', kind: 'done', limit: null },
];
