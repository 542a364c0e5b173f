import type * as Y from 'yjs';
import type { Command } from '../../shared/domain/commands.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import type { Person } from '../../shared/domain/person.ts';
import type { Ticket } from '../../shared/domain/ticket.ts';
import type { Boards } from '../boards/boards.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import { settlePlay, settlePlayRoles } from './settlePlay.ts';
import { settleBug, settleDecline, settleTag } from './settleTag.ts';
import { settleTriage } from './settleTriage.ts';

export interface SettlePorts {
  readonly boards: Boards;
  readonly people: People;
  readonly clock: Clock;
  /** A copy of a ticket's document as it is now. */
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
}

interface Deed {
  readonly command: Command;
  readonly person: Person;
  /** What it is about, as it is now. */
  readonly ticket: Ticket | undefined;
}

/** Looks up what a decision needs and the board does not know: the brief, the charter in force, who is on duty. */
export async function settle(ports: SettlePorts, { command, person, ticket }: Deed): Promise<Settled | undefined> {
  switch (command.type) {
    case 'raiseTag':
      return settleTag(ports, command, person);
    case 'declineTag':
      return settleDecline(ports, command, ticket);
    case 'takeBug':
      return settleBug(ports, command);
    case 'startPlay':
      return settlePlay(ports, command);
    case 'changePlay':
      settlePlayRoles(ports, command);
      return undefined;
    case 'openTicket':
      return settleTriage(ports, command);
    default:
      return undefined;
  }
}
