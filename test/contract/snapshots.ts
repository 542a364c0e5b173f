import { type BoardSnapshot, emptyBoard, toSnapshot } from '../../shared/domain/board.ts';
import { defaultColumns } from '../../shared/domain/column.ts';
import { aTicket } from './bench.ts';
import { numbers } from './numbers.ts';

export function aSnapshot(
  board: string,
  seq: number,
  tickets: number,
  title = (n: number) => `Ticket ${String(n)}`,
): BoardSnapshot {
  const list = numbers(1, tickets).map((number) => aTicket(board, number, { title: title(number) }));
  const state = { ...emptyBoard(board), columns: defaultColumns, archived: { resolved: 7301 }, nextNumber: 31, seq };
  return toSnapshot({ ...state, tickets: new Map(list.map((ticket) => [ticket.id, ticket])) });
}

/** A megabyte that no compression makes small, yet the same each time. */
export function noise(seed: number): string {
  let state = seed;
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
  return Array.from({ length: 100_000 }, () => next().toString(36))
    .join('')
    .padEnd(750_000, 'x');
}
