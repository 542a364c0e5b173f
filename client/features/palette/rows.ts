import type { Ticket } from '../../../shared/domain/ticket.ts';
import type { BoardSummary, RoomSummary } from '../../../shared/protocol/http.ts';
import type { Binding } from '../../state/keys.svelte.ts';

export interface Row {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly keys?: string | undefined;
  readonly run: () => void;
}

const mostPerGroup = 12;
const mostInAll = 50;

/** What can be done now: on the ticket one is at first, then on the board, then everywhere. */
export function actionRows(bindings: readonly Binding[], press: (binding: Binding) => void): Row[] {
  const order = ['Ticket', 'Board', 'Everywhere'];
  const offered = bindings.filter(
    ({ group, unlisted, when }) => unlisted !== true && order.includes(group) && (when?.() ?? true),
  );
  return [...offered]
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
    .map((binding) => ({
      id: `do ${binding.keys} ${binding.label}`,
      group: binding.about?.() ?? binding.group,
      label: binding.label,
      keys: binding.keys,
      run: () => press(binding),
    }));
}

export function boardRows(boards: readonly BoardSummary[], go: (href: string) => void): Row[] {
  return boards.map(({ id, title, open }) => ({
    id: `board ${id}`,
    group: 'Boards',
    label: title,
    detail: `${open.toLocaleString()} open`,
    run: () => go(`/boards/${id}`),
  }));
}

/** The tickets that whoever asks is tagged on. */
export function roomRows(rooms: readonly RoomSummary[], go: (href: string) => void): Row[] {
  return rooms.map(({ ticket, tag }) => ({
    id: `room ${tag.id}`,
    group: 'You are tagged on',
    label: ticket.title,
    detail: `${ticket.id} · ${tag.ask}`,
    run: () => go(`/tickets/${ticket.id}`),
  }));
}

export function ticketRows(tickets: readonly Ticket[], go: (href: string) => void): Row[] {
  return tickets.map(({ id, title, customer }) => ({
    id: `ticket ${id}`,
    group: 'Tickets',
    label: title,
    detail: `${id} · ${customer}`,
    run: () => go(`/tickets/${id}`),
  }));
}

/** Rows in which every word occurs. With nothing typed, tickets stay away and actions come first. */
export function matchingRows(rows: readonly Row[], text: string): Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(({ label, detail = '', group }) => {
    const haystack = `${label} ${detail} ${group}`.toLowerCase();
    return group === 'Tickets' || words.every((word) => haystack.includes(word));
  });
  const counts: Record<string, number> = {};
  return found
    .filter(
      ({ group }) => (counts[group] = (counts[group] ?? 0) + 1) <= (words.length === 0 ? mostInAll : mostPerGroup),
    )
    .slice(0, mostInAll);
}
