import type * as Y from 'yjs';
import type { Command } from '../../shared/domain/commands.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import type { People } from '../boards/people.ts';
import type { Clock } from '../ports/clock.ts';
import { settlePlay } from './settlePlay.ts';
import { settleBug, settleTag } from './settleTag.ts';
import { settleTriage } from './settleTriage.ts';

export interface SettlePorts {
  readonly people: People;
  readonly clock: Clock;
  /** A copy of a ticket's document as it is now. */
  readonly readDocument: (ticketId: string) => Promise<Y.Doc>;
}

/** Looks up what a decision needs and the board does not know: the brief, the charter in force, who is on duty. */
export async function settle(ports: SettlePorts, command: Command): Promise<Settled | undefined> {
  switch (command.type) {
    case 'raiseTag':
      return settleTag(ports, command);
    case 'takeBug':
      return settleBug(ports, command);
    case 'startPlay':
      return settlePlay(ports, command);
    case 'openTicket':
      return settleTriage(ports, command);
    default:
      return undefined;
  }
}
