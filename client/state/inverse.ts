import type { Board } from '../../shared/domain/board.ts';
import { ticketsInColumn } from '../../shared/domain/board.ts';
import type { Command, EditTicket, MoveTicket, RemoveView, SaveView } from '../../shared/domain/commands.ts';
import type { ClearBug, UnpinMoment } from '../../shared/domain/swarmCommands.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';

/** What takes a command back, told from the board as it was before; undefined for what cannot be taken back. */
export function inverseOf(board: Board, command: Command): Command | undefined {
  switch (command.type) {
    case 'moveTicket':
      return moveBack(board, command);
    case 'editTicket':
      return editBack(board, command);
    case 'assignOwner': {
      const ticket = board.tickets.get(command.ticketId);
      return ticket && { type: 'assignOwner', ticketId: ticket.id, owner: ticket.owner };
    }
    // Only who is not in the swarm yet is asked to offer.
    case 'joinSwarm':
    case 'offerHelp':
      return { type: 'leaveSwarm', ticketId: command.ticketId };
    case 'leaveSwarm':
      return { type: 'joinSwarm', ticketId: command.ticketId };
    case 'suspectBug':
      return { type: 'clearBug', ticketId: command.ticketId };
    case 'pinMoment':
      return { type: 'unpinMoment', ticketId: command.ticketId, moment: command.moment };
    case 'unpinMoment':
      return pinBack(board, command);
    case 'clearBug':
      return bugBack(board, command);
    case 'saveView':
    case 'removeView':
      return viewBack(board, command);
    case 'raiseHand':
      return { type: 'lowerHand', ticketId: command.ticketId };
    case 'changeColumn': {
      const column = board.columns.find(({ id }) => id === command.columnId);
      return column && { type: 'changeColumn', columnId: column.id, title: column.title, limit: column.limit };
    }
    case 'moveColumn': {
      const at = board.columns.findIndex(({ id }) => id === command.columnId);
      return { type: 'moveColumn', columnId: command.columnId, after: board.columns[at - 1]?.id ?? null };
    }
    case 'renameBoard':
      return { type: 'renameBoard', title: board.title };
    // Also what leaves a room: those who work the ticket let somebody in, nobody lets themselves in.
    default:
      return undefined;
  }
}

function pinBack(board: Board, { ticketId, moment }: UnpinMoment): Command | undefined {
  const pin = board.tickets.get(ticketId)?.pins?.find((one) => one.moment === moment);
  return pin && { type: 'pinMoment', ticketId, moment, note: pin.note };
}

function bugBack(board: Board, { ticketId }: ClearBug): Command | undefined {
  const bug = board.tickets.get(ticketId)?.bug;
  return bug && { type: 'suspectBug', ticketId, why: bug.why };
}

function viewBack(board: Board, { type, viewId }: SaveView | RemoveView): Command | undefined {
  const view = board.views?.find(({ id }) => id === viewId);
  if (!view && type === 'saveView' && viewId !== undefined) return { type: 'removeView', viewId };
  return view && { type: 'saveView', viewId: view.id, title: view.title, filter: view.filter };
}

function moveBack(board: Board, { ticketId }: MoveTicket): Command | undefined {
  const ticket = board.tickets.get(ticketId);
  if (!ticket) return undefined;
  const cards = ticketsInColumn(board, ticket.columnId);
  const above = cards[cards.findIndex(({ id }) => id === ticketId) - 1];
  return { type: 'moveTicket', ticketId, columnId: ticket.columnId, after: above?.id ?? null };
}

/** Fields that were empty before stay as they are: an edit can set a field, not unset it. */
function editBack(board: Board, { ticketId, changes }: EditTicket): Command | undefined {
  const ticket = board.tickets.get(ticketId);
  if (!ticket || changes.description !== undefined) return undefined;
  const fields = Object.keys(changes) as (keyof Omit<typeof changes, 'description'>)[];
  const previous = fields.filter((field) => ticket[field] !== undefined).map((field) => [field, ticket[field]]);
  if (previous.length < fields.length) return undefined;
  return { type: 'editTicket', ticketId, changes: Object.fromEntries(previous) as Partial<Ticket> };
}
