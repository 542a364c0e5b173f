import type { OpenTicket } from '../../shared/domain/commands.ts';
import type { Settled } from '../../shared/domain/decisions/context.ts';
import { charterOf } from '../../shared/domain/organisation.ts';
import type { SettlePorts } from './settle.ts';

/** The rule that matches a new ticket, and whom it means. */
export function settleTriage({ people }: SettlePorts, _command: OpenTicket): Settled {
  return { charter: charterOf(people.state) };
}
