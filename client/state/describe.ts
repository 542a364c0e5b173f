import type { Board } from '../../shared/domain/board.ts';
import type { Command, MoveTicket } from '../../shared/domain/commands.ts';
import { describeSwarm } from './describeSwarm.ts';

interface Known {
  readonly board: Board | undefined;
  readonly nameOf: (person: string) => string;
}

/** What a command asks for, to go after `Could not …` or to stand in a list: `move acme-12 to Triage`. */
export function describe(command: Command, { board, nameOf }: Known): string {
  const column = (id: string) => board?.columns.find((one) => one.id === id)?.title ?? 'a column that is gone';
  switch (command.type) {
    case 'openTicket':
      return `create “${command.title}”`;
    case 'editTicket':
      return `change the ${listed(Object.keys(command.changes).map((field) => fieldNames[field] ?? field))} of ${command.ticketId}`;
    case 'moveTicket':
      return `move ${command.ticketId} to ${column(command.columnId)}`;
    case 'assignOwner':
      return command.owner === null
        ? `take the owner off ${command.ticketId}`
        : `give ${command.ticketId} to ${nameOf(command.owner)}`;
    case 'joinSwarm':
      return `join the swarm on ${command.ticketId}`;
    case 'leaveSwarm':
      return `leave the swarm on ${command.ticketId}`;
    case 'receiveMessage':
      return `pass on what the customer wrote on ${command.ticketId}`;
    case 'postMessage':
      return `${command.audience === 'customer' ? 'send an update' : 'add an internal note'} on ${command.ticketId}`;
    case 'renameBoard':
      return `rename the board to “${command.title}”`;
    case 'addColumn':
      return `add the column “${command.title}”`;
    case 'changeColumn':
      return `change the column ${column(command.columnId)}`;
    case 'moveColumn':
      return `move the column ${column(command.columnId)}`;
    case 'removeColumn':
      return `remove the column ${column(command.columnId)}`;
    case 'saveView':
      return `save the view “${command.title}”`;
    case 'removeView':
      return 'remove the view';
    default:
      return describeSwarm(command, nameOf);
  }
}

/** What was done, for the notice that offers to undo it with `inverse`. */
export function describeDone(command: Command, inverse: Command, { board, nameOf }: Known): string {
  const column = (id: string) => board?.columns.find((one) => one.id === id)?.title ?? '';
  switch (command.type) {
    case 'moveTicket':
      return `${command.ticketId} moved ${isWithinColumn(command, inverse) ? 'within' : 'to'} ${column(command.columnId)}`;
    case 'editTicket':
      return `${command.ticketId} changed`;
    case 'assignOwner':
      return command.owner === null
        ? `${command.ticketId} has no owner now`
        : `${nameOf(command.owner)} owns ${command.ticketId}`;
    case 'joinSwarm':
      return `You joined the swarm on ${command.ticketId}`;
    case 'leaveSwarm':
      return `You left the swarm on ${command.ticketId}`;
    case 'removeGuest':
      return `${nameOf(command.person)} is not on ${command.ticketId} any more`;
    case 'changeColumn':
      return `Column ${column(command.columnId)} changed`;
    case 'moveColumn':
      return `Column ${column(command.columnId)} moved`;
    case 'renameBoard':
      return 'Board renamed';
    case 'pinMoment':
      return 'Moment pinned';
    case 'unpinMoment':
      return 'Moment unpinned';
    case 'suspectBug':
      return `${command.ticketId} is in the shadow queue`;
    case 'clearBug':
      return `${command.ticketId} is out of the shadow queue`;
    case 'saveView':
      return `View “${command.title}” ${inverse.type === 'removeView' ? 'saved for everybody on this board' : 'changed'}`;
    case 'removeView':
      return 'View removed';
    default:
      return 'Done';
  }
}

function isWithinColumn(move: MoveTicket, inverse: Command): boolean {
  return inverse.type === 'moveTicket' && inverse.columnId === move.columnId;
}

const fieldNames: Record<string, string> = { intents: 'intent tags', product: 'product area' };

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
